// Package templates draws pages and letters with templ. It is flat: frame and part_… are shared, public_…, delegation_… and
// staff_… are pages, mail_… are letters. A component shows what it is given: it asks no database, knows no request and
// decides no rule. README.md beside this file is the cookbook.
//
// The content policy forbids style= and on…= attributes; looks are in static/css, behaviour in static/js, and every page
// works without scripts.
package templates
