package sweep

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"hubscape/geo/basemap"
)

// BenchmarkBase paints fills and 1 px lines of all countries in view, with one and two workers. The benchmark of the same
// name in package raster runs it beside a plain painter.
func BenchmarkBase(b *testing.B) {
	m := countries(b)
	layer := New(m.mesh)
	for _, view := range fourViews {
		dst := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
		v := fitted(view.w, view.s, view.e, view.n, 1920, 1080)
		for _, n := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/sweep-%d", view.name, n), func(b *testing.B) {
				layer.Draw(dst, v, Base, m.style, n)
				for b.Loop() {
					layer.Draw(dst, v, Base, m.style, n)
				}
			})
		}
	}
}

// BenchmarkBaseHiDPI does the same at 3840 by 2160 with lines of 2 px.
func BenchmarkBaseHiDPI(b *testing.B) {
	m := countries(b)
	layer := New(m.mesh)
	s := *m.style
	s.Pens = append([]Pen(nil), s.Pens...)
	s.Pens[1].Width, s.Pens[2].Width = 2, 2
	dst := image.NewRGBA(image.Rect(0, 0, 3840, 2160))
	for _, view := range fourViews {
		v := fitted(view.w, view.s, view.e, view.n, 3840, 2160)
		for _, n := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/sweep-%d", view.name, n), func(b *testing.B) {
				layer.Draw(dst, v, Base, &s, n)
				for b.Loop() {
					layer.Draw(dst, v, Base, &s, n)
				}
			})
		}
	}
}

// BenchmarkGround paints land, divisions, rivers and lakes under the land's lines, all in one call, with the rivers and
// divisions that a map of the view's zoom shows.
func BenchmarkGround(b *testing.B) {
	m := countries(b)
	dst := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	ground := groundPasses(b, m)
	for _, view := range fourViews {
		v := fitted(view.w, view.s, view.e, view.n, 1920, 1080)
		passes := ground(math.Log2(basemap.UnitsPerWorld / 256 / v.Step))
		for _, n := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/sweep-%d", view.name, n), func(b *testing.B) {
				Draw(dst, v, passes, n)
				for b.Loop() {
					Draw(dst, v, passes, n)
				}
			})
		}
	}
}

// groundPasses gives the passes of a map at some zoom.
func groundPasses(tb testing.TB, m made) func(zoom float64) []Pass {
	world, err := decoded()
	if err != nil {
		tb.Fatal(err)
	}
	thin := []Pen{{}, {0.8, m.style.Pens[2].Color}}
	lakes := &Style{Color: color.NRGBA{190, 215, 230, 255}, Pens: thin, Cover: bytes.Repeat([]byte{255}, len(world.Lakes)+1)}
	lakes.Cover[0] = 0
	divisions := &Style{Pens: thin}
	rivers := &Style{Pens: thin, Flags: make([]uint8, len(world.Rivers)+1)}
	divisions.Rule.Set(basemap.ClassDivision, 1)
	for c := range basemap.Class(classes) {
		lakes.Rule.Set(c, 1)
		rivers.Rule.SetPair(c, 1, 1, 1)
	}
	land, div, river, lake := New(m.mesh), New(world.Divs), New(world.RiverMesh), New(world.LakeMesh)
	return func(zoom float64) []Pass {
		out := []Pass{{land, Base, &Style{Palette: m.style.Palette}}}
		if zoom >= 7.5 {
			out = append(out, Pass{div, Stroke, divisions})
		}
		top := 4
		if zoom >= 6 {
			top = 7
		}
		if zoom >= 8 {
			top = 9
		}
		for i, r := range world.Rivers {
			rivers.Flags[i+1] = 0
			if r.Rank <= top {
				rivers.Flags[i+1] = 1
			}
		}
		return append(out, Pass{river, Stroke, rivers}, Pass{lake, Overlay, lakes}, Pass{land, Stroke, m.style})
	}
}

// BenchmarkLevel makes a level of detail anew.
func BenchmarkLevel(b *testing.B) {
	m := countries(b)
	for _, l := range []int{0, 6, 12, 16, 30} {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			for b.Loop() {
				buildLevel(m.mesh, l)
			}
		})
	}
}
