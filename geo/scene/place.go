package scene

import (
	"math"

	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/label"
)

// placement is what was decided for a piece of the world at one zoom step: which labels stand where. Pictures of that
// piece move it and never decide anew.
type placement struct {
	key   placeKey
	spots []spot // in order of priority
	alone []int  // marks that stand outside of clusters, by index
}

// placeKey says what a placement depends on.
type placeKey struct {
	input  uint64 // hash of all that labels show
	step   int    // zoom in quarters
	region [4]int // cells of regionCell px: left, top, right, bottom
}

const (
	stepsPerZoom = 4
	regionCell   = 512.0 // px
	regionMargin = 160.0 // px: how far beyond the picture labels are decided
	keptPlaces   = 6
)

// stepZoom is the zoom at which labels are placed: the step at or below the camera's, so that on the way to the next
// step anchors only move apart.
func stepZoom(zoom float64) (step int, z float64) {
	step = int(math.Floor(float64(zoom*stepsPerZoom) + 1e-9))
	return step, float64(step) / stepsPerZoom
}

// placing is the work on one placement.
type placing struct {
	*build
	z        float64
	size     float64   // px of the world at z
	ox, oy   float64   // px of the region's top left corner
	area     label.Box // region in px from that corner
	grid     *label.Grid
	spots    []spot
	alone    []int
	worldMid float64 // unit-world x of the region's middle
}

// place gives the placement for the camera, from memory where it was made before.
func (w *build) place() *placement {
	step, z := stepZoom(w.zoom)
	size := camera.TileSize * math.Exp2(z)
	cx, cy := camera.World(w.cam.Center)
	f := math.Exp2(w.zoom - z)
	halfW, halfH := w.cam.Width/2/f+regionMargin, w.cam.Height/2/f+regionMargin
	cell := func(v float64, up bool) int {
		if up {
			return int(math.Ceil(v / regionCell))
		}
		return int(math.Floor(v / regionCell))
	}
	key := placeKey{input: w.labelHash(), step: step, region: [4]int{
		cell(float64(cx*size)-halfW, false), cell(float64(cy*size)-halfH, false), cell(float64(cx*size)+halfW, true), cell(float64(cy*size)+halfH, true)}}
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, p := range w.placed {
		if p.key == key {
			copy(w.placed[1:i+1], w.placed[:i])
			w.placed[0] = p
			return p
		}
	}
	p := w.decide(key, z, size)
	w.placed = append([]*placement{p}, w.placed...)
	if len(w.placed) > keptPlaces {
		w.placed = w.placed[:keptPlaces]
	}
	return p
}

func (w *build) decide(key placeKey, z, size float64) *placement {
	r := key.region
	p := &placing{build: w, z: z, size: size, ox: float64(r[0]) * regionCell, oy: float64(r[1]) * regionCell}
	p.area = label.Box{X1: float64(r[2]-r[0]) * regionCell, Y1: float64(r[3]-r[1]) * regionCell}
	p.worldMid = (p.ox + p.area.X1/2) / size
	p.grid = label.NewGrid(p.area)
	p.sites()
	if !w.hidden("labels") {
		p.countries(true)
		p.claimLabels()
		p.countries(false)
		p.towns()
		p.waters()
		p.lakeLabels()
		p.overlayNames()
	} else if !w.hidden("capsules") {
		p.countries(true)
	}
	return &placement{key: key, spots: p.spots, alone: p.alone}
}

// anchor gives a point's unit-world position in the region's world, its px in the region, and whether the region has it.
func (p *placing) anchor(at orb.Point) (wx, wy, x, y float64, inside bool) {
	wx, wy = camera.World(at)
	return p.anchorWorld(wx, wy)
}

func (p *placing) anchorWorld(ux, uy float64) (wx, wy, x, y float64, inside bool) {
	wx, wy = ux-math.Round(ux-p.worldMid), uy
	x, y = float64(wx*p.size)-p.ox, float64(wy*p.size)-p.oy
	return wx, wy, x, y, x >= 0 && y >= 0 && x < p.area.X1 && y < p.area.Y1
}

// gap is the free room in px that labels keep from each other.
const gap = 1.5

// fits tells whether all boxes, seen from x, y, are free.
func (p *placing) fits(x, y float64, boxes []label.Box) bool {
	for _, b := range boxes {
		if !p.grid.Free(b.Moved(x, y).Grown(gap)) {
			return false
		}
	}
	return true
}

// take keeps a spot and its room.
func (p *placing) take(x, y float64, s spot) {
	for _, b := range s.boxes {
		p.grid.Add(b.Moved(x, y))
	}
	p.spots = append(p.spots, s)
}
