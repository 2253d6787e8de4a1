// Package norway is the official register: municipalities, counties, city districts and county governors' offices as they
// were on a date, since 2017.
//
// A number means something only together with a date: names repeat, and numbers and names change. Every question therefore
// takes the day it is asked about. The register is embedded, read once at the first question and never changed; answers are
// copies. It decides nothing about who may register.
package norway
