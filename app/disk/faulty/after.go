package faulty

import (
	"bytes"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
)

// Revive gives the disk as the next start finds it after the program was killed: all that was written is there, no lock
// is held, nothing fails. The old disk is dead.
func (d *Disk) Revive() *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dead = true
	r := New()
	r.clock, r.space = d.clock, d.space
	for path, n := range d.names {
		c := n.copy()
		r.names[path], r.safe[path] = c, c
	}
	return r
}

func (n *node) copy() *node {
	c := *n
	c.data, c.loose = bytes.Clone(n.data), nil
	c.safe = len(c.data)
	return &c
}

// PowerLoss gives one of the states in which the next start may find the disk when the power goes now. The disk itself
// goes on, so that one moment gives many states.
func (d *Disk) PowerLoss(dice *rand.Rand) *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	names := maps.Clone(d.safe)
	for _, o := range chosen(dice, d.since) {
		o.apply(names)
	}
	r := New()
	r.clock, r.space = d.clock, d.space
	after := map[*node]*node{} // two names of one file stay one file
	for _, path := range slices.Sorted(maps.Keys(names)) {
		if dir := filepath.Dir(path); !isRoot(dir) && (r.names[dir] == nil || !r.names[dir].mode.IsDir()) {
			continue // its folder went
		}
		n := names[path]
		if after[n] == nil {
			after[n] = n.afterPowerLoss(dice)
		}
		r.names[path], r.safe[path] = after[n], after[n]
	}
	return r
}

// chosen gives what of a list came through, in its order: nothing, all, the first few, or any.
func chosen[T any](dice *rand.Rand, all []T) []T {
	switch dice.IntN(4) {
	case 0:
		return nil
	case 1:
		return all
	case 2:
		return all[:dice.IntN(len(all)+1)]
	}
	var some []T
	for _, x := range all {
		if dice.IntN(2) == 0 {
			some = append(some, x)
		}
	}
	return some
}

// afterPowerLoss is a file of which the loose bytes came through or not.
func (n *node) afterPowerLoss(dice *rand.Rand) *node {
	c := n.copy()
	came := chosen(dice, n.loose)
	size := n.safe
	for _, x := range came {
		size = max(size, x.to)
	}
	if size > n.safe && dice.IntN(4) == 0 {
		size -= dice.IntN(size - n.safe) // the last write is cut
	}
	if dice.IntN(4) == 0 {
		size = len(n.data) // the length came through before the bytes
	}
	filler := byte(0)
	if dice.IntN(3) == 0 {
		filler = 0xA5 // what was on those blocks before
	}
	for _, x := range n.loose {
		if !slices.Contains(came, x) {
			copy(c.data[x.from:x.to], bytes.Repeat([]byte{filler}, x.to-x.from))
		}
	}
	c.data = c.data[:size]
	c.safe = size
	return c
}

// Put makes a file with safe bytes, and its folders; for setting up a test.
func (d *Disk) Put(path string, b []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	path = filepath.Clean(path)
	n := &node{mode: 0o644, data: bytes.Clone(b), safe: len(b), changed: d.clock}
	d.place(path, n)
}

// PutLink makes a symbolic link.
func (d *Disk) PutLink(path, target string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.place(filepath.Clean(path), &node{mode: fs.ModeSymlink | 0o777, target: target, changed: d.clock})
}

// PutDir makes a folder.
func (d *Disk) PutDir(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.place(filepath.Clean(path), &node{mode: fs.ModeDir | 0o755, changed: d.clock})
}

func (d *Disk) place(path string, n *node) {
	d.clock = d.clock.Add(1e9)
	n.changed = d.clock
	for dir := filepath.Dir(path); !isRoot(dir); dir = filepath.Dir(dir) {
		if d.names[dir] == nil {
			f := &node{mode: fs.ModeDir | 0o755, changed: d.clock}
			d.names[dir], d.safe[dir] = f, f
		}
	}
	d.names[path], d.safe[path] = n, n
}

// Get gives the bytes of a file without an operation; ok is false when there is none.
func (d *Disk) Get(path string) (b []byte, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := d.names[d.follow(filepath.Clean(path))]
	if n == nil || !n.mode.IsRegular() {
		return nil, false
	}
	return bytes.Clone(n.data), true
}

// Files lists every file and link in order of path, without an operation.
func (d *Disk) Files() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for path, n := range d.names {
		if !n.mode.IsDir() {
			out = append(out, path)
		}
	}
	slices.SortFunc(out, strings.Compare)
	return out
}
