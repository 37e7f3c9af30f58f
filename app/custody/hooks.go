package custody

import (
	"time"

	"hubscape/app/backup"
)

// The parts that Keeper is handed. Each may be nil, and then that care is not taken. Their methods are called off the
// window's goroutine, never two of one part at a time.

// Backups keeps earlier versions of documents, outside their folders; *backup.Store does.
type Backups interface {
	// Add stores one version, unless the same content is there already.
	Add(v backup.Version, content []byte) (backup.Version, error)
}

// Locks tells other instances and other users that a file is being edited.
type Locks interface {
	// Take locks the file at path. Someone else's lock that stands is a *Held; a stale one is taken over.
	Take(path string) (Lock, error)
}

// Lock is a file that is ours to edit.
type Lock interface {
	Release() error
}

// Held is the error of a file that someone else is editing.
type Held struct {
	Path, Host, User string
	PID              int
	Since            time.Time
	Own              bool // this very program has it open, in another window
	Old              bool // it may be left over: ask whether to take it over
}

// Error says who has it, and what to do.
func (h *Held) Error() string {
	return h.Path + ": " + h.Reason() + "; open it read-only, or save a copy under another name"
}

// Reason says who has it: "is being edited by ana on desk-2 since 15:04 on 24 November".
func (h *Held) Reason() string {
	who := h.User
	if who == "" {
		who = "someone"
	}
	if h.Host != "" {
		who += " on " + h.Host
	}
	return "is being edited by " + who + " since " + h.Since.Local().Format("15:04 on 2 January")
}

// notice is why a file that someone else holds is read-only here.
func (h *Held) notice() string { return "the file " + h.Reason() }

// Outside tells what others did to a file.
type Outside interface {
	// Known notes that the file at path holds b now: what we read or wrote last.
	Known(path string, b []byte)
	// Look compares the file with what was noted last. It reads the file only when its size or time differ.
	Look(path string) (Change, error)
	// Forget drops what was noted.
	Forget(path string)
}

// Change is what happened to a file since it was read or written here.
type Change int

// Changes.
const (
	Unchanged Change = iota
	Rewritten        // its bytes are others now
	Vanished         // deleted, renamed, or its disk is gone
	Appeared         // there was none, and now there is
)
