package web_test

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"
)

// pattern is bytes without end that cost no memory.
type pattern struct{}

func (pattern) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i * 7)
	}
	return len(p), nil
}

// held is what the program has from the system now, in bytes.
func held() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
}

// BenchmarkUploadsStayWithin64MB hands in six presentations of 48 MB at once over HTTP, fetches them, and fetches them all as one zip, and
// reports the most memory that the program held above what it held idle. It fails above 64 MB.
func BenchmarkUploadsStayWithin64MB(b *testing.B) {
	const megabytes, times = 48, 6
	o := innlandet(b)
	if _, err := o.db.Owner.Exec(b.Context(), `update series set asks_presentation = true`); err != nil {
		b.Fatal(err)
	}
	contact, reference := o.registered(b, 1)
	staff := o.as(b, "redaktor@innlandet")
	contact.get(my(reference, "filer")).ok(b)
	for b.Loop() {
		runtime.GC()
		idle := held()
		most, stop, watched := idle, make(chan struct{}), make(chan struct{})
		go func() {
			defer close(watched)
			tick := time.NewTicker(2 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-stop:
					return
				case <-tick.C:
					most = max(most, held())
				}
			}
		}()
		var all sync.WaitGroup
		for i := range times {
			all.Go(func() {
				const boundary = "----grense"
				head := fmt.Sprintf("--%s\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\npresentation\r\n--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"stor %d.pdf\"\r\n\r\n%%PDF-1.7\n%d\n", boundary, boundary, i, i)
				body := io.MultiReader(strings.NewReader(head), io.LimitReader(pattern{}, megabytes<<20), strings.NewReader("\r\n--"+boundary+"--\r\n"))
				r, err := http.NewRequest(http.MethodPost, contact.base+my(reference, "filer", "lever", "fp"), body)
				if err != nil {
					b.Error(err)
					return
				}
				r.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
				r.Header.Set("Sec-Fetch-Site", "same-origin")
				if n, status := discard(b, contact, r); status != http.StatusSeeOther {
					b.Errorf("handing in: %d, %d bytes", status, n)
				}
			})
		}
		all.Wait()
		for range 3 {
			all.Go(func() {
				r, err := http.NewRequest(http.MethodGet, staff.base+"/intern/invitasjoner/"+o.inv.Series.ID.String()+"/presentasjoner/alle.zip", nil)
				if err != nil {
					b.Error(err)
					return
				}
				if n, status := discard(b, staff, r); status != http.StatusOK || n < megabytes<<20 {
					b.Errorf("the zip: %d, %d bytes", status, n)
				}
			})
		}
		all.Wait()
		close(stop)
		<-watched
		above := float64(most-idle) / (1 << 20)
		b.ReportMetric(above, "MB-above-idle")
		if above > 64 {
			b.Errorf("%.0f MB above idle", above)
		}
	}
}

func discard(b *testing.B, who *browser, r *http.Request) (int64, int) {
	response, err := who.Client.Do(r)
	if err != nil {
		b.Error(err)
		return 0, 0
	}
	defer response.Body.Close()
	n, err := io.Copy(io.Discard, response.Body)
	if err != nil {
		b.Error(err)
	}
	return n, response.StatusCode
}
