package sweep

import (
	"encoding/gob"
	"fmt"
	"image"
	"math/rand"
	"os"
	"testing"
	"time"

	"hubscape/geo/basemap"
)

func realMesh(tb testing.TB) made {
	f, err := os.Open("/tmp/sweep/mesh.gob")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	m := &basemap.Mesh{}
	if err := gob.NewDecoder(f).Decode(m); err != nil {
		tb.Fatal(err)
	}
	return made{m, testStyle(m.Faces, rand.New(rand.NewSource(1)))}
}

func BenchmarkX(b *testing.B) {
	m := realMesh(b)
	layer := New(m.mesh)
	for _, view := range fourViews {
		dst := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
		v := fitted(view.w, view.s, view.e, view.n, 1920, 1080)
		for _, n := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/%d", view.name, n), func(b *testing.B) {
				layer.Draw(dst, v, Base, m.style, n)
				best := time.Hour
				for b.Loop() {
					t := time.Now()
					layer.Draw(dst, v, Base, m.style, n)
					best = min(best, time.Since(t))
				}
				b.ReportMetric(float64(best)/1e6, "best")
			})
		}
	}
}

func BenchmarkParts(b *testing.B) {
	m := realMesh(b)
	layer := New(m.mesh)
	dst := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	fills := *m.style
	fills.Pens = nil
	for _, view := range fourViews {
		v := fitted(view.w, view.s, view.e, view.n, 1920, 1080)
		run := func(name string, f func()) {
			b.Run(view.name+"/"+name, func(b *testing.B) {
				f()
				best := time.Hour
				for b.Loop() {
					t := time.Now()
					f()
					best = min(best, time.Since(t))
				}
				b.ReportMetric(float64(best)/1e6, "best")
			})
		}
		run("all", func() { layer.Draw(dst, v, Base, m.style, 1) })
		run("fills", func() { layer.Draw(dst, v, Base, &fills, 1) })
		run("strokes", func() { layer.Draw(dst, v, Stroke, m.style, 1) })
		f := &frame{}
		f.dst, f.view, f.scale = dst, v, 256/v.Step
		f.w, f.h, f.bands = 1920, 1080, 45
		f.passes = make([]layout, 1)
		run("prepare", func() { f.prepare(&f.passes[0], &Pass{layer, Base, m.style}) })
		p := &f.passes[0]
		segs, inst := 0, 0
		for _, s := range p.seen {
			segs += int(p.level.chunks[s.chunk].n)
			inst += int(p.level.chunks[s.chunk].n) * int(s.b1-s.b0+1)
		}
		b.Logf("%s: level %d, %d chunks of %d, %d segments, %d with bands", view.name, p.level.number, len(p.seen), len(p.level.chunks), segs, inst)
	}
}
