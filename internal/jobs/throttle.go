package jobs

import (
	"context"
	"sync"
	"time"
)

// throttle spaces letters evenly. The zero interval lets all through.
type throttle struct {
	every time.Duration

	mu   sync.Mutex
	next time.Time
}

func newThrottle(perMinute int) *throttle {
	if perMinute <= 0 {
		return &throttle{}
	}
	return &throttle{every: time.Minute / time.Duration(perMinute)}
}

// letterWorkers is how many letters are sent at once. A slow throttle has one worker, so that none waits long in line.
func letterWorkers(perMinute int) int {
	if perMinute > 0 && perMinute < 60 {
		return 1
	}
	return 4
}

// longest is how long wait can take.
func (t *throttle) longest() time.Duration { return 4 * t.every }

// wait returns when it is the caller's turn, or with ctx's error.
func (t *throttle) wait(ctx context.Context) error {
	if t.every == 0 {
		return nil
	}
	t.mu.Lock()
	now := time.Now()
	turn := t.next
	if turn.Before(now) {
		turn = now
	}
	t.next = turn.Add(t.every)
	t.mu.Unlock()
	timer := time.NewTimer(turn.Sub(now))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
