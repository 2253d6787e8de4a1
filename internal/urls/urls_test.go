package urls_test

import (
	"net/url"
	"testing"

	"dialogmote/internal/dialogue"
	"dialogmote/internal/urls"
)

func TestPagesGetPathsAndLettersFullAddresses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ got, want string }{
		{urls.Paths().Invitation(dialogue.Bokmal, "leve-hele-livet"), "/nb/invitasjoner/leve-hele-livet"},
		{urls.New("https://moter.example.no/").Invitation(dialogue.Nynorsk, "leve-heile-livet"), "https://moter.example.no/nn/invitasjoner/leve-heile-livet"},
		{urls.Paths().Home(), "/"},
		{urls.Paths().StaffTab(dialogue.ID{1}, urls.TabMeetings, "ny"), "/intern/invitasjoner/01000000-0000-0000-0000-000000000000/moter/ny"},
		{urls.Paths().StaffTab(dialogue.ID{1}, urls.TabOverview), "/intern/invitasjoner/01000000-0000-0000-0000-000000000000"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}

func TestATokenCannotReachOutsideItsPlace(t *testing.T) {
	t.Parallel()
	got := urls.Paths().MyVerify(dialogue.Bokmal, "../../intern?x#y")
	if want := "/nb/min-pamelding/bekreft/..%2F..%2Fintern%3Fx%23y"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheLanguageSwitchKeepsThePage(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/nb/invitasjoner/x": "/nn/invitasjoner/x",
		"/en":                "/nn",
		"/intern/konto":      "/intern/konto",
		"/":                  "/",
	} {
		if got := urls.InLanguage(path, dialogue.Nynorsk); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestEmptyParametersAreLeftOut(t *testing.T) {
	t.Parallel()
	got := urls.WithQuery("/nb/invitasjoner", url.Values{"fylke": {"34"}, "q": {""}})
	if want := "/nb/invitasjoner?fylke=34"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := urls.WithQuery("/nb/invitasjoner", nil); got != "/nb/invitasjoner" {
		t.Errorf("got %s", got)
	}
}
