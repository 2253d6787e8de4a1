package lang

import (
	"cmp"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// NorwegianOrder gives a comparison for sorting names as Norwegians do: Æ, Ø, Å last, aa as å, capitals beside small ones.
// The function keeps buffers: one for each sort, not for several goroutines at once.
//
// The tag is nn because x/text carries Norwegian rules under that one only; nb and no sort Å as A.
func NorwegianOrder() func(a, b string) int {
	c := collate.New(language.MustParse("nn"))
	return func(a, b string) int { return cmp.Or(c.CompareString(a, b), cmp.Compare(a, b)) }
}

// CompareNorwegian is one comparison by NorwegianOrder. It is safe for concurrent use but slower; sorts take NorwegianOrder.
func CompareNorwegian(a, b string) int { return NorwegianOrder()(a, b) }
