package store

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzRead feeds any bytes to the reader: it never breaks off, its messages are safe to print, and what it accepts is
// written as JSON that reads without loss and writes to the same bytes again.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/v*/*.hubscape")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)/2])
		f.Add(bytes.ReplaceAll(b, []byte("\n"), nil))
	}
	f.Add([]byte(wrap(okSite, `"title":"U","view":{"center":[-0,1e-9],"zoom":1e2},"created":"0001-01-01T00:00:00+01:00"`)))
	f.Add([]byte(wrap(strings.Replace(okSite, "[20,42]", "[20.0,42,1e9,NaN]", 1), `"notes":[1,{"id":"\ud800"}]`)))
	f.Add([]byte("{\n \"type\": \"FeatureCollection\",\n \"features\": [\n  " + okSite + ",\n  {x\n ],\n \"hubscape\": {\n  \"version\": 1,\n  y\n }\n}\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		doc, info, err := ReadInfo(in)
		if err != nil {
			if s := err.Error(); s == "" || strings.ContainsFunc(s, obeyed) {
				t.Fatalf("the message is %q", s)
			}
			return
		}
		for _, p := range info.Problems {
			if s := p.String(); strings.ContainsFunc(s, obeyed) || p.Where == "" || p.Message == "" {
				t.Fatalf("the message is %q", s)
			}
		}
		first, err := Write(doc, Options{})
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if !json.Valid(first) {
			t.Fatalf("what was written is no JSON:\n%s", first)
		}
		again, info, err := ReadInfo(first)
		if err != nil || info.Skipped > 0 {
			t.Fatalf("what was written does not open whole: %v %v\n%s", err, info.Problems, first)
		}
		second, err := Write(again, Options{})
		if err != nil || !bytes.Equal(first, second) {
			t.Fatalf("written twice it differs (%v)\n%s\n%s", err, first, second)
		}
	})
}
