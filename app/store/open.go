package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"hubscape/app/disk"
	"hubscape/app/scenario"
	"hubscape/assets"
)

const (
	askBytes   = 100 << 20 // over this, ErrLarge unless the caller allows it
	maxBytes   = 1 << 30   // over this, never
	askBytesMB = askBytes >> 20
)

// Opened is a scenario read from a file.
type Opened struct {
	Doc   *scenario.Scenario
	Path  string
	Bytes []byte // the file as it was read
	Info
}

// Open reads a scenario file. The error is one sentence with file, place and remedy; errors of the machine answer to
// errors.Is(err, ErrMachine), a file over 100 MB to ErrLarge.
func Open(path string) (*Opened, error) { return OpenIn(disk.OS{}, path) }

// OpenLarge is Open for a file up to 1 GB, once the user agreed.
func OpenLarge(path string) (*Opened, error) { return OpenLargeIn(disk.OS{}, path) }

// OpenIn is Open on a file system that is handed in.
func OpenIn(sys disk.FS, path string) (*Opened, error) { return open(sys, path, askBytes) }

// OpenLargeIn is OpenLarge on a file system that is handed in.
func OpenLargeIn(sys disk.FS, path string) (*Opened, error) { return open(sys, path, maxBytes) }

func open(sys disk.FS, path string, limit int64) (*Opened, error) {
	b, err := load(sys, path, limit)
	if err != nil {
		return nil, err
	}
	doc, info, err := ReadInfo(b)
	if err != nil {
		return nil, withFile(path, err)
	}
	return &Opened{Doc: doc, Path: path, Bytes: b, Info: info}, nil
}

// ReadFile gives the bytes of a regular file of at most 1 GB, with the errors of Open.
func ReadFile(path string) ([]byte, error) { return load(disk.OS{}, path, maxBytes) }

// ReadFileIn is ReadFile on a file system that is handed in.
func ReadFileIn(sys disk.FS, path string) ([]byte, error) { return load(sys, path, maxBytes) }

func load(sys disk.FS, path string, limit int64) ([]byte, error) {
	f, err := sys.Open(path)
	var not *disk.NotRegular
	if errors.As(err, &not) {
		return nil, &Error{File: path, What: "is " + disk.Special(not.Mode) + ", not a regular file", Do: "choose a file whose name ends in .hubscape"}
	}
	if err != nil {
		return nil, openError(path, err)
	}
	defer f.Close()
	st, err := f.Stat()
	switch {
	case err != nil:
		return nil, openError(path, err)
	case st.Size() > maxBytes:
		return nil, &Error{File: path, What: fmt.Sprintf("is %s large, more than the 1 GB that can be opened", megabytes(st.Size())), Do: "split it in a GIS"}
	case st.Size() > limit:
		return nil, &Error{File: path, What: fmt.Sprintf("is %s large, more than %d MB", megabytes(st.Size()), askBytesMB), Do: "open it anyway if there is enough memory", Err: ErrLarge}
	}
	var b bytes.Buffer // of the right size at once: growing would take twice the memory for a while
	b.Grow(int(st.Size()) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(f, maxBytes+1)); err != nil {
		return nil, openError(path, err)
	}
	return b.Bytes(), nil
}

func openError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{File: path, What: "there is no such file", Do: "check the name and the folder", Err: err}
	case errors.Is(err, fs.ErrPermission):
		return &Error{File: path, What: "the file may not be read", Do: "ask its owner for permission", Err: errors.Join(ErrMachine, err)}
	}
	return &Error{File: path, What: "the file could not be read (" + disk.Reason(err) + ")", Do: "try again, or copy it to another place first", Err: errors.Join(ErrMachine, err)}
}

// withFile adds the file's name to an error of Read.
func withFile(path string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		c := *e
		c.File = path
		return &c
	}
	return &Error{File: path, What: err.Error(), Err: err}
}

// Sample opens a built-in scenario as an untitled copy: its items keep their ids, the document gets an identity of its
// own from env.
func Sample(name string, env scenario.Env) (*scenario.Scenario, error) {
	b, ok := assets.Sample(name)
	if !ok {
		return nil, &Error{What: "there is no sample " + quote(name), Do: "choose " + choices(assets.Samples())}
	}
	return sampleOf(b, name, env)
}

func sampleOf(b []byte, name string, env scenario.Env) (*scenario.Scenario, error) {
	doc, _, err := ReadInfo(b)
	if err != nil {
		return nil, withFile("sample:"+name, err)
	}
	return scenario.Copy(doc, env), nil
}

// choices joins names for a sentence.
func choices(names []string) string {
	switch len(names) {
	case 0:
		return "a file instead"
	case 1:
		return names[0]
	}
	s := ""
	for i, n := range names {
		switch {
		case i == len(names)-1:
			s += " or "
		case i > 0:
			s += ", "
		}
		s += n
	}
	return s
}
