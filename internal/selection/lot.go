package selection

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"sort"
)

// Method is the version of the mechanism. Raise it whenever the same input can give another result.
const Method = 1

// Seed is what the lots are drawn from.
type Seed [32]byte

// RosterHash is SHA-256 over meetings.csv ‖ units.csv ‖ persons.csv exactly as WriteMeetings, WriteUnits and WritePersons write
// them: UTF-8, each with its header line, rows sorted by id, LF after every line, nothing between the files.
func (c Case) RosterHash() [32]byte {
	h := sha256.New()
	_ = WriteMeetings(h, c) // a hash accepts all that is written
	_ = WriteUnits(h, c)
	_ = WritePersons(h, c)
	return [32]byte(h.Sum(nil))
}

// RulesHash is SHA-256 over the line that WriteRules writes for the case without its locks, e.g.
//
//	{"where":"lot_order","extra":"people_first","max_delegates":4,"min_delegation":1,"user_roles":["kin","user"]}
//
// and LF. Locks are left out so that a withdrawal moves nobody's lot.
func (c Case) RulesHash() [32]byte {
	h := sha256.New()
	_ = writeRules(h, c.Rules, false)
	return [32]byte(h.Sum(nil))
}

// InputHash is SHA-256 over meetings.csv ‖ units.csv ‖ persons.csv ‖ rules.json as the Write functions write them, locks and all.
// It is input_sha256 of the report.
func (c Case) InputHash() [32]byte {
	h := sha256.New()
	_ = WriteMeetings(h, c)
	_ = WriteUnits(h, c)
	_ = WritePersons(h, c)
	_ = WriteRules(h, c)
	return [32]byte(h.Sum(nil))
}

// SeedOf is SHA-256(roster hash, 32 bytes ‖ rules hash, 32 bytes ‖ Method as a big-endian uint32 ‖ the public value in UTF-8).
func SeedOf(c Case, publicValue string) Seed {
	roster, rules := c.RosterHash(), c.RulesHash()
	input := append(roster[:], rules[:]...)
	input = binary.BigEndian.AppendUint32(input, Method)
	input = append(input, publicValue...)
	return sha256.Sum256(input)
}

// LotOf is a unit's lot: HMAC-SHA-256 with the seed's 32 raw bytes as key, over the unit's id. The lowest goes first, compared as
// bytes; its place in that order among all units of the case, from 1, is the lot's number.
func LotOf(seed Seed, unitID string) [32]byte {
	mac := hmac.New(sha256.New, seed[:])
	mac.Write([]byte(unitID))
	return [32]byte(mac.Sum(nil))
}

// lotOrder gives the units' positions in lot order, lowest lot first.
func lotOrder(seed Seed, ids []string) []int {
	lots := make([][32]byte, len(ids))
	order := make([]int, len(ids))
	for i, id := range ids {
		lots[i], order[i] = LotOf(seed, id), i
	}
	sort.Slice(order, func(i, j int) bool { return bytes.Compare(lots[order[i]][:], lots[order[j]][:]) < 0 })
	return order
}
