package audience

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needle is a run of bytes that gives a secret away.
type needle struct {
	secret int
	bytes  string
	whole  bool   // only as words of its own
	digits bool   // only where no digit stands before it
	binary bool   // as it is, in the bytes of the file
	beside string // only where this stands near
}

// window is how many letters of a long text are looked for at a time, so that a text that a format cut in two is found
// by its other parts.
const window = 40

// needlesOf makes the needles of all secrets.
func needlesOf(secrets []secret) []needle {
	var out []needle
	for i, s := range secrets {
		if s.kind == kindPoint {
			out = append(out, pointNeedles(i, s)...)
			continue
		}
		text := normal(s.text)
		rs := []rune(text)
		if len(rs) <= window+window/2 {
			out = append(out, needle{secret: i, bytes: text, whole: s.whole()})
		} else {
			for at := 0; at+window <= len(rs); at += window {
				out = append(out, needle{secret: i, bytes: string(rs[at : at+window])})
			}
			out = append(out, needle{secret: i, bytes: string(rs[len(rs)-window:])})
		}
		if s.kind == kindID {
			out = append(out, idNeedles(i, text)...)
		}
	}
	return out
}

// idNeedles finds a UUID without its dashes, and as 16 bytes.
func idNeedles(i int, id string) []needle {
	bare := strings.ReplaceAll(id, "-", "")
	raw, ok := unhex([]byte(bare))
	if len(bare) != 32 || !ok {
		return nil
	}
	return []needle{{secret: i, bytes: bare}, {secret: i, bytes: string(raw), binary: true}}
}

// pointNeedles finds a position by its digits, with point or comma, and as the numbers of a binary format.
func pointNeedles(i int, s secret) []needle {
	var out []needle
	lon, lat := ownDigits(s.at[0]), ownDigits(s.at[1])
	for axis, digits := range []int{lon, lat} {
		v := s.at[axis]
		if digits >= 4 {
			for _, text := range spellings(v, 4) {
				out = append(out, needle{secret: i, bytes: text, digits: true}, needle{secret: i, bytes: strings.Replace(text, ".", ",", 1), digits: true})
			}
		}
		if digits >= 3 {
			var le, be [8]byte
			binary.LittleEndian.PutUint64(le[:], math.Float64bits(v))
			binary.BigEndian.PutUint64(be[:], math.Float64bits(v))
			out = append(out, needle{secret: i, bytes: string(le[:]), binary: true}, needle{secret: i, bytes: string(be[:]), binary: true})
		}
	}
	if lon >= 2 && lat >= 2 && (lon < 4 || lat < 4) {
		x, y := spellings(s.at[0], min(lon, 4))[0], spellings(s.at[1], min(lat, 4))[0]
		out = append(out, needle{secret: i, bytes: y, digits: true, beside: x})
		out = append(out, needle{secret: i, bytes: strings.Replace(y, ".", ",", 1), digits: true, beside: strings.Replace(x, ".", ",", 1)})
	}
	return out
}

// near is how far apart, in bytes, the two numbers of a position may stand.
const near = 80

// scan finds needles in bytes. text says that the bytes were made normal; needles of binary formats are looked for in
// the others only.
func scan(b []byte, needles []needle, text bool) []needle {
	index := map[uint32][]int{}
	var first [1 << 16]bool
	for i, n := range needles {
		if n.binary == text || len(n.bytes) < 4 {
			continue
		}
		index[binary.LittleEndian.Uint32([]byte(n.bytes[:4]))] = append(index[binary.LittleEndian.Uint32([]byte(n.bytes[:4]))], i)
		first[uint16(n.bytes[0])|uint16(n.bytes[1])<<8] = true
	}
	var out []needle
	seen := map[int]bool{}
	for at := 0; at+4 <= len(b); at++ {
		if !first[uint16(b[at])|uint16(b[at+1])<<8] {
			continue
		}
		for _, i := range index[binary.LittleEndian.Uint32(b[at:])] {
			if n := needles[i]; !seen[i] && n.matches(b, at) {
				seen[i] = true
				out = append(out, n)
			}
		}
	}
	return append(out, scanShort(b, needles, text)...)
}

// scanShort looks for the few needles of less than four bytes.
func scanShort(b []byte, needles []needle, text bool) []needle {
	var out []needle
	for _, n := range needles {
		if n.binary == text || len(n.bytes) >= 4 || n.bytes == "" {
			continue
		}
		for at := 0; at+len(n.bytes) <= len(b); at++ {
			if n.matches(b, at) {
				out = append(out, n)
				break
			}
		}
	}
	return out
}

func (n needle) matches(b []byte, at int) bool {
	end := at + len(n.bytes)
	if end > len(b) || string(b[at:end]) != n.bytes {
		return false
	}
	if n.digits && at > 0 && (b[at-1] >= '0' && b[at-1] <= '9' || b[at-1] == '.') {
		return false
	}
	if n.whole && (letterBefore(b, at) || letterAfter(b, end)) {
		return false
	}
	return n.beside == "" || strings.Contains(string(b[max(0, at-near):min(len(b), end+near)]), n.beside)
}

func letterBefore(b []byte, at int) bool {
	r, _ := utf8.DecodeLastRune(b[:at])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func letterAfter(b []byte, at int) bool {
	r, _ := utf8.DecodeRune(b[at:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
