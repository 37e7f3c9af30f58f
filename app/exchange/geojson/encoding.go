package geojson

import (
	"bytes"
	"context"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// toUTF8 finds the encoding of a text and converts it. said is the notice that tells of it, "" for clean UTF-8.
func toUTF8(ctx context.Context, b []byte) (text []byte, said string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return nil, "", errors.New("the text is UTF-32; save it as UTF-8 in a text editor")
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return convert(b[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16")
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return convert(b[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16")
	case len(b) >= 4 && b[0] != 0 && b[1] == 0 && b[3] == 0:
		return convert(b, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16")
	case len(b) >= 4 && b[0] == 0 && b[1] != 0 && b[2] == 0:
		return convert(b, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16")
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if valid(ctx, b) {
		return b, "", nil
	}
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	if good, bad := multibyte(b); good >= bad {
		return bytes.ToValidUTF8(b, []byte("\uFFFD")), "the text is UTF-8 with broken characters in it; each was replaced by \uFFFD", nil
	}
	return convert(b, charmap.Windows1252, "Windows-1252 (Latin-1)")
}

// valid says whether a text is UTF-8 throughout, piece by piece, so that it can be cancelled.
func valid(ctx context.Context, b []byte) bool {
	for len(b) > 0 {
		n := min(len(b), 16<<20)
		for i := 0; i < utf8.UTFMax && n < len(b) && !utf8.RuneStart(b[n]); i++ {
			n--
		}
		if ctx.Err() != nil || !utf8.Valid(b[:n]) {
			return false
		}
		b = b[n:]
	}
	return true
}

func convert(b []byte, e encoding.Encoding, name string) ([]byte, string, error) {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil || !utf8.Valid(out) {
		return nil, "", errors.New("the text seems to be " + name + " and is damaged; save it as UTF-8 in a text editor")
	}
	return out, "the text is " + name + ", not UTF-8; it was converted, look whether accents are right", nil
}

// multibyte counts the characters of several bytes that are whole, and the bytes that belong to none.
func multibyte(b []byte) (good, bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		b = b[n:]
	}
	return good, bad
}
