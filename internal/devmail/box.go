package devmail

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // letters in other character sets than UTF-8
	"github.com/emersion/go-message/mail"
)

// Box is a folder of letters, one file each, so that they are there after a restart.
type Box struct{ dir string }

// Open uses the folder, and makes it if it is missing.
func Open(dir string) (*Box, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("devmail: %w", err)
	}
	return &Box{dir: dir}, nil
}

// Letter is one received letter.
type Letter struct {
	ID          string
	Received    time.Time // by this machine's clock
	Date        time.Time // as the letter says
	From, To    string
	Subject     string
	MessageID   string
	Text, HTML  string
	Calendar    string
	Attachments []Attachment
	Raw         []byte
}

// Attachment names one file of a letter.
type Attachment struct {
	Name, ContentType string
	Content           []byte
}

// idForm is the time of arrival and something random: names sort by arrival and can't lead out of the folder.
var idForm = regexp.MustCompile(`^[0-9]{8}T[0-9]{6}\.[0-9]{9}-[A-Z2-7]{6}$`)

const (
	idTime    = "20060102T150405.000000000"
	extension = ".eml"
	envelope  = "Delivered-To"
)

// add stores a letter. It is on disk, whole, before the sender is told so.
func (b *Box) add(raw []byte, to []string) error {
	id := time.Now().UTC().Format(idTime) + "-" + rand.Text()[:6]
	var content bytes.Buffer
	for _, address := range to {
		fmt.Fprintf(&content, "%s: <%s>\r\n", envelope, address)
	}
	content.Write(raw)
	fresh := filepath.Join(b.dir, id+".part")
	if err := os.WriteFile(fresh, content.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, filepath.Join(b.dir, id+extension))
}

// List is the newest letters first, at most limit of them (0 is all), those to an address containing the text when it is not
// empty.
func (b *Box) List(to string, limit int) ([]Letter, error) {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return nil, fmt.Errorf("devmail: %w", err)
	}
	slices.Reverse(entries)
	var letters []Letter
	for _, entry := range entries {
		id, ok := strings.CutSuffix(entry.Name(), extension)
		if !ok || !idForm.MatchString(id) {
			continue
		}
		letter, err := b.Get(id)
		if err != nil {
			return nil, err
		}
		if !strings.Contains(strings.ToLower(letter.To), strings.ToLower(strings.TrimSpace(to))) {
			continue
		}
		if letters = append(letters, letter); len(letters) == limit {
			break
		}
	}
	return letters, nil
}

// Get reads one letter; an unknown id is fs.ErrNotExist. A letter that can't be taken apart still shows its raw text.
func (b *Box) Get(id string) (Letter, error) {
	if !idForm.MatchString(id) {
		return Letter{}, fs.ErrNotExist
	}
	raw, err := os.ReadFile(filepath.Join(b.dir, id+extension))
	if err != nil {
		return Letter{}, err
	}
	letter := Letter{ID: id, Raw: raw}
	letter.Received, _ = time.Parse(idTime, id[:len(idTime)]) // the form has been checked
	if err := letter.parse(); err != nil {
		letter.Text += "\n[" + err.Error() + "]"
	}
	return letter, nil
}

func (l *Letter) parse() error {
	r, err := mail.CreateReader(bytes.NewReader(l.Raw))
	if err != nil && !message.IsUnknownCharset(err) {
		return err
	}
	defer r.Close()
	l.Subject, _ = r.Header.Subject()
	l.MessageID, _ = r.Header.MessageID()
	l.Date, _ = r.Header.Date()
	l.From = addresses(r.Header, "From")
	if l.To = addresses(r.Header, envelope); l.To == "" {
		l.To = addresses(r.Header, "To")
	}
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !message.IsUnknownCharset(err) {
			return err
		}
		body, err := io.ReadAll(part.Body)
		if err != nil {
			return err
		}
		switch h := part.Header.(type) {
		case *mail.AttachmentHeader:
			kind, _, _ := h.ContentType()
			name, _ := h.Filename()
			l.Attachments = append(l.Attachments, Attachment{Name: name, ContentType: kind, Content: body})
		case *mail.InlineHeader:
			switch kind, _, _ := h.ContentType(); kind {
			case "text/html":
				l.HTML = string(body)
			case "text/calendar":
				l.Calendar = string(body)
			default:
				l.Text += string(body)
			}
		}
	}
}

func addresses(h mail.Header, name string) string {
	list, err := h.AddressList(name)
	if err != nil {
		return h.Get(name)
	}
	var all []string
	for _, a := range list {
		if a.Name != "" {
			all = append(all, a.Name+" <"+a.Address+">")
		} else {
			all = append(all, a.Address)
		}
	}
	return strings.Join(all, ", ")
}
