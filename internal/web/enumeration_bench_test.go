package web_test

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkNothingIsLearntFromTheTime asks for links to known and unknown addresses and references in turn, over HTTP, and reports the
// medians and how much of the two distributions overlap: 1 when they can't be told apart, 0 when they can. Each pair is compared with
// what two halves of the same kind give (control), for the machine has noise of its own.
func BenchmarkNothingIsLearntFromTheTime(b *testing.B) {
	o := innlandet(b)
	reference := o.send(b, o.browser(b), o.filled(1))
	o.verify(b, o.browser(b), reference)
	code := o.toldDelegate(b, "d1@vestre-toten.kommune.no")
	ask := func(path string, values url.Values) func() time.Duration {
		client := o.browser(b)
		return func() time.Duration {
			r, err := http.NewRequest(http.MethodPost, o.server.URL+path, strings.NewReader(values.Encode()))
			if err != nil {
				b.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			start := time.Now()
			response, err := client.Client.Do(r)
			if err != nil || response.StatusCode != http.StatusOK {
				b.Fatal(err)
			}
			response.Body.Close()
			return time.Since(start)
		}
	}
	for name, pair := range map[string][2]func() time.Duration{
		"min-side":  {ask(mine, url.Values{"email": {"guro.lien@vestre-toten.kommune.no"}}), ask(mine, url.Values{"email": {"guro.lien@xxxxxx-xxxxx.example.no"}})},
		"about-me":  {ask(about(code, "send-lenke"), nil), ask(about("AAAAAAAA", "send-lenke"), nil)},
		"reference": {ask(my(reference, "send-lenke"), nil), ask(my("AAAAAAAA", "send-lenke"), nil)},
	} {
		b.Run(name, func(b *testing.B) {
			const each = 400
			var times [2][]time.Duration
			for b.Loop() {
				times = [2][]time.Duration{}
				for range 20 {
					pair[0]()
					pair[1]()
				}
				for len(times[0]) < each || len(times[1]) < each {
					which := rand.IntN(2)
					times[which] = append(times[which], pair[which]())
				}
			}
			b.ReportMetric(float64(median(times[0]))/1e6, "known-ms")
			b.ReportMetric(float64(median(times[1]))/1e6, "unknown-ms")
			b.ReportMetric(overlap(times[0], times[1]), "overlap")
			b.ReportMetric(overlap(halves(times[0])), "control")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func median(of []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

// overlap is how much of two samples lies in the same tenths of both taken together.
func overlap(a, b []time.Duration) float64 {
	all := slices.Sorted(slices.Values(slices.Concat(a, b)))
	common := 0.0
	for i := range 10 {
		from, to := all[len(all)*i/10], all[min(len(all)-1, len(all)*(i+1)/10)]
		share := func(of []time.Duration) float64 {
			n := 0
			for _, d := range of {
				if d >= from && (d < to || i == 9) {
					n++
				}
			}
			return float64(n) / float64(len(of))
		}
		common += min(share(a), share(b))
	}
	return common
}

func halves(of []time.Duration) (a, b []time.Duration) {
	for i, d := range of {
		if i%2 == 0 {
			a = append(a, d)
		} else {
			b = append(b, d)
		}
	}
	return a, b
}
