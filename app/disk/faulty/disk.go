package faulty

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"hubscape/app/disk"
)

// ErrDead is what every call answers once the machine died.
var ErrDead = errors.New("the machine is dead")

// maxLinks is how many symbolic links in a row are followed.
const maxLinks = 40

// Disk is a file system in memory. Its methods may be called from any goroutine.
type Disk struct {
	mu    sync.Mutex
	names map[string]*node // by clean path; as a running program sees them
	safe  map[string]*node // names that a power cut cannot take
	since []nameOp         // changes of names since their folders were synced

	locks map[string]bool
	log   []string
	fault func(n int, op, path string) error
	dead  bool
	space int64 // bytes that may still be written; -1 without limit
	clock time.Time
}

// node is a file, a folder or a link.
type node struct {
	mode    fs.FileMode
	changed time.Time
	target  string  // of a link
	data    []byte  // as a running program sees it
	safe    int     // how long it was at the last sync that worked
	loose   []chunk // bytes that are not safe, in order of writing
}

// chunk is one write.
type chunk struct {
	from, to int
	lost     bool // a sync of it failed: nothing will make it safe any more
}

// nameOp is one change of names.
type nameOp struct {
	from, to string // from is "" for a new file, to for a removed one
	n        *node
}

func (o nameOp) touches(dir string) bool {
	return o.from != "" && filepath.Dir(o.from) == dir || o.to != "" && filepath.Dir(o.to) == dir
}

func (o nameOp) apply(names map[string]*node) {
	if o.from != "" && (names[o.from] == o.n || o.to == "") {
		delete(names, o.from)
	}
	if o.to != "" {
		names[o.to] = o.n
	}
}

// New is an empty disk without limit.
func New() *Disk {
	return &Disk{names: map[string]*node{}, safe: map[string]*node{}, locks: map[string]bool{}, space: -1,
		clock: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)}
}

// Fault has f asked before every operation from now on, the first of which is number 1; what it answers the operation
// fails with. ErrDead kills the machine. f must not call the disk.
func (d *Disk) Fault(f func(n int, op, path string) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.log, d.fault = nil, f
}

// FailAt has the n-th operation from now fail with err; ErrDead kills the machine there.
func (d *Disk) FailAt(n int, err error) {
	d.Fault(func(i int, _, _ string) error {
		if i == n {
			return err
		}
		return nil
	})
}

// FailFrom has the n-th operation from now and every later one that changes something fail with err.
func (d *Disk) FailFrom(n int, err error) {
	d.Fault(func(i int, op, _ string) error {
		if i >= n && Changes(op) {
			return err
		}
		return nil
	})
}

// Changes tells whether an operation needs a disk that can be written.
func Changes(op string) bool {
	return slices.Contains([]string{"create", "append", "write", "sync", "mkdirall", "keep", "rename", "remove", "lock"}, op)
}

// SetSpace lets n more bytes be written; -1 any number.
func (d *Disk) SetSpace(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.space = n
}

// Ops is how many operations there were since the last Fault.
func (d *Disk) Ops() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.log)
}

// Log lists the operations since the last Fault, "write /data/x".
func (d *Disk) Log() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.log)
}

// step counts an operation and says whether it fails. The lock is held.
func (d *Disk) step(op, path string) error {
	if d.dead {
		return ErrDead
	}
	d.log = append(d.log, op+" "+path)
	d.clock = d.clock.Add(time.Millisecond)
	if d.fault == nil {
		return nil
	}
	err := d.fault(len(d.log), op, path)
	if errors.Is(err, ErrDead) {
		d.dead = true
		return ErrDead
	}
	if err != nil {
		return &fs.PathError{Op: op, Path: path, Err: err}
	}
	return nil
}

// begin locks and counts; the caller unlocks.
func (d *Disk) begin(op, path string) (string, error) {
	d.mu.Lock()
	path = filepath.Clean(path)
	return path, d.step(op, path)
}

func refused(op, path string, err error) error { return &fs.PathError{Op: op, Path: path, Err: err} }

func isRoot(path string) bool { return filepath.Dir(path) == path }

// hasDir tells whether a folder exists.
func (d *Disk) hasDir(dir string) bool {
	n := d.names[dir]
	return isRoot(dir) || n != nil && n.mode.IsDir()
}

// change changes a name, for the running program at once.
func (d *Disk) change(o nameOp) {
	o.apply(d.names)
	d.since = append(d.since, o)
}

// follow gives the path that links lead to.
func (d *Disk) follow(path string) string {
	for range maxLinks {
		n := d.names[path]
		if n == nil || n.mode&fs.ModeSymlink == 0 {
			break
		}
		target := n.target
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = filepath.Clean(target)
	}
	return path
}

// Resolve follows links.
func (d *Disk) Resolve(path string) (string, error) {
	path, err := d.begin("resolve", path)
	defer d.mu.Unlock()
	if err != nil {
		return "", err
	}
	path = d.follow(path)
	if dir := filepath.Dir(path); !d.hasDir(dir) {
		return "", refused("resolve", dir, syscall.ENOENT)
	}
	return path, nil
}

// Lstat describes a file.
func (d *Disk) Lstat(path string) (fs.FileInfo, error) {
	path, err := d.begin("lstat", path)
	defer d.mu.Unlock()
	if err != nil {
		return nil, err
	}
	n := d.names[path]
	if n == nil {
		return nil, refused("lstat", path, syscall.ENOENT)
	}
	return n.info(path), nil
}

