package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"hubscape/app/disk"
)

// Options of New.
type Options struct {
	FS     disk.FS // nil: the real one
	Dir    string  // where the versions of all documents are kept; made when it is needed
	Now    func() time.Time
	Policy Policy // the zero value is Usual
}

// Store keeps the versions of all documents in one folder. Its methods may be called from any goroutine, and several
// programs may share the folder.
type Store struct {
	o  Options
	mu sync.Mutex
}

// New is a store; nothing is read or made yet.
func New(o Options) *Store {
	if o.FS == nil {
		o.FS = disk.OS{}
	}
	if o.Policy == (Policy{}) {
		o.Policy = Usual
	}
	return &Store{o: o}
}

const (
	suffix = ".version"
	litter = ".tmp"
	// stale is how old an unfinished file must be before it counts as left over from a crash.
	stale = time.Hour
)

// Keep stores what a save wrote, unless it is there already: id is the document's, path its file, when the time of the
// content.
func (s *Store) Keep(id, path string, b []byte, when time.Time) error {
	_, err := s.Add(Version{ID: id, Path: path, Kind: Save, When: when}, b)
	return err
}

// Add stores one version and lets go what the policy no longer keeps. Of v the fields from ID to Changes are the
// caller's. The same content is not kept twice when the newest version, or one
// that is no older, has it; then that one is given back. The error is a
// sentence for the window; the document itself is not concerned by it.
func (s *Store) Add(v Version, content []byte) (Version, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	dir := s.dir(v.ID)
	if err := s.makeDir(dir); err != nil {
		return v, failed("kept", err)
	}
	all, _, err := s.read(v.ID)
	if err != nil {
		return v, failed("kept", err)
	}
	for _, old := range all {
		v.Number = max(v.Number, old.Number)
	}
	v.Number++
	b, err := encode(&v, content)
	if err != nil {
		return v, failed("kept", err)
	}
	for i, old := range newestFirst(all) {
		if old.SHA256 == v.SHA256 && (i == 0 || !old.When.Before(v.When)) && (old.Kind == v.Kind || old.Kind != History) {
			return old, nil
		}
	}
	v.File = filepath.Join(dir, fileName(v))
	v.Disk = int64(len(b))
	if err := s.write(dir, v, b); err != nil {
		return v, failed("kept", err)
	}
	return v, s.tidy(append(all, v))
}

// fileName brings versions into order in a listing; nothing reads it.
func fileName(v Version) string {
	return fmt.Sprintf("%012d-%s-%s-%s%s", v.Number, v.Kind, v.When.UTC().Format("20060102T150405Z"), v.SHA256[:8], suffix)
}

// write puts a version's file in place and proves that it can be read.
func (s *Store) write(dir string, v Version, b []byte) error {
	temp := v.File + litter
	err := s.writeTemp(temp, b)
	if err == nil {
		err = s.o.FS.Rename(temp, v.File)
	}
	if err != nil {
		_ = s.o.FS.Remove(temp) // what is left is swept later; the error that matters is the first
		return err
	}
	return s.o.FS.SyncDir(dir)
}

