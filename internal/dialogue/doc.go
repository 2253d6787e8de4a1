// Package dialogue is the domain: the words of the county governor's invitations as Go types, and every rule that can be
// decided from values alone. It imports the standard library only, does no input or output and never reads a clock: now,
// the actor and counts are arguments, so each rule is tested by a table.
package dialogue