// Create makes a new file.
func (d *Disk) Create(path string, mode fs.FileMode) (disk.File, error) {
	path, err := d.begin("create", path)
	defer d.mu.Unlock()
	switch {
	case err != nil:
		return nil, err
	case d.names[path] != nil:
		return nil, refused("create", path, syscall.EEXIST)
	case !d.hasDir(filepath.Dir(path)):
		return nil, refused("create", path, syscall.ENOENT)
	}
	n := &node{mode: mode.Perm(), changed: d.clock}
	d.change(nameOp{to: path, n: n})
	return &file{d: d, n: n, path: path}, nil
}

// Append opens a file for writing at its end.
func (d *Disk) Append(path string) (disk.File, error) {
	path, err := d.begin("append", path)
	defer d.mu.Unlock()
	if err != nil {
		return nil, err
	}
	n := d.names[d.follow(path)]
	if n == nil || !n.mode.IsRegular() {
		return nil, refused("append", path, syscall.ENOENT)
	}
	return &file{d: d, n: n, path: path}, nil
}

// ReadDir lists a folder.
func (d *Disk) ReadDir(dir string) ([]fs.DirEntry, error) {
	dir, err := d.begin("readdir", dir)
	defer d.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if !d.hasDir(dir) {
		return nil, refused("readdir", dir, syscall.ENOENT)
	}
	var out []fs.DirEntry
	for path, n := range d.names {
		if path != dir && filepath.Dir(path) == dir {
			out = append(out, fs.FileInfoToDirEntry(n.info(path)))
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

// MkdirAll makes a folder and those above it.
func (d *Disk) MkdirAll(dir string, mode fs.FileMode) error {
	dir, err := d.begin("mkdirall", dir)
	defer d.mu.Unlock()
	if err != nil {
		return err
	}
	return d.mkdir(dir, mode)
}

func (d *Disk) mkdir(dir string, mode fs.FileMode) error {
	if d.hasDir(dir) {
		return nil
	}
	if d.names[dir] != nil {
		return refused("mkdirall", dir, syscall.ENOTDIR)
	}
	if err := d.mkdir(filepath.Dir(dir), mode); err != nil {
		return err
	}
	d.change(nameOp{to: dir, n: &node{mode: fs.ModeDir | mode.Perm(), changed: d.clock}})
	return nil
}

// Keep gives a file the mode of another.
func (d *Disk) Keep(path, like string) error {
	path, err := d.begin("keep", path)
	defer d.mu.Unlock()
	if err != nil {
		return err
	}
	n, old := d.names[path], d.names[filepath.Clean(like)]
	if n == nil || old == nil {
		return refused("keep", path, syscall.ENOENT)
	}
	n.mode = n.mode&^fs.ModePerm | old.mode.Perm()
	return nil
}

// Rename puts a file in the place of another.
func (d *Disk) Rename(from, to string) error {
	from, err := d.begin("rename", from)
	defer d.mu.Unlock()
	if err != nil {
		return err
	}
	to = filepath.Clean(to)
	n, over := d.names[from], d.names[to]
	switch {
	case n == nil || !d.hasDir(filepath.Dir(to)):
		return refused("rename", from, syscall.ENOENT)
	case over != nil && over.mode.IsDir() != n.mode.IsDir():
		return refused("rename", to, syscall.EISDIR)
	case n.mode.IsDir():
		return refused("rename", from, errors.ErrUnsupported)
	}
	d.change(nameOp{from: from, to: to, n: n})
	return nil
}

// SyncDir makes the names of a folder safe.
func (d *Disk) SyncDir(dir string) error {
	dir, err := d.begin("syncdir", dir)
	defer d.mu.Unlock()
	if err != nil {
		return err
	}
	if !d.hasDir(dir) {
		return refused("syncdir", dir, syscall.ENOENT)
	}
	rest := d.since[:0:0]
	for _, o := range d.since {
		if o.touches(dir) {
			o.apply(d.safe)
		} else {
			rest = append(rest, o)
		}
	}
	d.since = rest
	return nil
}

// Remove takes a file or an empty folder away.
func (d *Disk) Remove(path string) error {
	path, err := d.begin("remove", path)
	defer d.mu.Unlock()
	if err != nil {
		return err
	}
	n := d.names[path]
	if n == nil {
		return refused("remove", path, syscall.ENOENT)
	}
	for other := range d.names {
		if n.mode.IsDir() && other != path && filepath.Dir(other) == path {
			return refused("remove", path, syscall.ENOTEMPTY)
		}
	}
	if d.space >= 0 {
		d.space += int64(len(n.data))
	}
	d.change(nameOp{from: path, n: n})
	return nil
}

// Free is the space left.
func (d *Disk) Free(dir string) (int64, error) {
	dir, err := d.begin("free", dir)
	defer d.mu.Unlock()
	switch {
	case err != nil:
		return 0, err
	case !d.hasDir(dir):
		return 0, refused("free", dir, syscall.ENOENT)
	case d.space < 0:
		return 1 << 40, nil
	}
	return d.space, nil
}

// Lock locks a file.
func (d *Disk) Lock(path string) (io.Closer, error) {
	path, err := d.begin("lock", path)
	defer d.mu.Unlock()
	switch {
	case err != nil:
		return nil, err
	case d.locks[path]:
		return nil, disk.ErrLocked
	case !d.hasDir(filepath.Dir(path)):
		return nil, refused("lock", path, syscall.ENOENT)
	}
	if d.names[path] == nil {
		d.change(nameOp{to: path, n: &node{mode: 0o600, changed: d.clock}})
	}
	d.locks[path] = true
	return &lock{d: d, path: path}, nil
}

type lock struct {
	d    *Disk
	path string
	once sync.Once
}

// Close lets go.
func (l *lock) Close() error {
	l.once.Do(func() {
		l.d.mu.Lock()
		defer l.d.mu.Unlock()
		delete(l.d.locks, l.path)
	})
	return nil
}
