// Package kml reads and writes KML 2.2 and its zipped form, KMZ.
//
// # Design
//
// A file is read in one pass over its XML tokens, through a scrubber that takes out what no honest file needs (entities,
// control characters, comments), so that nothing in it can make the reader grow, loop, fetch or follow. What a file
// points at is counted and never opened. Nothing is written to the disk, and a zip archive's entry names are compared,
// never used as paths.
//
// KML counts as WGS 84 by definition, longitude first, so no coordinate system is asked for.
package kml

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"hubscape/app/exchange/feature"
)

// Read gives what a KML or KMZ file holds; which of the two it is, is told by its content. name is the file's base name
// and stands in messages. An error is one sentence for a person and means that nothing of the file can be used; what is
// left out singly stands in Skipped. It gives up soon after ctx ends, with ctx's error.
func Read(ctx context.Context, name string, r io.ReaderAt, size int64) (*feature.Dataset, error) {
	if size > feature.MaxFile {
		return nil, fmt.Errorf("%s: %d MB is more than the %d MB that are read; split the file", name, size>>20, feature.MaxFile>>20)
	}
	d := &feature.Dataset{Format: feature.KML, Name: name}
	w := newWalk(ctx, d)
	first := source{open: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil }}
	if isZip(r) {
		d.Format = feature.KMZ
		entry, err := w.openArchive(r, size)
		if err != nil {
			return nil, err
		}
		first = entry
	}
	if err := w.read(first, &container{layer: -1, root: true}); err != nil {
		return nil, err
	}
	if err := w.readLinked(); err != nil {
		return nil, err
	}
	w.settle()
	return d, nil
}

// source is a KML text that can be read from its start more than once.
type source struct {
	open  func() (io.ReadCloser, error)
	entry string // name in a KMZ; "" for a plain file
}

// read reads one text into a container. It is looked through once for its encoding and for damage, and then read.
func (w *walk) read(src source, into *container) error {
	in, err := src.open()
	if err != nil {
		return readingFailed(w.out.Name, err)
	}
	enc, err := findEncoding(w.ctx, in)
	if shut := in.Close(); err == nil {
		err = shut
	}
	if err != nil {
		return readingFailed(w.out.Name, err)
	}
	if enc.notice != "" {
		w.notice("", "%s", enc.notice)
	}
	if in, err = src.open(); err != nil {
		return readingFailed(w.out.Name, err)
	}
	defer in.Close()
	w.begin(enc.decode(in))
	if err := w.document(into); err != nil {
		if err = w.judge(err); err != nil {
			return err
		}
	}
	w.finish()
	return nil
}

// readingFailed gives an error its file's name, unless it has one or is the end of the context.
func readingFailed(name string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var r refusal
	if errors.As(err, &r) {
		return fmt.Errorf("%s: %s", name, r)
	}
	return fmt.Errorf("%s: could not be read to its end (%s); copy it again from where it came", name, plainCause(err))
}

// refusal is a reason, in a person's words, not to read a file at all.
type refusal string

func (r refusal) Error() string { return string(r) }

// plainCause words the errors of the standard library that a damaged file brings about.
func plainCause(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it ends too early"
	default:
		return "its content is damaged"
	}
}

// webPage says whether a text begins like a page of the web rather than like data.
func webPage(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(head, "\ufeff \t\r\n"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// stem is a file's name without its suffix.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }
