package scene

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// Shape is one feature of an overlay.
type Shape struct {
	ID       string
	Name     string       // "" for none
	Geometry orb.Geometry // lon, lat degrees; nil is drawn nowhere
}

// Shapes are features made ready for drawing at any zoom: in world units, in runs of a few hundred vertices, with
// thinned copies that are made when a zoom first asks for them. They are immutable and safe for concurrent use.
//
// A line that steps over more than half the world goes the other way round: so shapes across the antimeridian are drawn
// the short way, whether their longitudes jump from 180 to -180 or go on.
type Shapes struct {
	serial   uint64 // no two have the same
	features []feature
	points   []vertex
	traces   []trace
	box      Box

	mu     sync.Mutex
	levels map[levelKey][]run
}

// feature is where a shape's name may stand.
type feature struct {
	id, name string
	at       [2]int32
	kind     shapeKind
	box      Box
}

// shapeKind is what a feature is to the eye; of a collection the greatest counts.
type shapeKind uint8

const (
	noShape shapeKind = iota
	pointShape
	lineShape
	areaShape
)

// vertex is a point of a feature.
type vertex struct {
	at      [2]int32
	feature int32
}

// trace is a line, or a ring of an area: closed, outer rings and holes running in opposite ways.
type trace struct {
	feature int32
	area    bool
	xy      []int32
	box     Box
}

// run is a piece of a trace.
type run struct {
	xy  []int32
	box Box
}

type levelKey struct{ trace, level int }

// originX lies in the middle of the world: 32 bits hold the positions one world to the east and west of it.
const originX = basemap.UnitsPerWorld / 2

// runLength is how many vertices stand in a run; a run shares its last vertex with the next.
const runLength = 256

var serials atomic.Uint64

// NewShapes makes features ready.
func NewShapes(list []Shape) *Shapes {
	s := &Shapes{serial: serials.Add(1), features: make([]feature, len(list)), box: emptyBox(), levels: map[levelKey][]run{}}
	for i := range list {
		s.features[i] = feature{id: list[i].ID, name: list[i].Name, box: emptyBox()}
		s.add(int32(i), list[i].Geometry)
		s.box = s.box.union(s.features[i].box)
	}
	return s
}

func (s *Shapes) add(i int32, g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		s.point(i, g)
	case orb.MultiPoint:
		for _, p := range g {
			s.point(i, p)
		}
	case orb.LineString:
		s.line(i, g)
	case orb.MultiLineString:
		for _, l := range g {
			s.line(i, l)
		}
	case orb.Ring:
		s.polygon(i, orb.Polygon{g})
	case orb.Polygon:
		s.polygon(i, g)
	case orb.MultiPolygon:
		for _, p := range g {
			s.polygon(i, p)
		}
	case orb.Collection:
		for _, m := range g {
			s.add(i, m)
		}
	case orb.Bound:
		s.polygon(i, g.ToPolygon())
	}
}

func (s *Shapes) point(i int32, p orb.Point) {
	x, y := camera.World(p)
	at := [2]int32{worldUnits(x, originX), worldUnits(y, 0)}
	s.points = append(s.points, vertex{at, i})
	s.seen(i, pointShape, Box{at[0], at[1], at[0], at[1]}, at)
}

// worldUnits gives world units from an origin.
func worldUnits(v float64, origin float64) int32 {
	return int32(max(math.MinInt32, min(math.MaxInt32, math.Round(float64(v*basemap.UnitsPerWorld)-origin))))
}

// seen takes note of a part of a feature; its name stands at the first part of the greatest kind.
func (s *Shapes) seen(i int32, kind shapeKind, box Box, at [2]int32) {
	f := &s.features[i]
	f.box = f.box.union(box)
	if kind > f.kind {
		f.kind, f.at = kind, at
	}
}

