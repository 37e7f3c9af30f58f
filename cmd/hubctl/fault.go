package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"hubscape/app/store"
)

// Exit statuses, part of the contract.
const (
	statusDone    = 0
	statusInput   = 1 // the input's fault, or problems found
	statusUsage   = 2 // wrong usage
	statusMachine = 3 // the machine's fault: disk full, not writable
)

// fault is an error with the status that the program ends with.
type fault struct {
	status int
	what   string
	err    error
}

func (f *fault) Error() string { return f.what }
func (f *fault) Unwrap() error { return f.err }

func usagef(format string, a ...any) error {
	return &fault{statusUsage, fmt.Sprintf(format, a...), nil}
}

func inputf(format string, a ...any) error {
	return &fault{statusInput, fmt.Sprintf(format, a...), nil}
}

func machinef(format string, a ...any) error {
	return &fault{statusMachine, fmt.Sprintf(format, a...), nil}
}

// errProblems ends the program with status 1 after the problems themselves were printed.
var errProblems = &fault{status: statusInput}

// statusOf gives the status an error ends the program with.
func statusOf(err error) int {
	var f *fault
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &f):
		return f.status
	case store.Machine(err):
		return statusMachine
	}
	return statusInput
}

// plain writes text so that no terminal obeys any of it: control characters, broken bytes and the marks that turn the
// direction of writing appear as escapes.
func plain(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1, r < 0x20, r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r >= 0x80 && r < 0xa0:
			fmt.Fprintf(&b, `\x%02x`, r)
		case turnsDirection(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// turnsDirection says whether r is one of Unicode's invisible marks for direction or a line separator.
func turnsDirection(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x061c ||
		r == 0x2028 || r == 0x2029
}
