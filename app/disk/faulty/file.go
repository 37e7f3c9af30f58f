package faulty

import (
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"hubscape/app/disk"
)

// file is a file open for writing at its end.
type file struct {
	d      *Disk
	n      *node
	path   string
	closed bool
}

// Write puts b at the end; when it fails, half of it.
func (f *file) Write(b []byte) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed || f.d.dead {
		return 0, f.gone("write")
	}
	if err := f.d.step("write", f.path); err != nil {
		return f.put(b[:len(b)/2]), err
	}
	if n := f.put(b); n < len(b) {
		return n, refused("write", f.path, syscall.ENOSPC)
	}
	return len(b), nil
}

// put adds as much of b as there is space for.
func (f *file) put(b []byte) int {
	if f.d.space >= 0 {
		b = b[:min(int64(len(b)), f.d.space)]
		f.d.space -= int64(len(b))
	}
	if len(b) > 0 {
		f.n.loose = append(f.n.loose, chunk{from: len(f.n.data), to: len(f.n.data) + len(b)})
		f.n.data = append(f.n.data, b...)
		f.n.changed = f.d.clock
	}
	return len(b)
}

func (f *file) gone(op string) error {
	if f.d.dead {
		return ErrDead
	}
	return refused(op, f.path, fs.ErrClosed)
}

// Sync makes the bytes safe; when it fails, those that were waiting never will be.
func (f *file) Sync() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed || f.d.dead {
		return f.gone("sync")
	}
	if err := f.d.step("sync", f.path); err != nil {
		for i := range f.n.loose {
			f.n.loose[i].lost = true
		}
		return err
	}
	f.n.sync()
	return nil
}

// sync makes the bytes safe, all but those of which a sync failed before.
func (n *node) sync() {
	n.loose = slices.DeleteFunc(n.loose, func(c chunk) bool { return !c.lost })
	n.safe = len(n.data)
}

// Close ends writing.
func (f *file) Close() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.closed || f.d.dead {
		return f.gone("close")
	}
	f.closed = true
	return f.d.step("close", f.path)
}

// reader is a file open for reading.
type reader struct {
	d    *Disk
	n    *node
	path string
	at   int64
}

// Open opens a regular file for reading.
func (d *Disk) Open(path string) (disk.Reader, error) {
	path, err := d.begin("open", path)
	defer d.mu.Unlock()
	if err != nil {
		return nil, err
	}
	n := d.names[d.follow(path)]
	if n == nil {
		return nil, refused("open", path, syscall.ENOENT)
	}
	if !n.mode.IsRegular() {
		return nil, &disk.NotRegular{Path: path, Mode: n.mode}
	}
	return &reader{d: d, n: n, path: path}, nil
}

// Read reads on.
func (r *reader) Read(b []byte) (int, error) {
	n, err := r.ReadAt(b, r.at)
	r.at += int64(n)
	if n > 0 && err == io.EOF {
		err = nil
	}
	return n, err
}

// ReadAt reads at a place. Only what reads bytes counts as an operation, so that the end of a file is none.
func (r *reader) ReadAt(b []byte, at int64) (int, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if at >= int64(len(r.n.data)) && !r.d.dead {
		return 0, io.EOF
	}
	if err := r.d.step("read", r.path); err != nil {
		return 0, err
	}
	n := copy(b, r.n.data[at:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// Stat describes the file.
func (r *reader) Stat() (fs.FileInfo, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	if err := r.d.step("stat", r.path); err != nil {
		return nil, err
	}
	return r.n.info(r.path), nil
}

// Close ends reading.
func (r *reader) Close() error { return nil }

// info is what Lstat tells of a node.
type info struct {
	name    string
	size    int64
	mode    fs.FileMode
	changed time.Time
}

func (n *node) info(path string) fs.FileInfo {
	return info{filepath.Base(path), int64(len(n.data)), n.mode, n.changed}
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return i.changed }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
