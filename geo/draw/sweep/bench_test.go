package sweep

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"testing"

	"hubscape/geo/basemap"
)

// BenchmarkBase paints fills and 1 px lines of all countries in view, with one and two workers, and beside them the
// plain painter with x/image/vector in the same run.
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
		b.Run(view.name+"/plain", func(b *testing.B) {
			p := newPlainPainter(m.mesh, m.style)
			for b.Loop() {
				p.draw(dst, v)
			}
		})
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

// BenchmarkGround paints land, divisions, rivers and lakes under the land's lines, all in one call.
func BenchmarkGround(b *testing.B) {
	m := countries(b)
	world, err := decoded()
	if err != nil {
		b.Fatal(err)
	}
	lines := &Style{Pens: []Pen{{}, {0.8, m.style.Pens[2].Color}}}
	for c := range basemap.Class(classes) {
		lines.Rule.Set(c, 1)
	}
	lakes := *lines
	lakes.Cover = bytes.Repeat([]byte{255}, len(world.Lakes)+1)
	lakes.Cover[0] = 0
	lakes.Color = color.NRGBA{190, 215, 230, 255}
	land := New(m.mesh)
	passes := []Pass{
		{land, Base, &Style{Palette: m.style.Palette}},
		{New(world.Divs), Stroke, lines},
		{New(world.RiverMesh), Stroke, lines},
		{New(world.LakeMesh), Overlay, &lakes},
		{land, Stroke, m.style},
	}
	dst := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	for _, view := range fourViews {
		v := fitted(view.w, view.s, view.e, view.n, 1920, 1080)
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