// makeDir makes a folder and those above it, and brings their names to the disk.
func (s *Store) makeDir(dir string) error {
	var made []string // folders that get a new name in them
	for d := dir; filepath.Dir(d) != d; d = filepath.Dir(d) {
		if _, err := s.o.FS.Lstat(d); err == nil {
			break
		}
		made = append(made, filepath.Dir(d))
	}
	if len(made) == 0 {
		return nil
	}
	if err := s.o.FS.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, d := range made {
		if err := s.o.FS.SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) writeTemp(temp string, b []byte) error {
	f, err := s.o.FS.Create(temp, 0o600)
	if errors.Is(err, fs.ErrExist) {
		// Left over from a crash, or another program keeps the same content at this moment: then that one fails.
		if err = s.o.FS.Remove(temp); err == nil {
			f, err = s.o.FS.Create(temp, 0o600)
		}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	back, err := disk.ReadFile(s.o.FS, temp, int64(len(b)))
	if err != nil {
		return err
	}
	if _, _, err := decode(back); err != nil {
		return errors.New("the disk gave back something else than was written")
	}
	return nil
}

// tidy lets go what is no longer kept. What cannot be removed stays for the next time.
func (s *Store) tidy(versions []Version) error {
	failure := s.remove(s.o.Policy.Surplus(versions, s.o.Now()), versions)
	if err := s.limit(); err != nil {
		failure = err
	}
	if failure != nil {
		return fmt.Errorf("old versions could not be cleared away (%s); the new one is kept, and it is tried again at the next save", disk.Reason(failure))
	}
	return nil
}

// remove takes versions away, but never the newest of a document whose content proves to be whole. all are the versions
// from which these were chosen.
func (s *Store) remove(gone, all []Version) (failure error) {
	precious := map[string]string{} // document: file
	for _, v := range gone {
		if _, known := precious[v.ID]; !known {
			precious[v.ID] = s.newestWhole(v.ID, all)
		}
		if precious[v.ID] == v.File {
			continue
		}
		if err := s.o.FS.Remove(v.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failure = err
		}
	}
	return failure
}

// newestWhole finds the newest version of a document that can be opened, "" when there is none.
func (s *Store) newestWhole(id string, all []Version) string {
	for _, v := range newestFirst(all) {
		if v.ID != id {
			continue
		}
		if _, err := s.open(v); err == nil {
			return v.File
		}
	}
	return ""
}

// limit keeps all documents together within the limit, and sweeps up what a crash left unfinished.
func (s *Store) limit() error {
	total, err := s.usage(func(path string, info fs.FileInfo) {
		if strings.HasSuffix(path, litter) && s.o.Now().Sub(info.ModTime()) > stale {
			_ = s.o.FS.Remove(path) // tried again at the next save
		}
	})
	if err != nil || total <= s.o.Policy.Bytes {
		return err
	}
	all, broken, err := s.everything()
	if err != nil {
		return err
	}
	for _, b := range broken { // they help nobody
		_ = s.o.FS.Remove(b) // tried again at the next save
	}
	return s.remove(s.o.Policy.OverLimit(all), all)
}

// usage sums up what the files of all documents take, and shows each to see.
func (s *Store) usage(see func(path string, info fs.FileInfo)) (total int64, err error) {
	dirs, err := s.folders()
	for _, dir := range dirs {
		files, err := s.o.FS.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return total, err
		}
		for _, f := range files {
			if info, err := f.Info(); err == nil { // else it went meanwhile
				total += info.Size()
				see(filepath.Join(dir, f.Name()), info)
			}
		}
	}
	return total, err
}

// folders lists the folders of all documents.
func (s *Store) folders() ([]string, error) {
	entries, err := s.o.FS.ReadDir(s.o.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, filepath.Join(s.o.Dir, e.Name()))
		}
	}
	return out, err
}

// dir is the folder of a document's versions. An id that would make a strange name is replaced by its checksum.
func (s *Store) dir(id string) string {
	name := id
	plain := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' }
	if id == "" || len(id) > 64 || strings.ContainsFunc(id, func(r rune) bool { return !plain(r) }) || strings.HasPrefix(id, "-") {
		name = "id-" + sum([]byte(id))[:32]
	}
	return filepath.Join(s.o.Dir, name)
}

// read gives the versions of a document and the files that say nothing sensible.
func (s *Store) read(id string) (versions []Version, broken []string, err error) {
	return s.readDir(s.dir(id), func(v Version) bool { return v.ID == id })
}

func (s *Store) readDir(dir string, want func(Version) bool) (versions []Version, broken []string, err error) {
	files, err := s.o.FS.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), suffix) || f.IsDir() {
			continue
		}
		path := filepath.Join(dir, f.Name())
		v, err := s.head(path)
		switch {
		case errors.Is(err, errDamaged):
			broken = append(broken, path)
		case err != nil: // it went meanwhile, or the disk does not answer; it may be whole
		case want(v):
			versions = append(versions, v)
		}
	}
	return versions, broken, nil
}