func (s *Shapes) line(i int32, l orb.LineString) {
	if len(l) < 2 {
		for _, p := range l {
			s.point(i, p)
		}
		return
	}
	xy, _ := unwrapped(l)
	n := len(xy) / 4 * 2 // the vertex in the middle
	s.trace(i, false, xy)
	s.seen(i, lineShape, boxOf(xy), [2]int32{xy[n], xy[n+1]})
}

func (s *Shapes) polygon(i int32, p orb.Polygon) {
	var middle float64
	for k, r := range p {
		if len(r) < 3 {
			continue
		}
		xy, turn := unwrapped(r)
		if xy[0] != xy[len(xy)-2] || xy[1] != xy[len(xy)-1] {
			xy = s.closed(xy, turn)
		}
		box := boxOf(xy)
		if k > 0 {
			// A hole in a shape across the antimeridian may have been counted from the other side.
			xy = shifted(xy, math.Round((middle-box.middle())/basemap.UnitsPerWorld))
		} else {
			middle = box.middle()
		}
		if (area(xy) < 0) == (k == 0) {
			reverse(xy)
		}
		s.trace(i, true, xy)
		if k == 0 {
			s.seen(i, areaShape, box, nameIn(xy, box))
		}
	}
}

// closed brings a ring back to its start. One that goes round the world is closed past the nearer pole.
func (s *Shapes) closed(xy []int32, turn int) []int32 {
	if turn != 0 {
		pole, sum := int32(0), 0.0
		for k := 1; k < len(xy); k += 2 {
			sum += float64(xy[k])
		}
		if sum/float64(len(xy)/2) > basemap.UnitsPerWorld/2 {
			pole = math.MaxInt32
		}
		xy = append(xy, xy[len(xy)-2], pole, xy[0], pole)
	}
	return append(xy, xy[0], xy[1])
}

func (s *Shapes) trace(i int32, area bool, xy []int32) {
	s.traces = append(s.traces, trace{feature: i, area: area, xy: xy, box: boxOf(xy)})
}

// unwrapped gives a line in world units, each vertex on the side of the one before that is nearer, and how many worlds
// to the east its end lies of where it would lie else.
func unwrapped(l []orb.Point) (xy []int32, turn int) {
	xy = make([]int32, 2*len(l), 2*len(l)+8)
	var wait sync.WaitGroup
	off := 0.0
	for from := 0; from < len(l); from += pieceLength {
		piece, to, at := l[from:min(len(l), from+pieceLength)], xy[2*from:], off
		if len(l) > pieceLength {
			wait.Go(func() { project(to, piece, at) })
		} else {
			project(to, piece, at)
		}
		for k := from; k < min(len(l), from+pieceLength); k++ {
			if k+1 < len(l) {
				off += across(l[k][0], l[k+1][0])
			}
		}
	}
	wait.Wait()
	if end := l[len(l)-1][0]; math.Mod(end-l[0][0], 360) == 0 || off != 0 {
		turn = int(math.Round((end + off - l[0][0]) / 360))
	}
	return xy, turn
}

// pieceLength is from how many vertices on a line is brought into world units in pieces, side by side.
const pieceLength = 1 << 16

// across is how many degrees to add to the longitudes from b on, so that b lies on the nearer side of a.
func across(a, b float64) float64 {
	if d := b - a; d > 180 || d < -180 {
		return -360 * math.Round(d/360)
	}
	return 0
}

// project brings a piece of a line into world units; off is what its first longitude is shifted by.
func project(xy []int32, l []orb.Point, off float64) {
	for i, p := range l {
		if i > 0 {
			off += across(l[i-1][0], p[0])
		}
		x, y := camera.World(orb.Point{p[0] + off, p[1]})
		xy[2*i], xy[2*i+1] = worldUnits(x, originX), worldUnits(y, 0)
	}
}

func (b Box) middle() float64 { return (float64(b.X0) + float64(b.X1)) / 2 }

