package kml

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// textEncoding is how a file's bytes become UTF-8.
type textEncoding struct {
	decoder func() *encoding.Decoder // nil for UTF-8
	notice  string
}

func (e textEncoding) decode(r io.Reader) io.Reader {
	if e.decoder == nil {
		return r
	}
	return e.decoder().Reader(r)
}

// known are the encodings that are read besides UTF-8, by the names that declarations use.
var known = map[string]encoding.Encoding{
	"iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252, "latin-1": charmap.Windows1252, // as browsers take it
	"us-ascii": charmap.Windows1252, "ascii": charmap.Windows1252,
	"windows-1252": charmap.Windows1252, "cp1252": charmap.Windows1252,
	"windows-1250": charmap.Windows1250, "cp1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251, "cp1251": charmap.Windows1251,
	"iso-8859-2": charmap.ISO8859_2, "iso-8859-5": charmap.ISO8859_5, "iso-8859-15": charmap.ISO8859_15,
	"utf-16": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf16": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
}

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']{1,40})["']`)

// headSize is how much of a file is looked at to tell what it is, in bytes.
const headSize = 1024

// findEncoding reads r to its end: it decides by byte order mark, by declaration and, where a file says UTF-8 or
// nothing, by whether its bytes are UTF-8 at all. Reading to the end also lets a damaged archive entry show itself.
func findEncoding(ctx context.Context, r io.Reader) (textEncoding, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return textEncoding{}, err
	}
	e, err := encodingOf(head)
	if err != nil {
		return e, err
	}
	if refused := notText(head, e); refused != "" {
		if onlyBlanks(head) { // it may be a long one
			if _, err := firstLineNotUTF8(ctx, in); err != nil {
				return e, err
			}
		}
		return e, refusal(refused)
	}
	line, err := firstLineNotUTF8(ctx, in)
	if err == nil && e.decoder == nil && line > 0 {
		e.decoder = charmap.Windows1252.NewDecoder
		e.notice = "line " + strconv.Itoa(line) + " is not UTF-8, so the text was read as windows-1252; look at letters with accents"
	}
	return e, err
}

// encodingOf goes by the beginning of a file alone.
func encodingOf(head []byte) (textEncoding, error) {
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		return textEncoding{}, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")):
		return textEncoding{}, refusal("is written in UTF-32, which is not read; save it as UTF-8")
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00")):
		return textEncoding{little.NewDecoder, "was read as UTF-16"}, nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<")):
		return textEncoding{big.NewDecoder, "was read as UTF-16"}, nil
	}
	m := declared.FindSubmatch(head)
	if m == nil {
		return textEncoding{}, nil
	}
	name := strings.ToLower(string(m[1]))
	if name == "utf-8" || name == "utf8" || strings.HasPrefix(name, "utf-16") { // UTF-16 cannot declare itself in single bytes
		return textEncoding{}, nil
	}
	enc, found := known[name]
	if !found {
		return textEncoding{}, refusal("is written in the encoding " + strconv.QuoteToGraphic(string(m[1])) + ", which is not read; save it as UTF-8")
	}
	return textEncoding{enc.NewDecoder, "was read as " + name}, nil
}

// notText says why a file that begins like this cannot be KML, or "".
func notText(head []byte, e textEncoding) string {
	if e.decoder != nil {
		if decoded, err := e.decoder().Bytes(head[:len(head)&^1]); err == nil {
			head = decoded
		}
	}
	switch {
	case onlyBlanks(head):
		return "is empty; save it again from the program that made it"
	case webPage(head):
		return "is a web page saved as a KML file; download the file itself, not the page about it"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "holds a further archive where its KML text should be; unpack that one and open what is in it"
	}
	switch first := bytes.TrimLeft(head, "\ufeff \t\r\n\x00"); {
	case bytes.HasPrefix(first, []byte("<")):
		return ""
	case bytes.HasPrefix(first, []byte("{")), bytes.HasPrefix(first, []byte("[")):
		return "is JSON and not KML; give it the suffix .geojson and open it again"
	default:
		return "is not KML, for it does not begin with a tag; choose another file"
	}
}

func onlyBlanks(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }

// firstLineNotUTF8 reads to the end and gives the first line, from 1, with bytes that are not UTF-8; 0 for none.
func firstLineNotUTF8(ctx context.Context, r io.Reader) (int, error) {
	buf, kept, line, bad := make([]byte, 256<<10), 0, 1, 0
	for {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n, err := r.Read(buf[kept:])
		if bad == 0 {
			block := buf[:kept+n]
			end := wholeRunes(block, errors.Is(err, io.EOF))
			if !utf8.Valid(block[:end]) {
				bad = line + linesBeforeBad(block[:end])
			}
			line += bytes.Count(block[:end], []byte("\n"))
			kept = copy(buf, block[end:])
		}
		if errors.Is(err, io.EOF) {
			return bad, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// wholeRunes gives the length of b without the first bytes of a letter whose rest is still to come.
func wholeRunes(b []byte, last bool) int {
	if last {
		return len(b)
	}
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if tail := b[len(b)-i:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return len(b)
			}
			return len(b) - i
		}
	}
	return len(b)
}

func linesBeforeBad(b []byte) int {
	lines := 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			return lines
		}
		if r == '\n' {
			lines++
		}
		b = b[n:]
	}
	return lines
}
