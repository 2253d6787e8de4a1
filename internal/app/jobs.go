package app

import "dialogmote/internal/dialogue"

// SendLetter is the job that sends one stored letter.
type SendLetter struct {
	Organiser dialogue.ID `json:"organiser"`
	Letter    dialogue.ID `json:"letter"`
}

// Kind names the job in the queue.
func (SendLetter) Kind() string { return "send_letter" }
