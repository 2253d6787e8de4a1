package selection

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
)

// rulesFile is rules.json. Pointers tell an absent field, which means the default, from a zero.
type rulesFile struct {
	Where         *Where     `json:"where,omitempty"`
	Extra         *Extra     `json:"extra,omitempty"`
	MaxDelegates  *int       `json:"max_delegates,omitempty"`
	MinDelegation *int       `json:"min_delegation,omitempty"`
	UserRoles     *[]string  `json:"user_roles,omitempty"`
	Locks         []lockFile `json:"locks,omitempty"`
}

// lockFile is one lock in rules.json.
type lockFile struct {
	Unit    string   `json:"unit"`
	Person  string   `json:"person,omitempty"`
	Kind    LockKind `json:"lock"`
	Meeting string   `json:"meeting,omitempty"`
	Reason  string   `json:"reason,omitempty"`
}

// readRules reads rules.json; nil, or an empty file, are the defaults.
func readRules(r io.Reader) (Rules, error) {
	rules := DefaultRules()
	if r == nil {
		return rules, nil
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return rules, fmt.Errorf("rules: %w", err)
	}
	raw = bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\ufeff")))
	if len(raw) == 0 {
		return rules, nil
	}
	var f rulesFile
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return rules, fmt.Errorf("rules: %w", err)
	}
	if decoder.More() {
		return rules, errors.New("rules: more than one JSON value")
	}
	if f.Where != nil {
		rules.Where = *f.Where
	}
	if f.Extra != nil {
		rules.Extra = *f.Extra
	}
	if f.MaxDelegates != nil {
		rules.MaxDelegates = *f.MaxDelegates
	}
	if f.MinDelegation != nil {
		rules.MinDelegation = *f.MinDelegation
	}
	if f.UserRoles != nil {
		rules.UserRoles = *f.UserRoles
	}
	for _, l := range f.Locks {
		rules.Locks = append(rules.Locks, Lock(l))
	}
	return rules, nil
}

// writeRules writes the canonical JSON and a line end: the keys in the order of rulesFile, no blanks, no escaping of HTML, locks
// sorted by unit, person, kind, meeting, reason.
func writeRules(w io.Writer, rules Rules, locks bool) error {
	userRoles := append([]string{}, rules.UserRoles...)
	sort.Strings(userRoles)
	f := rulesFile{Where: &rules.Where, Extra: &rules.Extra, MaxDelegates: &rules.MaxDelegates, MinDelegation: &rules.MinDelegation,
		UserRoles: &userRoles}
	if locks {
		for _, l := range sortedLocks(rules.Locks) {
			f.Locks = append(f.Locks, lockFile(l))
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(f)
}

func sortedLocks(locks []Lock) []Lock {
	sorted := append([]Lock(nil), locks...)
	sort.SliceStable(sorted, func(i, j int) bool {
		a, b := sorted[i], sorted[j]
		switch {
		case a.Unit != b.Unit:
			return a.Unit < b.Unit
		case a.Person != b.Person:
			return a.Person < b.Person
		case a.Kind != b.Kind:
			return a.Kind < b.Kind
		case a.Meeting != b.Meeting:
			return a.Meeting < b.Meeting
		}
		return a.Reason < b.Reason
	})
	return sorted
}
