package journal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"hubscape/app/disk"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

// verify brings the session back from the new file before the generations before it go.
func (b *book) verify() {
	err := b.compare()
	if err != nil && !b.whole {
		b.whole = true // what cannot be said by items is said by documents
		b.drop()
		b.move(false)
		return
	}
	if err != nil {
		b.err = err
		return
	}
	b.sweep()
	if b.found != nil {
		b.old = append(b.old, b.found.Done()...)
		b.found = nil
	}
}

// compare reads the file and holds it against the history.
func (b *book) compare() error {
	raw, err := disk.ReadFile(b.o.FS, b.path, maxFile)
	if err != nil {
		return err
	}
	r, err := Read(context.Background(), raw)
	if err != nil {
		return err
	}
	want := b.line.state()
	if len(r.State.Undo) != len(want.Undo) || len(r.State.Redo) != len(want.Redo) || r.Cut != nil {
		return fmt.Errorf("the journal brings back %d steps instead of %d", len(r.State.Undo)+len(r.State.Redo), len(want.Undo)+len(want.Redo))
	}
	return sameDocument(r.State.Now, want.Now)
}

func sameDocument(a, b *scenario.Scenario) error {
	x, err := store.Write(a, store.Options{})
	if err != nil {
		return err
	}
	y, err := store.Write(b, store.Options{})
	if err == nil && !bytes.Equal(x, y) {
		err = errors.New("the journal brings back another document")
	}
	return err
}

// sweep takes away the generations before this one; what cannot be taken away now is tried again.
func (b *book) sweep() {
	kept := b.old[:0]
	for _, path := range b.old {
		if err := b.o.FS.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			kept = append(kept, path)
		}
	}
	b.old = kept
}
