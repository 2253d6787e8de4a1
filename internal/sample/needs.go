package sample

import "dialogmote/internal/dialogue"

// Needs are what delegates may need of food and accessibility, one each.
func Needs() []dialogue.Needs {
	return []dialogue.Needs{
		{Choices: []dialogue.Need{dialogue.Vegetarian}},
		{Choices: []dialogue.Need{dialogue.NoGluten, dialogue.NoLactose}},
		{Choices: []dialogue.Need{dialogue.NoNuts}, Text: "Alvorlig allergi mot peanøtter, også spor."},
		{Choices: []dialogue.Need{dialogue.HearingLoop}},
		{Choices: []dialogue.Need{dialogue.Halal}},
		{Choices: []dialogue.Need{dialogue.Wheelchair, dialogue.Companion}, Text: "Trenger trappefri vei fra parkeringen."},
		{Choices: []dialogue.Need{dialogue.NoFish, dialogue.NoEgg}},
	}
}
