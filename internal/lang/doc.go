// Package lang is everything that is said differently in bokmål, nynorsk and English: the message catalogues, and dates,
// times, numbers, phones and alphabetical order as people write and read them.
//
// It knows no page, letter or rule: callers hand it keys and values. It never reads a clock.
package lang