// shifted moves a ring by whole worlds.
func shifted(xy []int32, worlds float64) []int32 {
	if worlds == 0 {
		return xy
	}
	for k := 0; k < len(xy); k += 2 {
		xy[k] = int32(max(math.MinInt32, min(math.MaxInt32, float64(xy[k])+float64(worlds*basemap.UnitsPerWorld))))
	}
	return xy
}

// area is twice the area of a ring in world units, positive when it runs clockwise on the picture.
func area(xy []int32) float64 {
	sum := 0.0
	x0, y0 := float64(xy[0]), float64(xy[1])
	for k := 2; k+1 < len(xy); k += 2 {
		ax, ay := float64(xy[k-2])-x0, float64(xy[k-1])-y0
		bx, by := float64(xy[k])-x0, float64(xy[k+1])-y0
		sum += float64(ax*by) - float64(bx*ay)
	}
	return sum
}

func reverse(xy []int32) {
	for i, j := 0, len(xy)-2; i < j; i, j = i+2, j-2 {
		xy[i], xy[i+1], xy[j], xy[j+1] = xy[j], xy[j+1], xy[i], xy[i+1]
	}
}

// nameIn is a point in a ring for its name: in the middle of the longest stretch of it at half its height.
func nameIn(xy []int32, box Box) [2]int32 {
	y := (float64(box.Y0)+float64(box.Y1))/2 + 0.25
	var cuts []float64
	for k := 2; k+1 < len(xy); k += 2 {
		ay, by := float64(xy[k-1]), float64(xy[k+1])
		if (ay < y) != (by < y) {
			ax, bx := float64(xy[k-2]), float64(xy[k])
			cuts = append(cuts, ax+float64((bx-ax)*(y-ay))/(by-ay))
		}
	}
	slices.Sort(cuts)
	best, x := -1.0, box.middle()
	for k := 1; k < len(cuts); k += 2 {
		if w := cuts[k] - cuts[k-1]; w > best {
			best, x = w, (cuts[k]+cuts[k-1])/2
		}
	}
	return [2]int32{int32(x), int32(y)}
}

// step is the least distance in world units that vertices keep at a level.
func step(level int) float64 { return math.Exp2(float64(level)) }

// levelOf is the level for a view: what is left out lies within half a device pixel.
func levelOf(unitsPerPixel float64) int {
	return max(0, int(math.Floor(math.Log2(max(1, unitsPerPixel/2)))))
}

// shortTrace is a number of vertices that is not worth thinning.
const shortTrace = 24

// runs gives a trace for a level, in pieces.
func (s *Shapes) runs(i, level int) []run {
	t := &s.traces[i]
	if len(t.xy) <= 2*shortTrace {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := levelKey{i, level}
	if r, ok := s.levels[key]; ok {
		return r
	}
	r := cut(thinned(t.xy, step(level)))
	s.levels[key] = r
	return r
}

// thinned drops vertices that lie nearer than least to the last one kept; the ends stay.
func thinned(xy []int32, least float64) []int32 {
	if least <= 1 {
		return xy
	}
	out := make([]int32, 0, 64)
	out = append(out, xy[0], xy[1])
	d := int64(least)
	x, y := int64(xy[0]), int64(xy[1])
	for k := 2; k+3 < len(xy); k += 2 {
		dx, dy := int64(xy[k])-x, int64(xy[k+1])-y
		if dx >= d || dx <= -d || dy >= d || dy <= -d {
			out = append(out, xy[k], xy[k+1])
			x, y = int64(xy[k]), int64(xy[k+1])
		}
	}
	return append(out, xy[len(xy)-2], xy[len(xy)-1])
}

// cut parts a line into runs.
func cut(xy []int32) []run {
	out := make([]run, 0, len(xy)/(2*runLength)+1)
	for from := 0; from+2 < len(xy); from += 2 * runLength {
		piece := xy[from:min(len(xy), from+2*runLength+2)]
		out = append(out, run{piece, boxOf(piece)})
	}
	return out
}
