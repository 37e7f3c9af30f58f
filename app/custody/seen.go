package custody

import (
	"errors"

	"hubscape/app/backup"
	"hubscape/app/store"
)

// Seen notes that the person knows what the document's file holds now: b, as it was just read. The next save may go over
// it; what stood there is kept as an earlier version first. It waits for the disk.
func (k *Keeper) Seen(b []byte) {
	doc := k.o.Session.Scenario()
	k.mu.Lock()
	if k.file.Path == "" {
		k.mu.Unlock()
		return
	}
	k.file.Hash = hash(b)
	f := k.file
	k.mu.Unlock()
	k.keep(backup.Version{ID: doc.ID, Path: f.Path, Title: doc.Title, Kind: backup.Before, When: k.o.Env.Now()}, b)
	k.journal.Known(f)
	if k.o.Outside != nil {
		k.o.Outside.Known(f.Path, b)
	}
}

// Keep stores the document as it is now as an earlier version, with a word on why; it waits for the disk.
func (k *Keeper) Keep(why string) {
	doc := k.o.Session.Scenario()
	k.mu.Lock()
	path := k.file.Path
	k.mu.Unlock()
	if b, err := store.Write(doc, store.Options{Host: k.o.Host}); err == nil {
		k.keep(backup.Version{ID: doc.ID, Path: path, Title: doc.Title, Kind: backup.History, When: k.o.Env.Now(), Label: why}, b)
	}
}

// errNoLocks is the answer of taking over where locks know no such thing.
var errNoLocks = errors.New("this file cannot be taken over here; edit a copy of it instead")

// TakeOver makes a file that someone else holds ours to edit; it waits for the disk. The other one is refused its next
// save.
func (k *Keeper) TakeOver(o *Opening) error {
	l, ok := k.o.Locks.(interface {
		TakeOver(path string) (Lock, error)
	})
	if !ok {
		return errNoLocks
	}
	lock, err := l.TakeOver(o.Path)
	var not *NotLockable
	if err != nil && !errors.As(err, &not) {
		return err
	}
	if o.Held != nil && o.Notice == o.Held.notice() {
		o.ReadOnly, o.Notice = false, ""
	}
	o.lock, o.Held = lock, nil
	return nil
}
