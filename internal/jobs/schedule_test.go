package jobs

import (
	"context"
	"errors"
	"testing"
	"time"

	"dialogmote/internal/dialogue"
)

func TestNightsFollowEachOtherWhateverTheClockDoes(t *testing.T) {
	t.Parallel()
	day := func(month time.Month, d int) dialogue.Date { return dialogue.Date{Year: 2026, Month: month, Day: d} }
	for _, tt := range []struct{ after, want time.Time }{
		{day(time.June, 1).At(12, 0), day(time.June, 2).At(3, 30)},
		{day(time.June, 1).At(3, 29), day(time.June, 1).At(3, 30)},
		{day(time.June, 1).At(3, 30), day(time.June, 2).At(3, 30)},
		{day(time.March, 28).At(12, 0), day(time.March, 29).At(3, 30)},     // the night that loses an hour
		{day(time.October, 24).At(12, 0), day(time.October, 25).At(3, 30)}, // the night that gains one
	} {
		if got := (nightly{}).Next(tt.after.UTC()); !got.Equal(tt.want) {
			t.Errorf("after %v: %v, want %v", tt.after, got, tt.want)
		}
	}
}

func TestTheThrottleSpacesLetters(t *testing.T) {
	t.Parallel()
	free := newThrottle(0)
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for range 100 {
		if err := free.wait(stopped); err != nil {
			t.Fatal("no limit makes nobody wait")
		}
	}
	slow := newThrottle(1)
	if err := slow.wait(t.Context()); err != nil {
		t.Fatal("the first goes at once")
	}
	before := slow.next
	if err := slow.wait(stopped); !errors.Is(err, context.Canceled) {
		t.Errorf("one that is stopped while it waits: %v", err)
	}
	if gap := slow.next.Sub(before); gap != time.Minute {
		t.Errorf("the third goes %v after the second", gap)
	}
	if letterWorkers(30) != 1 || letterWorkers(0) != 4 {
		t.Error("a slow throttle has one worker, so that none waits longer than its job may")
	}
}
