package store

import "errors"

// ErrMachine marks errors that are the machine's fault, not the file's: disk full, no permission, unplugged. hubctl
// ends with status 3 for them.
var ErrMachine = errors.New("the machine could not do it")

// ErrLarge marks a file over the size that is opened without asking.
var ErrLarge = errors.New("the file is large")

// Error is one sentence: file, place, what is wrong and what to do.
type Error struct {
	File  string // as the user named it; may be empty
	Place string // "line 12, features[3]"; may be empty
	What  string
	Do    string
	Err   error // ErrMachine, ErrLarge or the system's own error; may be nil
}

// Error gives the sentence, without a character that a terminal would obey.
func (e *Error) Error() string {
	s := e.What
	if e.Place != "" {
		s = e.Place + ": " + s
	}
	if e.File != "" {
		s = e.File + ": " + s
	}
	if e.Do != "" {
		s += "; " + e.Do
	}
	return clean(s)
}

// Unwrap gives what lies under it.
func (e *Error) Unwrap() error { return e.Err }

// Machine tells whether an error is the machine's fault.
func Machine(err error) bool { return errors.Is(err, ErrMachine) }
