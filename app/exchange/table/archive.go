package table

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"hubscape/app/exchange/feature"
)

// archive is the zip file of a workbook. Its parts are read as streams and counted as they come; what the directory
// says of their size is not believed. Nothing is written anywhere.
type archive struct {
	ctx    context.Context
	parts  map[string]*zip.File // by their name in small letters, without a slash in front
	read   int64                // bytes unpacked so far, of all parts
	packed int64                // bytes they took in the archive
	mark   int64                // read, when the last piece of XML was whole
}

var (
	errTooBig   = fmt.Errorf("it expands to over %d MB and was not opened: save the table alone in a new workbook", feature.MaxUnzipped>>20)
	errBomb     = fmt.Errorf("it expands to more than %d times its size and was not opened: save the table in a new workbook", feature.MaxRatio)
	errOnePiece = fmt.Errorf("one text in it is over %d MB: save the table alone in a new workbook", feature.MaxFeature>>20)
	errDamaged  = errors.New("the workbook is damaged: open it in a spreadsheet program and save it again")
)

func openArchive(ctx context.Context, r io.ReaderAt, size int64) (*archive, error) {
	if err := countEntries(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errDamaged
	}
	a := &archive{ctx: ctx, parts: map[string]*zip.File{}}
	type span struct{ from, to int64 }
	var spans []span
	for _, f := range z.File {
		from, err := f.DataOffset()
		if err != nil {
			return nil, errDamaged
		}
		if f.Flags&1 != 0 {
			return nil, errors.New("it is protected by a password: take the protection off first")
		}
		if f.CompressedSize64 > 0 && f.CompressedSize64 < 1<<40 {
			spans = append(spans, span{from, from + int64(f.CompressedSize64)})
		}
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := a.parts[name]; !twice {
			a.parts[name] = f
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return int(max(-1, min(1, a.from-b.from))) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return nil, errors.New("parts of it overlap, as in no honest workbook, and it was not opened: save the table in a new workbook")
		}
	}
	return a, nil
}

// countEntries walks the directory of the archive, so that one of millions of entries is refused before it fills the
// memory.
func countEntries(r io.ReaderAt, size int64) error {
	const end, entry = 22, 46
	tail := make([]byte, min(size, end+0xffff))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return fmt.Errorf("it could not be read: %w", err)
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+end > len(tail) {
		return errDamaged
	}
	at := int64(binary.LittleEndian.Uint32(tail[i+16:]))
	if length := int64(binary.LittleEndian.Uint32(tail[i+12:])); length != 0xffffffff {
		at = size - int64(len(tail)) + int64(i) - length
	}
	if at < 0 || at > size {
		return errDamaged
	}
	if size-at <= entry*feature.MaxEntries {
		return nil
	}
	head := make([]byte, entry)
	for n := 0; at < size; n++ {
		if n > feature.MaxEntries {
			return fmt.Errorf("it has more than %d parts and was not opened: save the table in a new workbook", feature.MaxEntries)
		}
		if _, err := r.ReadAt(head, at); err != nil || string(head[:4]) != "PK\x01\x02" {
			return nil // the end of the directory
		}
		at += entry + int64(binary.LittleEndian.Uint16(head[28:])) + int64(binary.LittleEndian.Uint16(head[30:])) + int64(binary.LittleEndian.Uint16(head[32:]))
	}
	return nil
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// open gives the stream of a part. It fails as soon as the archive as a whole has given too much.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if f == nil {
		return nil, fmt.Errorf("its part %s is missing: open it in a spreadsheet program and save it again", quote(path.Base(name)))
	}
	rc, err := f.Open()
	if err != nil {
		return nil, errDamaged
	}
	a.packed += int64(min(f.CompressedSize64, 1<<40))
	return &counted{ReadCloser: rc, archive: a}, nil
}

// counted counts what is unpacked.
type counted struct {
	io.ReadCloser
	archive *archive
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.archive.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.ReadCloser.Read(p)
	a := c.archive
	a.read += int64(n)
	switch {
	case a.read > feature.MaxUnzipped:
		return n, errTooBig
	case a.read > feature.RatioFrom && a.read > feature.MaxRatio*a.packed:
		return n, errBomb
	case a.read-a.mark > feature.MaxFeature:
		return n, errOnePiece
	case err != nil && err != io.EOF:
		return n, errDamaged
	}
	return n, err
}

// walk reads the XML of a part: start is called for every element that begins, with the path of names above it shut
// off; text and end for what follows. Declarations of a document type are passed over and no entity is expanded.
func (a *archive) walk(name string, start func(xml.StartElement) error, text func([]byte), end func(string)) error {
	rc, err := a.open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	d := xml.NewDecoder(rc)
	d.Strict = false
	depth := 0
	for {
		a.mark = a.read
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return readError(err)
		}
		switch el := token.(type) {
		case xml.StartElement:
			if depth++; depth > feature.MaxXMLDepth {
				return errors.New("its XML is nested too deeply: save the table in a new workbook")
			}
			if err := start(el); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
			if end != nil {
				end(el.Name.Local)
			}
		case xml.CharData:
			if text != nil {
				text(el)
			}
		}
	}
}

// readError keeps our own words and hides those of the XML reader.
func readError(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF):
		return errDamaged
	case errors.Is(err, errTooBig), errors.Is(err, errBomb), errors.Is(err, errOnePiece), errors.Is(err, errDamaged), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return errDamaged
}

func attr(el xml.StartElement, name string) string {
	for _, a := range el.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func on(value string) bool { return value == "1" || value == "true" || value == "on" }
