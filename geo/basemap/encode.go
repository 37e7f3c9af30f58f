package basemap

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Encode writes a map as Decode reads it. cmd/bake calls it; the program never does. Mesh vertices must lie on the
// file's grid (multiples of 32 units); other positions are rounded to 1e-5 degrees.
func Encode(m *Map) ([]byte, error) {
	sections := map[uint32]*writer{}
	for _, s := range []struct {
		kind uint32
		mesh *Mesh
	}{{secLand, m.Land}, {secDivs, m.Divs}, {secLakeMesh, m.LakeMesh}, {secRiverMesh, m.RiverMesh}} {
		w := &writer{}
		if err := w.mesh(s.mesh); err != nil {
			return nil, fmt.Errorf("%s: %w", sectionName[s.kind], err)
		}
		sections[s.kind] = w
	}
	for kind, f := range map[uint32]func(*writer){
		secPlaces: m.writePlaces, secTowns: m.writeTowns, secLakes: m.writeLakes, secRivers: m.writeRivers,
	} {
		w := &writer{}
		f(w)
		sections[kind] = w
	}
	return assemble(sections), nil
}

func assemble(sections map[uint32]*writer) []byte {
	out := []byte(fileMagic)
	out = binary.LittleEndian.AppendUint32(out, fileVersion)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(sections)))
	at := headerSize + entrySize*len(sections)
	kinds := slices.Sorted(maps.Keys(sections))
	for _, k := range kinds {
		b := sections[k].b
		out = binary.LittleEndian.AppendUint32(out, k)
		out = binary.LittleEndian.AppendUint32(out, uint32(at))
		out = binary.LittleEndian.AppendUint32(out, uint32(len(b)))
		out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(b, castagnoli))
		at += len(b)
	}
	for _, k := range kinds {
		out = append(out, sections[k].b...)
	}
	return out
}

// meshBlocks is how many pieces of a mesh can be decoded at the same time.
const meshBlocks = 8

// mesh writes a mesh in blocks of about equal size that do not depend on each other.
func (w *writer) mesh(m *Mesh) error {
	w.count(len(m.Arcs))
	w.count(len(m.Code))
	w.count(m.Faces)
	type block struct {
		arcs, vertices int
		b              []byte
	}
	var blocks []block
	share := len(m.Code)/meshBlocks + 1
	for i := 0; i < len(m.Arcs); {
		var bw writer
		bl := block{}
		var x, y int64
		for ; i < len(m.Arcs) && bl.vertices < share; i++ {
			if err := bw.arc(m, m.Arcs[i], &x, &y); err != nil {
				return fmt.Errorf("arc %d: %w", i, err)
			}
			bl.arcs++
			bl.vertices += int(m.Arcs[i].Last - m.Arcs[i].First)
		}
		bl.b = bw.b
		blocks = append(blocks, bl)
	}
	w.count(len(blocks))
	for _, bl := range blocks {
		w.count(bl.arcs)
		w.count(bl.vertices)
		w.count(len(bl.b))
	}
	for _, bl := range blocks {
		w.b = append(w.b, bl.b...)
	}
	return nil
}

func (w *writer) arc(m *Mesh, a Arc, x, y *int64) error {
	w.count(int(a.Last - a.First))
	w.count(int(a.Left))
	w.count(int(a.Right))
	w.byte(byte(a.Class))
	for v := a.First; v < a.Last; v++ {
		gx, err := toFileGrid(m.XY[2*v])
		if err != nil {
			return err
		}
		gy, err := toFileGrid(m.XY[2*v+1])
		if err != nil {
			return err
		}
		w.varint(gx - *x)
		w.varint(gy - *y)
		*x, *y = gx, gy
	}
	w.b = append(w.b, m.Code[a.First:a.Last]...)
	return nil
}

