package journal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hubscape/app/disk"
)

const (
	maxFile = 1 << 30 // bytes of a journal that is read

	asideDir   = "aside"    // journals that could not be recovered
	givenUpDir = "given-up" // unsaved changes that were given up on purpose

	maxTries   = 2  // recoveries that may fail
	maxGivenUp = 20 // journals that are kept there
)

// Found is the journal of a session that did not end well.
type Found struct {
	*Recovered

	sys       disk.FS
	name      string
	files     []string // every generation, newest first
	used      string   // the one that was recovered
	marks     []string
	parts     []string             // generations that never became whole
	onlyParts bool                 // they are all there is
	locks     map[string]io.Closer // held, by file
	lockFiles []string
	tries     int
}

// Aside is a journal that could not be recovered and was put aside.
type Aside struct {
	Path string // where it is now
	Why  error
}

// FindOptions say where to look.
type FindOptions struct {
	FS   disk.FS
	Dirs []string
	Now  func() time.Time
	Most time.Duration // for each journal; 10 s when 0
}

// Find recovers every session whose journal lies in the folders, whose program is not running and which did not end well,
// newest first. Those that cannot be recovered twice are put aside and named. It stops at no error: what one folder or
// one journal is guilty of does not touch the others.
//
// Each Found is held by a lock until Release, Discard, or until a journal that resumes it is safe.
func Find(ctx context.Context, o FindOptions) (found []*Found, aside []Aside) {
	if o.Most == 0 {
		o.Most = 10 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	for _, f := range gather(o.FS, o.Dirs) {
		if ctx.Err() != nil || !f.hold(o.Dirs) {
			f.Release()
			continue
		}
		switch why := f.recover(ctx, o.Most); {
		case f.onlyParts && (why != nil || f.from != "" || len(f.State.Undo) == 0):
			f.Done() // nothing of it is whole yet, or all is where it came from
		case why != nil && f.tries >= maxTries:
			aside = append(aside, f.putAside(why))
		case why != nil:
			f.Release() // once more at the next start
		default:
			found = append(found, f)
		}
	}
	found = latest(found)
	slices.SortFunc(found, func(a, b *Found) int { return b.At.Compare(a.At) })
	return found, aside
}

// latest drops those that ended well, and those that were taken up in another one: the machine stopped before they were
// taken away.
func latest(found []*Found) []*Found {
	taken := map[string]bool{}
	for _, f := range found {
		taken[f.from] = true
	}
	return slices.DeleteFunc(found, func(f *Found) bool {
		over := taken[f.name] || f.closed != nil || !f.Dirty()
		if over {
			f.Done()
		}
		return over
	})
}

// gather lists the sessions that have files in the folders, in order of name.
func gather(sys disk.FS, dirs []string) []*Found {
	by := map[string]*Found{}
	var names []string
	for _, dir := range dirs {
		entries, err := sys.ReadDir(dir)
		if err != nil {
			continue // no such folder yet, or one that refuses
		}
		for _, e := range entries {
			name, _, ok := strings.Cut(e.Name(), ".")
			if !ok || e.IsDir() || !strings.Contains(name, "_") {
				continue
			}
			f := by[name]
			if f == nil {
				f = &Found{sys: sys, name: name, locks: map[string]io.Closer{}}
				by[name], names = f, append(names, name)
			}
			f.own(filepath.Join(dir, e.Name()))
		}
	}
	slices.Sort(names)
	var out []*Found
	for _, n := range names {
		f := by[n]
		f.settleFiles()
		out = append(out, f)
	}
	return out
}

// own sorts a file of the session in.
func (f *Found) own(path string) {
	switch {
	case strings.HasSuffix(path, journalEnd):
		f.files = append(f.files, path)
	case strings.HasSuffix(path, lockEnd):
		f.lockFiles = append(f.lockFiles, path)
	case strings.HasSuffix(path, partEnd):
		f.parts = append(f.parts, path)
	default:
		f.marks = append(f.marks, path) // of attempts
	}
}

// settleFiles takes a generation that never became whole for one where there is no other: its first records may be there.
func (f *Found) settleFiles() {
	byName := func(a, b string) int { return strings.Compare(filepath.Base(b), filepath.Base(a)) }
	slices.SortFunc(f.files, byName)
	slices.SortFunc(f.parts, byName)
	if len(f.files) == 0 {
		f.files, f.parts, f.onlyParts = f.parts, nil, true
	}
}

// hold locks the session; false when its program is running, or when there is nothing to recover.
func (f *Found) hold(dirs []string) bool {
	for _, path := range f.lockFiles {
		l, err := f.sys.Lock(path)
		if errors.Is(err, disk.ErrLocked) {
			return false
		}
		if err == nil {
			f.locks[path] = l
		}
	}
	if len(f.lockFiles) == 0 && len(f.files) > 0 {
		path := filepath.Join(filepath.Dir(f.files[0]), f.name+lockEnd)
		if l, err := f.sys.Lock(path); err == nil {
			f.locks[path], f.lockFiles = l, append(f.lockFiles, path)
		} else if errors.Is(err, disk.ErrLocked) {
			return false
		}
	}
	if len(f.files) == 0 {
		f.Done() // litter
		return false
	}
	return true
}

// recover tries to bring the session back and leaves a mark of the attempt, so that a start that it stops is counted.
func (f *Found) recover(ctx context.Context, most time.Duration) error {
	before := 0
	for _, m := range f.marks {
		if strings.Contains(filepath.Base(m), tryEnd) {
			before++
		}
	}
	f.tries = before + 1
	if before >= maxTries {
		return errors.New("the program ended while it was being recovered")
	}
	f.mark()
	r, err := f.read(ctx, most)
	if err != nil {
		return err
	}
	f.Recovered = r
	if f.tries += r.tries; f.tries > maxTries {
		return errors.New("the program ended soon after it was recovered")
	}
	return nil
}

// mark leaves a file that says that a recovery was begun. Where none can be made, none is counted.
func (f *Found) mark() {
	path := filepath.Join(filepath.Dir(f.files[0]), fmt.Sprintf("%s%s%d", f.name, tryEnd, f.tries))
	if m, err := f.sys.Create(path, 0o600); err == nil {
		_ = m.Close() // it is empty
		f.marks = append(f.marks, path)
	}
}

// read recovers the newest generation that can be.
func (f *Found) read(ctx context.Context, most time.Duration) (*Recovered, error) {
	var failed []error
	for _, path := range f.files {
		b, err := disk.ReadFile(f.sys, path, maxFile)
		if err == nil {
			var r *Recovered
			if r, err = guarded(ctx, b, most); err == nil {
				f.used = path
				return r, nil
			}
		}
		failed = append(failed, fmt.Errorf("%s: %w", filepath.Base(path), err))
	}
	return nil, errors.Join(failed...)
}

// guarded reads a journal so that neither a panic nor endless work in it reaches the caller.
func guarded(ctx context.Context, b []byte, most time.Duration) (*Recovered, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	type answer struct {
		r   *Recovered
		err error
	}
	c := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if p := recover(); p != nil {
				a = answer{nil, fmt.Errorf("reading it failed (%v)", p)}
			}
			c <- a
		}()
		a.r, a.err = Read(ctx, b)
	}()
	select {
	case a := <-c:
		return a.r, a.err
	case <-ctx.Done():
		return nil, fmt.Errorf("it takes longer than %s to read", most)
	}
}

