package raster_test

import (
	"fmt"
	"image"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/draw/raster"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// BenchmarkBase paints one 1920 × 1080 frame of country fills and their lines, nothing else.
func BenchmarkBase(b *testing.B) {
	for name, base := range map[string]raster.Base{"": &raster.Fast{}, "plain/": raster.Plain{}} {
		for _, v := range camera.Views() {
			b.Run(name+v.Name, func(b *testing.B) { benchBase(b, base, v.Name) })
		}
	}
}

func benchBase(b *testing.B, base raster.Base, view string) {
	in := input(b, view, style.Light, 1920, 1080)
	in.Hidden = map[string]bool{"labels": true, "sites": true, "capsules": true}
	op := builder(b).Build(in).Base
	op.Grid, op.Under = scene.Grid{}, nil
	for i := 1; i < len(op.Lines.Pens); i++ {
		op.Lines.Pens[i].Width = 1
	}
	dst := image.NewRGBA(image.Rect(0, 0, 1920, 1080))
	base.Draw(dst, op)
	for b.Loop() {
		base.Draw(dst, op)
	}
}

// BenchmarkFrame builds and paints whole frames with 40 sites, each from a camera that was not seen before.
func BenchmarkFrame(b *testing.B) {
	for _, size := range []struct {
		name string
		w, h float64
	}{{"", 1920, 1080}, {"4k/", 3840, 2160}} {
		for _, v := range camera.Views() {
			b.Run(size.name+v.Name, func(b *testing.B) {
				in := input(b, v.Name, style.Light, size.w, size.h)
				in.Selected = ""
				benchFrame(b, withSites(in, 40, v.Bound))
			})
		}
	}
}

// BenchmarkFrameSelected is BenchmarkFrame with Serbia selected: its outline and the band inside come on top.
func BenchmarkFrameSelected(b *testing.B) {
	for _, v := range camera.Views() {
		b.Run(v.Name, func(b *testing.B) {
			benchFrame(b, withSites(input(b, v.Name, style.Light, 1920, 1080), 40, v.Bound))
		})
	}
}

// BenchmarkFrameSites is BenchmarkFrame with very many sites.
func BenchmarkFrameSites(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprintf("%dk", n/1000), func(b *testing.B) {
			in := input(b, "africa", style.Light, 1920, 1080)
			benchFrame(b, withSites(in, n, orb.Bound{Min: orb.Point{-15, -30}, Max: orb.Point{45, 35}}))
		})
	}
}

// benchFrame warms data and sprites with every camera first; the builder then forgets where labels stand, so that each
// frame places them anew.
func benchFrame(b *testing.B, in scene.Input) {
	build, r := builder(b), raster.New(raster.Options{})
	dst := image.NewRGBA(image.Rect(0, 0, int(in.Camera.Width), int(in.Camera.Height)))
	frame := func(i int) {
		c := in
		c.Camera = in.Camera.Pan(float64(i%7)*3, float64(i%5)*3)
		build.Forget()
		s, finish := build.Start(c)
		r.DrawBeside(dst, s, finish)
	}
	for i := range 35 {
		frame(i)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		frame(i)
		i++
	}
}