func toFileGrid(v int32) (int64, error) {
	g := int64(v)
	if v == math.MaxInt32 {
		g++
	}
	if g%(1<<fileShift) != 0 {
		return 0, fmt.Errorf("vertex coordinate %d is not on the file's grid of %d", v, 1<<fileShift)
	}
	return g >> fileShift, nil
}

func (m *Map) writePlaces(w *writer) {
	w.count(len(m.Countries))
	for i := range m.Countries {
		w.country(&m.Countries[i])
	}
	w.count(len(m.Faces))
	for _, f := range m.Faces {
		w.varint(int64(f.Country))
		w.string(f.Status)
	}
	w.count(len(m.Divisions))
	for _, d := range m.Divisions {
		for _, s := range []string{d.Code, d.Country, d.Name, d.Local, d.Kind} {
			w.string(s)
		}
		w.point(d.LabelAt)
		w.bound(d.Bound)
	}
}

func (w *writer) country(c *Country) {
	w.string(c.Code)
	w.string(c.Alpha2)
	w.count(len(c.Names))
	for _, k := range slices.Sorted(maps.Keys(c.Names)) {
		w.string(k)
		w.string(c.Names[k])
	}
	w.string(c.Short)
	w.string(c.Local)
	w.strings(c.Aliases)
	w.point(c.LabelAt)
	w.float(c.MinZoom)
	w.count(c.Rank)
	w.bound(c.Bound)
	w.string(c.Status)
	w.flag(c.Divisions)
}

func (m *Map) writeTowns(w *writer) {
	w.count(len(m.Towns))
	for _, t := range m.Towns {
		w.string(t.Name)
		w.string(t.Local)
		w.strings(t.Other)
		w.string(t.Country)
		w.point(t.At)
		w.count(t.Rank)
		w.flag(t.Capital)
		w.count(int(t.Pop))
	}
	w.count(len(m.Claims))
	for _, c := range m.Claims {
		w.string(c.Name)
		w.string(c.Kind)
		w.string(c.Note)
		w.count(c.Number)
		w.point(c.LabelAt)
		w.float(c.LabelDX)
		w.float(c.LabelDY)
		w.float(c.MinZoom)
		w.lines(c.Coords)
	}
	w.count(len(m.Waters))
	for _, n := range m.Waters {
		w.string(n.Name)
		w.string(n.Local)
		w.point(n.At)
		w.float(n.MinZoom)
		w.float(n.MaxZoom)
		w.float(n.Size)
	}
}

func (m *Map) writeLakes(w *writer) {
	w.count(len(m.Lakes))
	for _, l := range m.Lakes {
		w.string(l.Name)
		w.string(l.Local)
		w.count(l.Rank)
		w.point(l.LabelAt)
		w.float(l.MinZoom)
		w.count(len(l.Area))
		for _, pg := range l.Area {
			lines := make([]orb.LineString, len(pg))
			for i, r := range pg {
				lines[i] = orb.LineString(r)
			}
			w.lines(lines)
		}
	}
}

func (m *Map) writeRivers(w *writer) {
	w.count(len(m.Rivers))
	for _, l := range m.Rivers {
		w.string(l.Name)
		w.count(l.Rank)
		w.lines(l.Coords)
	}
}

func (w *writer) lines(lines []orb.LineString) {
	w.count(len(lines))
	for _, l := range lines {
		w.count(len(l))
		var lon, lat int64
		for _, p := range l {
			w.degrees(p, &lon, &lat)
		}
	}
}

func (w *writer) strings(ss []string) {
	w.count(len(ss))
	for _, s := range ss {
		w.string(s)
	}
}

func (w *writer) point(p orb.Point) {
	var lon, lat int64
	w.degrees(p, &lon, &lat)
}

func (w *writer) bound(b orb.Bound) { w.point(b.Min); w.point(b.Max) }

func (w *writer) flag(on bool) {
	if on {
		w.byte(1)
	} else {
		w.byte(0)
	}
}
