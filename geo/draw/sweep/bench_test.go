package sweep

import (
	"encoding/gob"
	"fmt"
	"image"
	"math"
	"math/rand"
	"os"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// fourViews are west, south, east, north in degrees.
var fourViews = []struct {
	name       string
	w, s, e, n float64
}{
	{"africa", -20, -36, 55, 38},
	{"balkans", 18, 40.5, 23.5, 46.5},
	{"kosovo", 20, 41.8, 21.9, 43.3},
	{"wide", -25, -36, 60, 60},
}

// fitted places a box of degrees whole into a frame.
func fitted(west, south, east, north float64, w, h int) View {
	x0, y0 := camera.World(orb.Point{west, north})
	x1, y1 := camera.World(orb.Point{east, south})
	step := math.Max((x1-x0)/float64(w), (y1-y0)/float64(h)) * basemap.UnitsPerWorld
	return centred((x0+x1)/2*basemap.UnitsPerWorld, (y0+y1)/2*basemap.UnitsPerWorld, step, w, h)
}

func realMesh(tb testing.TB) made {
	f, err := os.Open(os.Getenv("SWEEP_MESH"))
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

func BenchmarkBase(b *testing.B) {
	m := realMesh(b)
	layer := New(m.mesh)
	for _, size := range []image.Point{{1920, 1080}, {3840, 2160}} {
		dst := image.NewRGBA(image.Rectangle{Max: size})
		for _, view := range fourViews {
			v := fitted(view.w, view.s, view.e, view.n, size.X, size.Y)
			for _, n := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/%d/workers=%d", view.name, size.X, n), func(b *testing.B) {
					for b.Loop() {
						layer.Draw(dst, v, Base, m.style, n)
					}
				})
			}
		}
	}
}
