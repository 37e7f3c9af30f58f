package audience

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
)

// Limits of a search. What goes beyond them is said, never passed over.
const (
	deepest     = 4         // archives within archives
	mostInflate = 512 << 20 // bytes unpacked in all
)

// Search looks through every byte of a file that was written from the copy, in every way in which formats write text
// and numbers, also within archives and packed streams. name is for messages. Texts that a picture shows as drawn letters
// are not bytes; the search of the copy itself covers them.
func (r *Report) Search(name string, b []byte) []Find {
	if len(r.secrets) == 0 {
		return nil
	}
	s := &searcher{report: r, left: mostInflate, found: map[string]bool{}}
	s.plain("the name of the file", []byte(filepath.Base(name)))
	s.look(name, b, 0)
	return s.finds
}

// Check is Search with one sentence as its result; nil when the file may be handed out.
func (r *Report) Check(name string, b []byte) error {
	finds := r.Search(name, b)
	if len(finds) == 0 {
		return nil
	}
	also := *r
	also.Finds = finds
	return also.Err()
}

type searcher struct {
	report *Report
	left   int64
	finds  []Find
	found  map[string]bool
}

func (s *searcher) find(where, how string, n needle) {
	secret := s.report.secrets[n.secret]
	if how != "" {
		where += ", " + how
	}
	key := where + "\x00" + strconv.Itoa(n.secret)
	if !s.found[key] {
		s.found[key] = true
		s.finds = append(s.finds, Find{Where: where, What: secret.short(), Remedy: remedy(secret), Term: n.secret})
	}
}

// look searches bytes in every reading, then what is packed within them.
func (s *searcher) look(where string, b []byte, depth int) {
	for _, n := range s.report.numbers.in(b) {
		s.find(where, "as a number of a binary format", n)
	}
	eachView(b, func(how string, text []byte) {
		for _, n := range s.report.texts.in(normalBytes(text)) {
			s.find(where, how, n)
		}
	})
	for _, run := range base64Runs(b) {
		s.plain(where+", in base64", run)
		if depth < deepest && (bytes.HasPrefix(run, []byte("PK\x03\x04")) || bytes.HasPrefix(run, []byte("\x89PNG"))) {
			s.look(where+", in base64", run, depth+1)
		}
	}
	s.packed(where, b, depth)
}

// plain searches bytes as they stand.
func (s *searcher) plain(where string, b []byte) {
	for _, n := range s.report.numbers.in(b) {
		s.find(where, "as a number of a binary format", n)
	}
	for _, n := range s.report.texts.in(normalBytes(b)) {
		s.find(where, "", n)
	}
}

// packed opens what is packed: zip archives, gzip, and the packed streams of PDF and PNG.
func (s *searcher) packed(where string, b []byte, depth int) {
	if depth >= deepest {
		if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
			s.unread(where, "archives are nested too deeply")
		}
		return
	}
	if bytes.Contains(b[:min(len(b), 1<<16)], []byte("PK\x03\x04")) {
		s.zipped(where, b, depth)
	}
	if bytes.HasPrefix(b, []byte("\x1f\x8b")) {
		if r, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
			s.inflate(where+", unpacked", r, depth)
		}
	}
	if bytes.HasPrefix(b, []byte("%PDF")) {
		s.streams(where, b, depth)
	}
	if bytes.HasPrefix(b, []byte("\x89PNG")) {
		s.chunks(where, b, depth)
	}
}

func (s *searcher) zipped(where string, b []byte, depth int) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return
	}
	s.plain(where+", its comment", []byte(z.Comment))
	for _, f := range z.File {
		s.plain(where+", the name of a part", []byte(f.Name+" "+f.Comment))
		r, err := f.Open()
		if err != nil {
			s.unread(where+", "+f.Name, "it cannot be opened")
			continue
		}
		s.inflate(where+", "+f.Name, r, depth)
		r.Close()
	}
}

// inflate reads a packed stream as far as the limit allows.
func (s *searcher) inflate(where string, r io.Reader, depth int) {
	b, err := io.ReadAll(io.LimitReader(r, s.left+1))
	if int64(len(b)) > s.left {
		s.unread(where, fmt.Sprintf("more than %d MB are packed in it", mostInflate>>20))
		return
	}
	s.left -= int64(len(b))
	if len(b) > 0 {
		s.look(where, b, depth+1)
	} else if err != nil {
		s.unread(where, "it cannot be unpacked")
	}
}

// unread reports what could not be searched: nobody knows then whether it is clean.
func (s *searcher) unread(where, why string) {
	s.finds = append(s.finds, Find{Where: where, What: "a part that could not be searched (" + why + ")", Remedy: "write another format", Term: -1})
}

// streams unpacks the streams of a PDF.
func (s *searcher) streams(where string, b []byte, depth int) {
	for n, rest := 1, b; ; n++ {
		_, after, ok := bytes.Cut(rest, []byte("stream"))
		if !ok {
			return
		}
		rest = after
		body := bytes.TrimLeft(after[:min(len(after), 4)], "\r\n")
		at := min(len(after), 4) - len(body)
		if z, err := zlib.NewReader(bytes.NewReader(after[at:])); err == nil {
			s.inflate(where+", stream "+strconv.Itoa(n), z, depth)
		}
	}
}

// chunks unpacks the packed texts of a PNG.
func (s *searcher) chunks(where string, b []byte, depth int) {
	for at := 8; at+8 <= len(b); {
		size := int(b[at])<<24 | int(b[at+1])<<16 | int(b[at+2])<<8 | int(b[at+3])
		kind := string(b[at+4 : at+8])
		if size < 0 || at+12+size > len(b) {
			return
		}
		if kind == "zTXt" || kind == "iTXt" {
			data := b[at+8 : at+8+size]
			for i := range data[:min(len(data), 160)] {
				if data[i] == 0x78 {
					if z, err := zlib.NewReader(bytes.NewReader(data[i:])); err == nil {
						s.inflate(where+", text of the picture", z, depth)
						break
					}
				}
			}
		}
		at += 12 + size
	}
}
