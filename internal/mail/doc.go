// Package mail composes letters. Each kind is one Markdown text per language with named placeholders; what a placeholder
// says is worked out here from Facts, and the result is rendered to plain text and to one HTML frame.
//
// It reads no database, clock or request, and decides nothing: who gets a letter, and when, is app's. It must not put a
// health-revealing role beside a name in a letter that goes to anyone but the contact.
package mail
