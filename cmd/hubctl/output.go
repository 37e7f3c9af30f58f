package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"hubscape/app/store"
)

// writeJSON prints v as one line in which no byte is left that a terminal would obey.
func (c *call) writeJSON(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	for _, r := range b.String() {
		if r == 0x7f || r >= 0x80 && r < 0xa0 || turnsDirection(r) {
			fmt.Fprintf(c.out, `\u%04x`, r)
			continue
		}
		if _, err := c.out.WriteRune(r); err != nil {
			return err
		}
	}
	return nil
}

// output is a file that is written whole or not at all.
type output struct {
	path  string
	force bool
}

// newOutput says at once, before any work is done, when path must not be written.
func newOutput(path string, force bool) (output, error) {
	o := output{path, force}
	return o, o.taken()
}

// apart refuses an output that is one of the inputs, by whatever name or link.
func (o output) apart(inputs []string) error {
	out, err := os.Stat(o.path)
	if err != nil {
		return nil
	}
	for _, file := range inputs {
		if file == "-" || strings.HasPrefix(file, samplePrefix) {
			continue
		}
		if in, err := os.Stat(file); err == nil && os.SameFile(in, out) {
			return inputf("%s: is what is to be converted, and would be written over; choose another name for the result", o.path)
		}
	}
	return nil
}

// taken says why the path is not free.
func (o output) taken() error {
	info, err := os.Lstat(o.path)
	switch {
	case err == nil && info.IsDir():
		return inputf("%s: is a folder; name a file in it", o.path)
	case err == nil && !o.force:
		return inputf("%s: exists already; choose another name, or add --force to write over it", o.path)
	}
	return nil
}

// write puts b at the output's path: into a new file beside it, brought to the disk, then renamed. Somebody may have
// made the file meanwhile, so it is looked at once more.
func (o output) write(b []byte) error {
	if err := o.taken(); err != nil {
		return err
	}
	return store.Replace(o.path, b, nil)
}

// stream is write of what is handed on piece by piece.
func (o output) stream(write func(io.Writer) error) error {
	if err := o.taken(); err != nil {
		return err
	}
	return store.ReplaceWith(o.path, write)
}
