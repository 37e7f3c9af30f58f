package scene

import (
	"math"

	"hubscape/geo/basemap"
)

// OverlayHit is a feature of an overlay that a pointer met.
type OverlayHit struct {
	Overlay string // id of the layer
	Feature string // id
	Name    string // may be empty
}

// How near in px a pointer must come.
const (
	nearPoint = 7.0
	nearLine  = 5.0
)

// OverlayAt gives the feature at x, y in px: of the topmost overlay that has one there, a point before a line, a line
// before an area, and the smaller area first.
func (s *Scene) OverlayAt(x, y float64) (OverlayHit, bool) {
	for i := len(s.overlays) - 1; i >= 0; i-- {
		o := s.overlays[i]
		if k := s.featureAt(o, x, y); k >= 0 {
			f := &o.Shapes.features[k]
			return OverlayHit{o.ID, f.id, f.name}, true
		}
	}
	return OverlayHit{}, false
}

// probe looks for what lies at a place, in world units.
type probe struct {
	x, y, per float64 // per: world units in a px
	best      int32   // feature, -1 for none
	near      float64 // distance of the best line or point
	extent    float64 // of the best area
	kind      shapeKind
}

func (s *Scene) featureAt(o *Overlay, x, y float64) int32 {
	per := s.View.UnitsPerPixel * s.Scale
	p := probe{y: s.View.Top + float64(y*per), per: per, best: -1, near: math.Inf(1), extent: math.Inf(1)}
	level := levelOf(s.View.UnitsPerPixel)
	for _, shift := range shiftsOf {
		p.x = s.View.Left + float64(x*per) - shift
		p.points(o.Shapes)
		if p.kind != pointShape {
			p.traces(o.Shapes, level)
		}
	}
	return p.best
}

func (p *probe) points(s *Shapes) {
	for i := range s.points {
		v := &s.points[i]
		if d := math.Hypot(float64(v.at[0])-p.x, float64(v.at[1])-p.y); d <= nearPoint*p.per && (p.kind != pointShape || d < p.near) {
			p.best, p.near, p.kind = v.feature, d, pointShape
		}
	}
}

func (p *probe) traces(s *Shapes, level int) {
	winding, of := 0, int32(-1)
	for i := range s.traces {
		t := &s.traces[i]
		if t.feature != of {
			p.area(s, of, winding)
			winding, of = 0, t.feature
		}
		r := nearLine * p.per
		if p.x < float64(t.box.X0)-r || p.x > float64(t.box.X1)+r || p.y < float64(t.box.Y0)-r || p.y > float64(t.box.Y1)+r {
			continue
		}
		runs := s.runs(i, level)
		if runs == nil {
			runs = []run{{t.xy, t.box}}
		}
		for _, piece := range runs {
			d, turns := p.along(piece.xy)
			if t.area {
				winding += turns
			}
			if d <= r && (p.kind < lineShape || p.kind == areaShape || d < p.near) && p.kind != pointShape {
				p.best, p.near, p.kind = t.feature, d, lineShape
			}
		}
	}
	p.area(s, of, winding)
}

// area takes a feature that the place lies in.
func (p *probe) area(s *Shapes, feature int32, winding int) {
	if feature < 0 || winding == 0 || p.kind == pointShape || p.kind == lineShape {
		return
	}
	b := s.features[feature].box
	if e := (float64(b.X1) - float64(b.X0)) / basemap.UnitsPerWorld * (float64(b.Y1) - float64(b.Y0)); e < p.extent {
		p.best, p.extent, p.kind = feature, e, areaShape
	}
}

// along is the distance to a line, and how often it goes round the place as far as it lies to the right of it.
func (p *probe) along(xy []int32) (least float64, turns int) {
	least = math.Inf(1)
	ax, ay := float64(xy[0])-p.x, float64(xy[1])-p.y
	for k := 2; k+1 < len(xy); k += 2 {
		bx, by := float64(xy[k])-p.x, float64(xy[k+1])-p.y
		dx, dy := bx-ax, by-ay
		t := 0.0
		if n := float64(dx*dx) + float64(dy*dy); n > 0 {
			t = max(0, min(1, -(float64(ax*dx)+float64(ay*dy))/n))
		}
		least = min(least, math.Hypot(ax+float64(t*dx), ay+float64(t*dy)))
		if (ay < 0) != (by < 0) && ax-float64(ay*dx)/dy > 0 {
			if by < ay {
				turns--
			} else {
				turns++
			}
		}
		ax, ay = bx, by
	}
	return least, turns
}
