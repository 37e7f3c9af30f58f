package basemap_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
)

func TestRoundTrip(t *testing.T) {
	m := theMap(t)
	b, err := basemap.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, bakedBytes(t)) {
		t.Errorf("encoding what was decoded gives %d other bytes", len(b))
	}
}

// tiny is a map with one island, to be damaged quickly.
func tiny(t testing.TB) []byte {
	t.Helper()
	square := &basemap.Mesh{
		XY:    []int32{0, 0, 0, 3200, 3200, 3200, 3200, 0, 0, 0},
		Code:  []uint8{0, 3, 0, 3, 0},
		Arcs:  []basemap.Arc{{First: 0, Last: 5, Left: 1, Class: basemap.ClassCoast}},
		Faces: 2,
	}
	line := &basemap.Mesh{XY: []int32{0, 0, 64, 64}, Code: []uint8{0, 0}, Arcs: []basemap.Arc{{Last: 2, Left: 1, Right: 1}}, Faces: 2}
	ring := orb.Ring{{1, 1}, {2, 1}, {2, 2}, {1, 1}}
	m := &basemap.Map{
		Land: square, Divs: square, LakeMesh: square, RiverMesh: line,
		Faces:     []basemap.Face{{Country: -1}, {Country: 0, Status: "claimed by two"}},
		Countries: []basemap.Country{{Code: "ISL", Alpha2: "IS", Names: map[string]string{"en": "Island"}, Aliases: []string{"Isle"}}},
		Divisions: []basemap.Division{{Code: "IS-1", Country: "ISL", Name: "One", Kind: "part"}},
		Lakes:     []basemap.Lake{{Name: "Lake", Area: orb.MultiPolygon{{ring}}}},
		Rivers:    []basemap.Line{{Name: "River", Rank: 1, Coords: []orb.LineString{{{1, 1}, {2, 2}}}}},
		Towns:     []basemap.Town{{Name: "Town", Country: "ISL", Pop: 12, Other: []string{"City"}}},
		Claims:    []basemap.Claim{{Name: "line", Kind: "claim", Note: "claimed", Coords: orb.MultiLineString{{{0, 0}, {1, 1}}}}},
		Waters:    []basemap.WaterName{{Name: "Sea", MaxZoom: 9, Size: 12}},
	}
	b, err := basemap.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTinyRoundTrip(t *testing.T) {
	m, err := basemap.Decode(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := m.Towns, []basemap.Town{{Name: "Town", Country: "ISL", Pop: 12, Other: []string{"City"}}}; !reflect.DeepEqual(got, want) {
		t.Errorf("towns %+v, want %+v", got, want)
	}
	if got := m.Country("ISL"); got == nil || got.Names["en"] != "Island" {
		t.Errorf("country %+v", got)
	}
	if d := m.Division("IS-1"); d == nil || d.Name != "One" {
		t.Errorf("division %+v", d)
	}
}

func TestEncodeRefusesOffGrid(t *testing.T) {
	m, err := basemap.Decode(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	m.Land.XY[3]++
	if _, err := basemap.Encode(m); err == nil || !strings.Contains(err.Error(), "grid") {
		t.Errorf("error %v, want one about the grid", err)
	}
}

// TestTruncated cuts the small file at every byte and the real one at many.
func TestTruncated(t *testing.T) {
	small := tiny(t)
	for n := range small {
		if _, err := basemap.Decode(small[:n]); err == nil {
			t.Errorf("%d of %d bytes decode without error", n, len(small))
		}
	}
	b := bakedBytes(t)
	for i := range 40 {
		if n := len(b) * i / 40; n < len(b) {
			if _, err := basemap.Decode(b[:n]); err == nil {
				t.Errorf("%d of %d bytes decode without error", n, len(b))
			}
		}
	}
}

// TestDamaged changes every byte of the small file: the checksum must catch what the header does not.
func TestDamaged(t *testing.T) {
	b := tiny(t)
	for i := range b {
		for _, flip := range []byte{1, 0x80, 0xff} {
			bad := bytes.Clone(b)
			bad[i] ^= flip
			if _, err := basemap.Decode(bad); err == nil {
				t.Errorf("byte %d ^ %#x decodes without error", i, flip)
			}
		}
	}
}

// mend sets the checksums of a damaged file right, so that the readers behind them are tried.
func mend(b []byte) {
	if len(b) < 12 {
		return
	}
	for i := 0; i < int(min(binary.LittleEndian.Uint32(b[8:]), 16)); i++ {
		e := 12 + 16*i
		if e+16 > len(b) {
			return
		}
		at, n := uint64(binary.LittleEndian.Uint32(b[e+4:])), uint64(binary.LittleEndian.Uint32(b[e+8:]))
		if at+n <= uint64(len(b)) {
			binary.LittleEndian.PutUint32(b[e+12:], crc32.Checksum(b[at:at+n], crc32.MakeTable(crc32.Castagnoli)))
		}
	}
}

// use does with a map what a program does; it must not panic whatever was decoded.
func use(m *basemap.Map) {
	for _, p := range [][2]float64{{0, 0}, {-180, 85}, {1.5, 1.5}, {20, 44}, {-179.9999, 85.05}} {
		m.Locate(p[0], p[1])
	}
	for l := 0; l <= basemap.MaxLevel; l += 10 {
		for _, mesh := range []*basemap.Mesh{m.Land, m.Divs, m.LakeMesh, m.RiverMesh} {
			mesh.Level(l)
			for f := 0; f < min(mesh.Faces, 4); f++ {
				mesh.Rings(f, l)
				mesh.Polygon(f, l)
			}
		}
	}
}

func TestDamagedBehindTheChecksum(t *testing.T) {
	b := tiny(t)
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		bad := bytes.Clone(b)
		for range 1 + r.IntN(3) {
			bad[12+r.IntN(len(bad)-12)] = byte(r.Uint32())
		}
		mend(bad)
		if m, err := basemap.Decode(bad); err == nil {
			use(m)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(tiny(f))
	f.Add([]byte("HSMB"))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = bytes.Clone(b)
		mend(b)
		m, err := basemap.Decode(b)
		if (m == nil) == (err == nil) {
			t.Fatalf("map %v with error %v", m, err)
		}
		if err == nil {
			use(m)
		}
	})
}