// head reads what a file says of itself, and whether it is as long as it says.
func (s *Store) head(path string) (Version, error) {
	f, err := s.o.FS.Open(path)
	if err != nil {
		return Version{}, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return Version{}, err
	}
	b := make([]byte, min(st.Size(), 4096))
	n, err := io.ReadFull(f, b)
	if err != nil {
		return Version{}, errors.Join(errDamaged, err)
	}
	v, length, err := decodeHead(b[:n])
	if err != nil && st.Size() > int64(n) { // a long path or title
		more := make([]byte, min(st.Size()-int64(n), maxHeader))
		m, _ := io.ReadFull(f, more)
		v, length, err = decodeHead(append(b[:n], more[:m]...))
	}
	if err != nil {
		return Version{}, err
	}
	if st.Size() != int64(length)+v.Packed {
		return Version{}, errDamaged
	}
	v.File, v.Disk = path, st.Size()
	return v, nil
}

// everything reads all documents.
func (s *Store) everything() (versions []Version, broken []string, err error) {
	dirs, err := s.folders()
	for _, dir := range dirs {
		v, b, err := s.readDir(dir, func(Version) bool { return true })
		if err != nil {
			return nil, nil, err
		}
		versions, broken = append(versions, v...), append(broken, b...)
	}
	return versions, broken, err
}

// Listed is what is there of one document.
type Listed struct {
	Versions []Version // newest first
	Damaged  int       // versions that cannot be read; they are not listed
	All      int64     // bytes that the versions of all documents take
	Limit    int64     // bytes that they may take
}

// List tells what earlier versions there are of a document. None is no error.
func (s *Store) List(id string) (Listed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions, broken, err := s.read(id)
	if err != nil {
		return Listed{}, failed("listed", err)
	}
	l := Listed{Versions: newestFirst(versions), Damaged: len(broken), Limit: s.o.Policy.Bytes}
	if l.All, err = s.usage(func(string, fs.FileInfo) {}); err != nil {
		return l, failed("listed", err)
	}
	return l, nil
}

// ByPath finds the newest version of whatever document was last saved at a path: what is offered when the file there can
// no longer be read and its identity is not known.
func (s *Store) ByPath(path string) (Version, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, _, err := s.everything()
	if err != nil {
		return Version{}, false
	}
	all = slices.DeleteFunc(all, func(v Version) bool { return v.Path != path })
	if len(all) == 0 {
		return Version{}, false
	}
	return slices.MaxFunc(all, func(a, b Version) int { return a.When.Compare(b.When) }), true
}

// Open gives the content of a version, proved by its checksum.
func (s *Store) Open(v Version) ([]byte, error) {
	b, err := s.open(v)
	if err != nil {
		return nil, failed("opened", err)
	}
	return b, nil
}

func (s *Store) open(v Version) ([]byte, error) {
	b, err := disk.ReadFile(s.o.FS, v.File, maxSize+maxHeader+1<<20)
	if err != nil {
		return nil, err
	}
	got, content, err := decode(b)
	if err != nil {
		return nil, err
	}
	if got.SHA256 != v.SHA256 {
		return nil, errors.New("another version took its place")
	}
	return content, nil
}

// Delete removes a version for good.
func (s *Store) Delete(v Version) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.o.FS.Remove(v.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed("deleted", err)
	}
	if err := s.o.FS.SyncDir(filepath.Dir(v.File)); err != nil {
		return failed("deleted", err)
	}
	return nil
}

// failed is an error of the store in one sentence.
func failed(what string, err error) error {
	why := disk.Reason(err)
	if errors.Is(err, errDamaged) || errors.Is(err, errNewer) {
		return &Error{What: err.Error(), Err: err}
	}
	do := "the document itself is not concerned, try again later"
	switch disk.CauseOf(err) {
	case disk.Full, disk.Quota:
		do = "the document itself is not concerned, free some space"
	case disk.Denied, disk.ReadOnly:
		do = "the document itself is not concerned, see whether the program may write to its own folder"
	}
	return &Error{What: "an earlier version could not be " + what + " (" + why + "); " + do, Err: err}
}

// Error is a fault of keeping versions: one sentence, and what the system said.
type Error struct {
	What string
	Err  error
}

func (e *Error) Error() string { return e.What }

// Unwrap gives what the system said.
func (e *Error) Unwrap() error { return e.Err }
