package geopackage

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

func seeds() []*feature.Dataset {
	square := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}
	return []*feature.Dataset{
		{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{{ID: "a", Geometry: orb.Point{1, 2}, Z: []float64{3}, Properties: []feature.Property{prop("k", `{"a":1}`), prop("K", "1")}}}}}},
		{Layers: []feature.Layer{{Name: "A", Features: []feature.Feature{{Geometry: square}, {Geometry: orb.MultiPolygon{square}}, {}}}, {Name: "T", Features: []feature.Feature{{Properties: []feature.Property{prop("t", `"text"`), prop("b", "true")}}}}}},
		{Layers: []feature.Layer{{Name: "C", Features: []feature.Feature{{Geometry: orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}, orb.MultiPoint{{1, 2}}}}}}}},
	}
}

// FuzzGPKG changes bytes of whole databases, at several places, and the shape and the value of one row.
func FuzzGPKG(f *testing.F) {
	for i := range seeds() {
		f.Add(uint8(i), []byte{0, 100, 1, 40, 20, 7}, []byte(nil), "SELECT 1 AS fid, NULL AS geom")
		b, _ := blob(orb.LineString{{1, 2}, {3, 4}}, []float64{5, 6}, 4326)
		f.Add(uint8(i), []byte(nil), b, "SELECT fid, geom, t LIKE '%a%' FROM t")
	}
	var whole [][]byte
	for _, d := range seeds() {
		whole = append(whole, written(f, d))
	}
	f.Fuzz(func(t *testing.T, which uint8, changes, shape []byte, view string) {
		b := bytes.Clone(whole[int(which)%len(whole)])
		for len(changes) >= 3 { // two bytes say where, one says what
			b[(int(changes[0])<<8|int(changes[1]))*7%len(b)] ^= changes[2]
			changes = changes[3:]
		}
		judge(t, b)
		if made, ok := withView(shape, view); ok {
			judge(t, made)
		}
	})
}

// withView makes a database with a row of a given shape and a view of a given text; false when SQLite does not take it.
func withView(shape []byte, view string) (b []byte, ok bool) {
	s := &sheet{}
	name, forget := lay(s)
	defer forget()
	in := &builder{}
	if in.conn, in.err = open(name); in.err != nil {
		return nil, false
	}
	in.exec("PRAGMA journal_mode=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF")
	in.exec(requiredTables)
	in.exec(fmt.Sprintf("CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, t TEXT); INSERT INTO t VALUES (1, %s, 'a')", hexBlob(shape)))
	in.exec(listed("t") + listed("v"))
	text := "CREATE VIEW v AS " + view
	if made, tail, err := in.conn.Prepare(text); err == nil && made != nil && tail == "" { // one statement, and no more
		in.keep(made.Exec())
		in.keep(made.Close())
	} else if made != nil {
		_ = made.Close()
	}
	if err := in.conn.Close(); err != nil || in.err != nil {
		return nil, false
	}
	return s.SliceFile, true
}

// judge checks what holds of every file: it ends soon, and what is accepted can be written and read again.
func judge(t *testing.T, b []byte) {
	start := time.Now()
	d, err := Read(context.Background(), "a.gpkg", bytes.NewReader(b), int64(len(b)), Options{limits: limits{steps: 1_000_000, retained: 8 << 20}})
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("%d bytes took %v", len(b), took)
	}
	if err != nil {
		return
	}
	if d.Planar {
		return
	}
	got := again(t, d)
	if len(got.Skipped) > 0 {
		t.Fatalf("written and read again: skipped %v", got.Skipped)
	}
	if a, b := count(d), count(got); a != b {
		t.Fatalf("%d features with %d positions were written, %d with %d read", a[0], a[1], b[0], b[1])
	}
}

// count gives the features and, as they are written, their positions.
func count(d *feature.Dataset) (n [2]int) {
	for _, l := range d.Layers {
		n[0] += len(l.Features)
		for _, f := range l.Features {
			if f.Geometry != nil {
				g, _, _ := shape.Split(f.Geometry, f.Z)
				n[1] += feature.Positions(g)
			}
		}
	}
	return n
}

// FuzzWKB reads a geometry, and what was read must come back bit for bit.
func FuzzWKB(f *testing.F) {
	square := orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}
	for _, g := range []orb.Geometry{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}, square, orb.MultiPolygon{square, square}, orb.Collection{orb.Point{1, 2}, orb.MultiPoint{{3, 4}}}} {
		z := make([]float64, feature.Positions(g))
		for _, altitudes := range [][]float64{nil, z} {
			b, _ := blob(g, altitudes, 4326)
			f.Add(b)
			f.Add(b[len(b)-len(b)/2:])
		}
	}
	f.Add([]byte("\x01\x01\x00\x00\xe0\xe6\x10\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x3f\x00\x00\x00\x00\x00\x00\x00\x40\x00\x00\x00\x00\x00\x00\x08\x40\x00\x00\x00\x00\x00\x00\x10\x40"))
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := parseBlob(b)
		if err != nil || g.geometry == nil {
			return
		}
		if n := feature.Positions(g.geometry); n != g.count || g.z != nil && len(g.z) != n {
			t.Fatalf("%d positions, counted %d, altitudes %d", n, g.count, len(g.z))
		}
		out, _ := blob(g.geometry, g.altitudes(), 4326)
		again, err := parseBlob(out)
		if err != nil || fmt.Sprintf("%T%v", again.geometry, again.geometry) != fmt.Sprintf("%T%v", g.geometry, g.geometry) || !sameBits(again.altitudes(), g.altitudes()) {
			t.Fatalf("%v %v comes back as %v %v, %v", g.geometry, g.altitudes(), again.geometry, again.altitudes(), err)
		}
	})
}
