package selection

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"sort"
)

// countyTargets shares units places among the counties in proportion to who applied, rounded by lot so that each county's
// expectation is its share. A county whose share is under one keeps the one that level 3 gives it; the rest share the rest. When
// there are fewer places than counties, none gets two. Units without a county are shared for like a county, but keep nothing.
//
// The rounding is systematic: the counties stand in the order of HMAC-SHA-256(seed, "county order " + name), their fractions end to
// end, and those that a point x, x+1, x+2, … falls in are rounded up; x is the first eight bytes of HMAC-SHA-256(seed, "county
// rounding") as a big-endian number, modulo the denominator.
func countyTargets(names []string, applied []int, units int, seed Seed) []int {
	target := make([]int, len(names))
	var open []int
	named := 0
	for k, name := range names {
		if applied[k] > 0 {
			open = append(open, k)
			if name != "" {
				named++
			}
		}
	}
	scarce := units <= named
	for {
		all := 0
		for _, k := range open {
			all += applied[k]
		}
		var rest []int
		taken := 0
		for _, k := range open {
			// share = units·applied/all
			small := names[k] != "" && units*applied[k] < all
			large := units*applied[k] > all
			if !scarce && small || scarce && large {
				target[k] = 1
				taken++
			} else {
				rest = append(rest, k)
			}
		}
		open = rest
		units -= taken
		if taken == 0 || units <= 0 || len(open) == 0 {
			round(target, names, applied, open, max(units, 0), all, seed)
			return target
		}
	}
}

// round shares units among the counties of open, whose applicants are all together.
func round(target []int, names []string, applied, open []int, units, all int, seed Seed) {
	if all == 0 {
		return
	}
	order := append([]int(nil), open...)
	lots := make(map[int][]byte, len(order))
	for _, k := range order {
		lots[k] = mac(seed, "county order "+names[k])
	}
	sort.Slice(order, func(i, j int) bool { return bytes.Compare(lots[order[i]], lots[order[j]]) < 0 })
	x := int(binary.BigEndian.Uint64(mac(seed, "county rounding")) % uint64(all))
	passed := 0
	for _, k := range order {
		target[k] = units * applied[k] / all
		before := passed
		passed += units * applied[k] % all
		// a point x + i·all in [before, passed)
		if (passed-x+all-1)/all > (before-x+all-1)/all {
			target[k]++
		}
	}
}

func mac(seed Seed, text string) []byte {
	h := hmac.New(sha256.New, seed[:])
	h.Write([]byte(text))
	return h.Sum(nil)
}
