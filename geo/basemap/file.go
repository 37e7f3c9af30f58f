package basemap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// The file is a header, a table of sections and the sections. Numbers are little-endian; inside the sections they are
// varints. A reader refuses what it does not know, so the version changes with every change of form.
//
//	magic "HSMB", version uint32, number of sections uint32
//	per section: kind uint32, offset uint32, length uint32, CRC-32C uint32
const (
	fileMagic   = "HSMB"
	fileVersion = 2
	headerSize  = 12
	entrySize   = 16
)

// Kinds of section.
const (
	secLand uint32 = iota + 1
	secDivs
	secPlaces
	secTowns
	secLakes
	secRivers
	secLakeMesh
	secRiverMesh
	secLast
)

var sectionName = map[uint32]string{
	secLand: "countries mesh", secDivs: "divisions mesh", secPlaces: "places", secTowns: "towns", secLakes: "lakes", secRivers: "rivers",
	secLakeMesh: "lakes mesh", secRiverMesh: "rivers mesh",
}

// fileShift is the grid of the file: mesh vertices are multiples of 2^fileShift units (0.6 m at the equator), the east
// edge of the world excepted, which is stored as 2^31 and clamped.
const fileShift = 5

// degreeScale is the grid of positions outside the meshes: 1e-5 degrees, about 1.1 m.
const degreeScale = 1e5

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errShort = errors.New("the data end too early")

// reader takes values off a section. After the first error every read gives zero.
type reader struct {
	b    []byte
	text string // the same bytes, so that strings need no copy
	off  int
	err  error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = fmt.Errorf("byte %d: %w", r.off, err)
	}
}

func (r *reader) uvarint() uint64 {
	if r.err != nil {
		return 0
	}
	if r.off < len(r.b) && r.b[r.off] < 0x80 {
		v := r.b[r.off]
		r.off++
		return uint64(v)
	}
	v, n := binary.Uvarint(r.b[min(r.off, len(r.b)):])
	if n <= 0 {
		r.fail(errShort)
		return 0
	}
	r.off += n
	return v
}

func (r *reader) varint() int64 {
	v := r.uvarint()
	return int64(v>>1) ^ -int64(v&1)
}

// count reads a length and refuses one that the rest of the section cannot hold at least each bytes per item.
func (r *reader) count(each int) int {
	v := r.uvarint()
	if r.err == nil && v > uint64((len(r.b)-r.off)/max(each, 1)) {
		r.fail(fmt.Errorf("%d items do not fit in what is left", v))
		return 0
	}
	return int(v)
}

func (r *reader) byte() byte {
	if r.err != nil {
		return 0
	}
	if r.off >= len(r.b) {
		r.fail(errShort)
		return 0
	}
	r.off++
	return r.b[r.off-1]
}

func (r *reader) string() string {
	n := r.count(1)
	if r.err != nil {
		return ""
	}
	r.off += n
	return r.text[r.off-n : r.off]
}

// degrees reads a position as the difference from the one before, which it moves.
func (r *reader) degrees(lon, lat *int64) (x, y float64) {
	*lon += r.varint()
	*lat += r.varint()
	if *lon < -540*degreeScale || *lon > 540*degreeScale || *lat < -90*degreeScale || *lat > 90*degreeScale {
		r.fail(errors.New("a position lies outside the world"))
		*lon, *lat = 0, 0
	}
	return float64(*lon) / degreeScale, float64(*lat) / degreeScale
}

func (r *reader) float() float64 {
	if r.err != nil {
		return 0
	}
	if len(r.b)-r.off < 8 {
		r.fail(errShort)
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(r.b[r.off:]))
	if math.IsNaN(v) || math.IsInf(v, 0) {
		r.fail(errors.New("a number is not finite"))
		return 0
	}
	r.off += 8
	return v
}

// done fails when bytes are left over.
func (r *reader) done() error {
	if r.err == nil && r.off != len(r.b) {
		r.fail(fmt.Errorf("%d bytes are left over", len(r.b)-r.off))
	}
	return r.err
}

// writer is the counterpart of reader.
type writer struct{ b []byte }

func (w *writer) uvarint(v uint64) { w.b = binary.AppendUvarint(w.b, v) }
func (w *writer) varint(v int64)   { w.b = binary.AppendUvarint(w.b, uint64(v<<1)^uint64(v>>63)) }
func (w *writer) count(n int)      { w.uvarint(uint64(n)) }
func (w *writer) byte(v byte)      { w.b = append(w.b, v) }
func (w *writer) string(s string)  { w.count(len(s)); w.b = append(w.b, s...) }
func (w *writer) float(v float64) {
	w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(v))
}

func (w *writer) degrees(p [2]float64, lon, lat *int64) {
	x, y := int64(math.Round(p[0]*degreeScale)), int64(math.Round(p[1]*degreeScale))
	w.varint(x - *lon)
	w.varint(y - *lat)
	*lon, *lat = x, y
}
