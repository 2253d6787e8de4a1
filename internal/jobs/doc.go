// Package jobs does what nobody waits for: it sends letters, deletes what has expired and erases what has passed its date. Its
// workers read the queue, call app and hand letters to smtp; every rule and every row is app's. River runs on real time, so
// the periodic jobs only ask app what clock() says is due.
package jobs
