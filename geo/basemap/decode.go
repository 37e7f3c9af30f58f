package basemap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
)

// Decode reads a map made by cmd/bake. It checks every section's checksum and every index and position, so that
// damaged data give an error that names the section and never a map that fails later. It uses as many goroutines as
// there are processors. The map keeps no reference to b.
func Decode(b []byte) (*Map, error) {
	sections, err := split(b)
	if err != nil {
		return nil, fmt.Errorf("basemap: %w", err)
	}
	m := &Map{}
	var g errgroup.Group
	for kind, read := range map[uint32]func(*reader) error{
		secLand:      func(r *reader) (err error) { m.Land, err = readMesh(r); return err },
		secDivs:      func(r *reader) (err error) { m.Divs, err = readMesh(r); return err },
		secLakeMesh:  func(r *reader) (err error) { m.LakeMesh, err = readMesh(r); return err },
		secRiverMesh: func(r *reader) (err error) { m.RiverMesh, err = readMesh(r); return err },
		secPlaces:    m.readPlaces, secTowns: m.readTowns, secLakes: m.readLakes, secRivers: m.readRivers,
	} {
		g.Go(func() error {
			if err := readSection(sections[kind], read); err != nil {
				return fmt.Errorf("basemap: section %q: %w", sectionName[kind], err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if err := m.join(); err != nil {
		return nil, fmt.Errorf("basemap: %w", err)
	}
	return m, nil
}

type section struct {
	body []byte
	crc  uint32
}

// split reads the header and the table of sections.
func split(b []byte) (map[uint32]section, error) {
	if len(b) < headerSize || string(b[:4]) != fileMagic {
		return nil, errors.New("the data are not a baked map")
	}
	if v := binary.LittleEndian.Uint32(b[4:]); v != fileVersion {
		return nil, fmt.Errorf("the map has form %d, this program reads form %d; bake it again", v, fileVersion)
	}
	n := int(binary.LittleEndian.Uint32(b[8:]))
	if n != int(secLast-1) || len(b) < headerSize+n*entrySize {
		return nil, errShort
	}
	out := map[uint32]section{}
	for i := range n {
		e := b[headerSize+i*entrySize:]
		kind, at, size := binary.LittleEndian.Uint32(e), uint64(binary.LittleEndian.Uint32(e[4:])), uint64(binary.LittleEndian.Uint32(e[8:]))
		if kind == 0 || kind >= secLast || out[kind].body != nil {
			return nil, fmt.Errorf("section %d is unknown or comes twice", kind)
		}
		if at > uint64(len(b)) || size > uint64(len(b))-at {
			return nil, fmt.Errorf("section %q: %w", sectionName[kind], errShort)
		}
		out[kind] = section{b[at : at+size : at+size], binary.LittleEndian.Uint32(e[12:])}
	}
	return out, nil
}

func readSection(s section, read func(*reader) error) error {
	if crc32.Checksum(s.body, castagnoli) != s.crc {
		return errors.New("the checksum is wrong: the data are damaged")
	}
	r := &reader{b: s.body}
	if err := read(r); err != nil {
		return err
	}
	return r.done()
}

func readMesh(r *reader) (*Mesh, error) {
	arcs, vertices, faces := r.count(6), r.count(3), r.uvarint()
	blocks := r.count(3)
	if r.err == nil && faces > math.MaxInt16 {
		r.fail(fmt.Errorf("%d faces are too many", faces))
	}
	if r.err != nil {
		return nil, r.err
	}
	m := &Mesh{XY: make([]int32, 2*vertices), Code: make([]uint8, vertices), Arcs: make([]Arc, arcs), Faces: int(faces)}
	head := make([][3]int, blocks)
	for i := range head {
		head[i] = [3]int{r.count(1), r.count(1), r.count(1)}
	}
	var g errgroup.Group
	arc, vertex := 0, 0
	for i, h := range head {
		if r.err != nil || h[0] > arcs-arc || h[1] > vertices-vertex || h[2] > len(r.b)-r.off {
			r.fail(errShort)
			break
		}
		br := &reader{b: r.b[r.off : r.off+h[2]]}
		bm := meshBlock{m: m, arcs: m.Arcs[arc : arc+h[0]], first: int32(vertex), last: int32(vertex + h[1])}
		r.off, arc, vertex = r.off+h[2], arc+h[0], vertex+h[1]
		g.Go(func() error {
			if err := bm.read(br); err != nil {
				return fmt.Errorf("block %d: %w", i, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if r.err == nil && (arc != arcs || vertex != vertices) {
		r.fail(errShort)
	}
	return m, r.err
}

// meshBlock is the part of a mesh that one goroutine reads.
type meshBlock struct {
	m           *Mesh
	arcs        []Arc
	first, last int32
}

func (bl meshBlock) read(r *reader) error {
	v := bl.first
	var x, y int64
	for i := range bl.arcs {
		n := r.count(3)
		if r.err == nil && (n < 2 || int32(n) > bl.last-v) {
			r.fail(fmt.Errorf("arc %d has %d vertices", i, n))
		}
		left, right, class := r.uvarint(), r.uvarint(), r.byte()
		if r.err == nil && (left >= uint64(bl.m.Faces) || right >= uint64(bl.m.Faces) || Class(class) > ClassDivision) {
			r.fail(fmt.Errorf("arc %d names a face or class that does not exist", i))
		}
		if r.err != nil {
			return r.err
		}
		bl.arcs[i] = Arc{First: v, Last: v + int32(n), Left: uint16(left), Right: uint16(right), Class: Class(class)}
		if !readDeltas(r, bl.m.XY[2*v:2*(v+int32(n))], &x, &y) {
			r.fail(errors.New("a vertex lies outside the world"))
			return r.err
		}
		if !readCodes(r, bl.m.Code[v:v+int32(n)]) {
			r.fail(errors.New("a vertex has no level"))
			return r.err
		}
		v += int32(n)
	}
	if r.err == nil && v != bl.last {
		r.fail(errShort)
	}
	return r.done()
}

// readDeltas is the hot loop of Decode: pairs of zigzag varints, each the difference from the vertex before.
func readDeltas(r *reader, xy []int32, px, py *int64) bool {
	b, off := r.b, r.off
	p := [2]int64{*px, *py}
	for i := range xy {
		var u uint64
		for shift := uint(0); ; shift += 7 {
			if off >= len(b) || shift > 28 {
				return false
			}
			c := b[off]
			off++
			u |= uint64(c&0x7f) << shift
			if c < 0x80 {
				break
			}
		}
		v := p[i&1] + (int64(u>>1) ^ -int64(u&1))
		p[i&1] = v
		if uint64(v) > 1<<(31-fileShift) {
			return false
		}
		xy[i] = int32(min(v<<fileShift, math.MaxInt32))
	}
	r.off, *px, *py = off, p[0], p[1]
	return true
}

func readCodes(r *reader, code []uint8) bool {
	if len(r.b)-r.off < len(code) {
		return false
	}
	copy(code, r.b[r.off:])
	r.off += len(code)
	if code[0] != 0 || code[len(code)-1] != 0 {
		return false
	}
	for _, c := range code {
		if c > MaxLevel {
			return false
		}
	}
	return true
}

// join checks what one section says about another and fills what can be derived.
func (m *Map) join() error {
	if len(m.Faces) != m.Land.Faces {
		return fmt.Errorf("%d faces are described, the countries mesh has %d", len(m.Faces), m.Land.Faces)
	}
	if len(m.Divisions)+1 != m.Divs.Faces {
		return fmt.Errorf("%d divisions are described, the mesh has %d", len(m.Divisions), m.Divs.Faces-1)
	}
	if m.LakeMesh.Faces != len(m.Lakes)+1 || m.RiverMesh.Faces != len(m.Rivers)+1 {
		return fmt.Errorf("%d lakes and %d rivers do not match their meshes", len(m.Lakes), len(m.Rivers))
	}
	for i, f := range m.Faces {
		if f.Country < -1 || f.Country >= len(m.Countries) || (i == 0) != (f.Country == -1) {
			return fmt.Errorf("face %d has country %d of %d", i, f.Country, len(m.Countries))
		}
	}
	m.index = newIndex(m)
	return nil
}

func boundOf(lines []orb.LineString) orb.Bound {
	b := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, l := range lines {
		for _, p := range l {
			b.Min = orb.Point{min(b.Min[0], p[0]), min(b.Min[1], p[1])}
			b.Max = orb.Point{max(b.Max[0], p[0]), max(b.Max[1], p[1])}
		}
	}
	return b
}
