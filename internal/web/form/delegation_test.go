package form

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Two people edit the same delegation: one renames Anne and takes Per off, meanwhile the other has taken Anne off, moved on and added Gro.
func TestBothVersionsOfADelegationStandBesideEachOther(t *testing.T) {
	t.Parallel()
	f := FromValues(url.Values{
		"rows": {"2"}, "gone": {"per", "eli"},
		"delegates.0.id": {"anne"}, "delegates.0.name": {"Anne Vik"},
		"delegates.1.id": {"ola"}, "delegates.1.name": {"Ola Dal"},
	})
	stored := url.Values{
		"version": {"7"}, "rows": {"3"},
		"delegates.0.id": {"per"}, "delegates.0.name": {"Per Li"},
		"delegates.1.id": {"ola"}, "delegates.1.name": {"Ola Dahl"},
		"delegates.2.id": {"gro"}, "delegates.2.name": {"Gro Eide"},
	}
	beside := BesideDelegates(f, stored)
	if diff := cmp.Diff(url.Values{
		"version":        {"7"},
		"delegates.1.id": {"ola"}, "delegates.1.name": {"Ola Dahl"},
		"delegates.2.id": {"gro"}, "delegates.2.name": {"Gro Eide"},
	}, beside); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(url.Values{
		"rows": {"3"}, "gone": {"per"}, // Eli is off already
		"delegates.0.name": {"Anne Vik"}, // without an id: Anne is off, so this is somebody new
		"delegates.1.id":   {"ola"}, "delegates.1.name": {"Ola Dal"},
		"delegates.2.id": {"gro"}, "delegates.2.name": {"Gro Eide"},
	}, f.Values); diff != "" {
		t.Errorf("typed (-want +got):\n%s", diff)
	}
}
