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
	person bool   // a name: as a word of its own, also with the endings of its cases
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
		for _, n := range s.names {
			out = append(out, needle{secret: i, bytes: stem(n), person: true})
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
		for _, x := range spellings(s.at[0], min(lon, 4)) {
			for _, y := range spellings(s.at[1], min(lat, 4)) {
				out = append(out, needle{secret: i, bytes: y, digits: true, beside: x},
					needle{secret: i, bytes: strings.Replace(y, ".", ",", 1), digits: true, beside: strings.Replace(x, ".", ",", 1)})
			}
		}
	}
	return out
}

// near is how far apart, in bytes, the two numbers of a position may stand.
const near = 80

// finder finds needles in bytes, however many there are, in one walk: the hash of the last bytes of every needle is
// compared with that of the bytes before each place. Ends tell needles apart better than beginnings, which often agree.
type finder struct {
	needles []needle
	classes []class
	short   []int // needles of less than four bytes
}

// class holds the needles whose last bytes, so many of them, are hashed.
type class struct {
	size   int
	drop   uint64 // factor of the byte that leaves the window
	byHash map[uint64][]int
	maybe  [1 << 10]uint64 // one bit for some bits of each hash
}

const factor = 0x9e3779b97f4a7c15

func (c *class) hash(s string) uint64 {
	h := uint64(0)
	for i := range len(s) {
		h = h*factor + uint64(s[i]) + 1
	}
	return h
}

// bit gives the place of a hash among the bits.
func bit(h uint64) (word int, mask uint64) {
	h ^= h >> 29
	return int(h >> 6 & (1<<10 - 1)), 1 << (h & 63)
}

// newFinder makes a finder of the needles for texts that were made normal, or of those for the bytes of binary formats.
func newFinder(needles []needle, binaryOnes bool) *finder {
	f := &finder{needles: needles}
	for _, size := range []int{32, 16, 8, 4} {
		c := class{size: size, drop: 1, byHash: map[uint64][]int{}}
		for range size - 1 {
			c.drop *= factor
		}
		f.classes = append(f.classes, c)
	}
	for i, n := range needles {
		if n.binary != binaryOnes || n.bytes == "" {
			continue
		}
		if len(n.bytes) < 4 {
			f.short = append(f.short, i)
			continue
		}
		for k := range f.classes {
			if c := &f.classes[k]; len(n.bytes) >= c.size {
				h := c.hash(n.bytes[len(n.bytes)-c.size:])
				c.byHash[h] = append(c.byHash[h], i)
				word, mask := bit(h)
				c.maybe[word] |= mask
				break
			}
		}
	}
	return f
}

// in gives the needles that stand somewhere in b, each once.
func (f *finder) in(b []byte) []needle {
	var out []needle
	var seen map[int]bool
	try := func(i, at int) {
		if n := f.needles[i]; at >= 0 && !seen[i] && n.matches(b, at) {
			if seen == nil {
				seen = map[int]bool{}
			}
			seen[i] = true
			out = append(out, n)
		}
	}
	for k := range f.classes {
		if c := &f.classes[k]; len(c.byHash) > 0 && len(b) >= c.size {
			c.walk(b, func(i, end int) { try(i, end-len(f.needles[i].bytes)) })
		}
	}
	for _, i := range f.short {
		for at := range b {
			try(i, at)
		}
	}
	return out
}

// walk gives every needle that may end at a place.
func (c *class) walk(b []byte, may func(needle, end int)) {
	h := uint64(0)
	for i, v := range b {
		if i >= c.size {
			h -= c.drop * (uint64(b[i-c.size]) + 1)
		}
		h = h*factor + uint64(v) + 1
		if i < c.size-1 {
			continue
		}
		word, mask := bit(h)
		if c.maybe[word]&mask == 0 {
			continue
		}
		for _, n := range c.byHash[h] {
			may(n, i+1)
		}
	}
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
	if n.person && (letterBefore(b, at) || !inflected(b, end)) {
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
