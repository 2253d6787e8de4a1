// Package selection proposes who gets a place at which meeting when more apply than there is room for. Criteria come first, and
// among units with equal claims a lot that anyone can draw again; a wish decides where, never who. It is pure: integers only, the
// same answer for the same input in any order, no clock, no names, no I/O but the readers and writers it is given.
//
// It proposes; a person decides. It must not know of databases, letters or people's names.
package selection
