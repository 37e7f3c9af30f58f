package main

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"hubscape/app/store"
	"hubscape/assets"
)

// maxInput is the largest file that is read, in bytes.
const maxInput = 1 << 30

const samplePrefix = "sample:"

// input is one FILE of the command line.
type input struct {
	name  string // for messages: the path, "standard input" or "sample:NAME"
	bytes []byte
}

// read reads one FILE: a path, "-" for standard input or "sample:NAME".
func (c *call) read(file string) (input, error) {
	if name, ok := strings.CutPrefix(file, samplePrefix); ok {
		b, ok := assets.Sample(name)
		if !ok {
			return input{}, inputf("there is no sample %q; those that exist are %s", name, samples())
		}
		return input{file, b}, nil
	}
	if file == "-" {
		b, err := readLimited(c.in, "standard input")
		return input{"standard input", b}, err
	}
	b, err := store.ReadFile(file)
	return input{file, b}, err
}

func samples() string {
	names := assets.Samples()
	for i := range names {
		names[i] = samplePrefix + names[i]
	}
	return strings.Join(names, ", ")
}

func readLimited(r io.Reader, name string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	switch {
	case err != nil:
		return nil, machinef("%s: cannot be read (%v); try again", name, reason(err))
	case len(b) > maxInput:
		return nil, inputf("%s: is larger than 1 GB, the most that is read; split it", name)
	}
	return b, nil
}

// reason is the system's own word for a failure, without the path and the call that Go puts before it.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// fault names the file in an error of the store.
func (in input) fault(err error) error {
	if store.Machine(err) {
		return machinef("%s: %v", in.name, err)
	}
	return inputf("%s: %v", in.name, err)
}