// Settled says that the program runs well with what was found: this start was no failed attempt.
func (f *Found) Settled() {
	for _, m := range f.marks {
		_ = f.sys.Remove(m) // another start counts one more then
	}
	f.marks, f.tries = nil, 0
}

// Release lets go of what was found; the next start finds it again.
func (f *Found) Release() {
	for _, l := range f.locks {
		_ = l.Close() // goes with the process anyway
	}
	f.locks = nil
}

// Discard gives up what was found on purpose. It is kept for a while all the same.
func (f *Found) Discard(now time.Time) error {
	if err := giveUp(f.sys, f.used, now); err != nil {
		return err
	}
	f.files = slices.DeleteFunc(f.files, func(path string) bool { return path == f.used })
	f.Done()
	return nil
}

// Done takes away what is not needed any more, and answers what could not be taken away.
func (f *Found) Done() (left []string) {
	for _, path := range slices.Concat(f.files, f.parts, f.marks) {
		if err := f.sys.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			left = append(left, path)
		}
	}
	for _, path := range f.lockFiles {
		if l := f.locks[path]; l != nil && unlock(f.sys, l, path) {
			left = append(left, path)
		}
	}
	f.locks = nil
	return left
}

// putAside moves the journal where no start looks for it.
func (f *Found) putAside(why error) Aside {
	a := Aside{Path: f.files[0], Why: why}
	dir := filepath.Join(filepath.Dir(f.files[0]), asideDir)
	if f.sys.MkdirAll(dir, 0o700) == nil {
		if to := filepath.Join(dir, filepath.Base(f.files[0])); f.sys.Rename(f.files[0], to) == nil {
			a.Path = to
		}
		for _, path := range f.files[1:] {
			_ = f.sys.Rename(path, filepath.Join(dir, filepath.Base(path))) // an older generation of the same
		}
	}
	f.files = nil
	f.Done()
	return a
}

// giveUp keeps a journal of changes that were given up on purpose, and not too many of them.
func giveUp(sys disk.FS, path string, now time.Time) error {
	dir := filepath.Join(filepath.Dir(path), givenUpDir)
	if err := sys.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	name := now.UTC().Format("20060102-150405") + "_" + filepath.Base(path)
	if err := sys.Rename(path, filepath.Join(dir, name)); err != nil {
		return err
	}
	entries, err := sys.ReadDir(dir)
	for i := 0; err == nil && i < len(entries)-maxGivenUp; i++ {
		_ = sys.Remove(filepath.Join(dir, entries[i].Name())) // the oldest; the next one takes it away
	}
	return nil
}

// GivenUp is a session whose unsaved changes were given up on purpose not long ago.
type GivenUp struct {
	Path string
	When time.Time
}

// ListGivenUp lists them, newest first. Open one with ReadGivenUp.
func ListGivenUp(sys disk.FS, dirs []string) []GivenUp {
	var out []GivenUp
	for _, dir := range dirs {
		entries, err := sys.ReadDir(filepath.Join(dir, givenUpDir))
		if err != nil {
			continue // none yet
		}
		for _, e := range entries {
			stamp, _, _ := strings.Cut(e.Name(), "_")
			if when, err := time.Parse("20060102-150405", stamp); err == nil && e.Type() == fs.FileMode(0) {
				out = append(out, GivenUp{filepath.Join(dir, givenUpDir, e.Name()), when})
			}
		}
	}
	slices.SortFunc(out, func(a, b GivenUp) int { return b.When.Compare(a.When) })
	return out
}

// ReadGivenUp brings such a session back.
func ReadGivenUp(ctx context.Context, sys disk.FS, path string) (*Recovered, error) {
	b, err := disk.ReadFile(sys, path, maxFile)
	if err != nil {
		return nil, err
	}
	return guarded(ctx, b, 10*time.Second)
}
