package disk

import (
	"errors"
	"io/fs"
)

// Cause is why a call failed, as far as it matters to the person.
type Cause int

// Causes.
const (
	Unknown  Cause = iota
	Full           // no space left
	Quota          // the user's share is used up
	ReadOnly       // the disk is mounted or switched to read only
	Denied         // no permission
	Missing        // no such file or folder
	Gone           // the disk was unplugged, or the server left
	Faulty         // the disk could not read or write
	Busy           // another program has it open
	Across         // the two places are on different disks
)

// Words says it in plain words, "" for Unknown.
func (c Cause) Words() string {
	return [...]string{
		Unknown:  "",
		Full:     "the disk is full",
		Quota:    "your share of the disk is used up",
		ReadOnly: "the disk is read-only",
		Denied:   "no permission",
		Missing:  "the folder does not exist",
		Gone:     "the disk is no longer connected",
		Faulty:   "the disk reports an error",
		Busy:     "the file is in use",
		Across:   "the folder is on another disk",
	}[c]
}

// CauseOf finds why err happened.
func CauseOf(err error) Cause {
	if err == nil {
		return Unknown
	}
	for _, k := range causes {
		if errors.Is(err, k.err) {
			return k.cause
		}
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Denied
	case errors.Is(err, fs.ErrNotExist):
		return Missing
	}
	return Unknown
}

type known struct {
	err   error
	cause Cause
}

// Reason says in plain words what the system objected to, without its paths and calls.
func Reason(err error) string {
	if w := CauseOf(err).Words(); w != "" {
		return w
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
