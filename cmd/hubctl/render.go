package main

import (
	"bytes"
	"runtime/debug"
	"sync"

	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/sheet"
	"hubscape/app/store"
	"hubscape/assets"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/draw/pngfast"
	"hubscape/geo/draw/raster"
	"hubscape/geo/label"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

func renderCommand() command {
	return command{
		name: "render",
		args: "FILE [--view V] -o OUT.png",
		line: "Draw a scenario's map",
		more: `
The view is shown whole. Below the map stand the scenario's footnotes, the border policy and the sources of the map.
The picture is written whole or not at all.

  hubctl render sample:western-balkans --view balkans -o balkans.png
  hubctl render my.hubscape --view 18,40.5,23.5,46.5 --size 3840x2160 --scale 2 --theme print -o map.png
`,
		options: []option{
			{"view", "NAME|W,S,E,N", "africa, balkans, kosovo, wide, or degrees; the scenario's own view without it"},
			{"size", "1920x1080", "width and height in px"},
			{"scale", "1", "pixels for each px: 2 draws everything twice as large and sharp"},
			{"theme", "light", "light, dark, projector or print"},
			{"o", "OUT.png", "where the picture goes"},
			{"force", "", "write over another file"},
		},
		do: render,
	}
}

// growth is the garbage in percent of what is alive from which it is collected: one picture ends before that pays.
const growth = 2000

func render(c *call) error {
	defer debug.SetGCPercent(debug.SetGCPercent(growth))
	r, err := renderRequest(c.words)
	if err != nil {
		return err
	}
	k, err := c.gather(r.file)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	draw := raster.New(raster.Options{})
	if err := pngfast.Encode(&b, draw.Picture(k.scene(r, draw))); err != nil {
		return machinef("the picture could not be encoded (%v); ask for a smaller one", err)
	}
	if err := r.out.write(b.Bytes()); err != nil {
		return err
	}
	if k.lost > 0 {
		return inputf("%s: %d damaged parts are not on the picture, which was written; hubctl validate names them", r.file, k.lost)
	}
	return nil
}

// kit is all that a picture is made from.
type kit struct {
	doc   *scenario.Scenario
	lost  int // parts of the file that could not be read
	m     *basemap.Map
	fonts *label.Fonts
}

// gather reads the file, the map and the typefaces side by side.
func (c *call) gather(file string) (kit, error) {
	var k kit
	var errMap, errFonts, errFile error
	var wait sync.WaitGroup
	wait.Go(func() { k.m, errMap = basemap.Decode(assets.Basemap()) })
	wait.Go(func() { k.fonts, errFonts = label.NewFonts(assets.Font) })
	k.doc, k.lost, errFile = c.scenario(file)
	wait.Wait()
	switch {
	case errFile != nil:
		return k, errFile
	case errMap != nil:
		return k, mapFault(errMap)
	case errFonts != nil:
		return k, machinef("the built-in typefaces cannot be read (%v); this copy of the program is damaged, build or install it again", errFonts)
	}
	return k, nil
}

// scenario reads a scenario file and counts what of it was left out.
func (c *call) scenario(file string) (doc *scenario.Scenario, lost int, err error) {
	in, err := c.read(file)
	if err != nil {
		return nil, 0, err
	}
	doc, info, err := store.ReadInfo(in.bytes)
	if err != nil {
		return nil, 0, in.fault(err)
	}
	return doc, info.Skipped, nil
}

// scene lays the sheet out; draw meanwhile makes the map's lines ready.
func (k kit) scene(r request, draw *raster.Renderer) *scene.Scene {
	frame := camera.Camera{Width: r.width, Height: r.height}
	bound := r.bound
	if bound == (orb.Bound{}) {
		if v := k.doc.OpeningView; v != nil {
			frame.Center, frame.Zoom = v.Center, v.Zoom
		} else {
			bound = k.home()
		}
	}
	in := present.MapInput(k.doc, k.m, present.Options{Camera: frame, Scale: r.scale, Theme: style.Of(r.theme), LocalLine: true})
	b := scene.NewBuilder(k.m, k.fonts)
	return sheet.Compose(sheet.Sheet{Doc: k.doc, Map: in, Bound: bound}, k.fonts, func(in scene.Input) *scene.Scene {
		s, finish := b.Start(in)
		go draw.Warm(s.Base)
		finish()
		return s
	})
}

// home is the view of a scenario that stores none: the built-in one that holds all its points, the closest first.
func (k kit) home() orb.Bound {
	for _, name := range []string{"balkans", "africa", "wide"} {
		v, _ := camera.ViewNamed(name)
		holds := k.doc.Sites.Len() > 0
		for _, s := range k.doc.Sites.All() {
			holds = holds && (s.At == nil || v.Bound.Contains(*s.At))
		}
		if holds || name == "wide" {
			return v.Bound
		}
	}
	return orb.Bound{}
}
