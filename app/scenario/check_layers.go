package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// The looks of a layer, beside LayerColors. An empty value stands for the first of each kind: solid, none, dot.
var (
	layerDashes  = []string{"dash", "dot"}
	layerFills   = []string{"tint", "hatch"}
	layerSymbols = []string{"square", "triangle", "ring"}
)

// maxWidth is the greatest width of a layer's lines in pixels at 96 dpi.
const maxWidth = 20

func (c *check) layer(l *Layer) {
	c.id(l.ID)
	c.name("name", l.Name)
	c.one("color", l.Style.Color, LayerColors, false)
	c.one("dash", l.Style.Dash, layerDashes, false)
	c.one("fill", l.Style.Fill, layerFills, false)
	c.one("symbol", l.Style.Symbol, layerSymbols, false)
	if !(l.Style.Width >= 0 && l.Style.Width <= maxWidth) {
		c.fail("width", "is %v; give 0 to %d pixels, where 0 is the usual width", l.Style.Width, maxWidth)
	}
}

// maxLon is how far in degrees shapes across the antimeridian may be drawn on.
const maxLon = 540

func (c *check) feature(f *Feature) {
	c.id(f.ID)
	if _, ok := c.in.Sites.Get(f.ID); ok {
		c.fail("id", "%s is that of a site; give the feature another", quoted(f.ID))
	}
	if _, ok := c.in.Layers.Get(f.Layer); !ok {
		c.fail("layer", "%s is not a layer of this scenario; add the layer or choose another", quoted(f.Layer))
	}
	s := shape{}
	s.geometry(f.Geometry)
	switch {
	case s.wrong != "":
		c.fail("geometry", "%s", s.wrong)
	case s.n != len(f.Z) && f.Z != nil:
		c.fail("geometry", "has %d positions and %d altitudes; give each position one, or leave them all out", s.n, len(f.Z))
	}
	for _, z := range f.Z {
		if math.IsInf(z, 0) {
			c.fail("altitude", "is not a number; give metres or leave it out")
			return
		}
	}
}

func (c *check) room(r *Room) {
	c.id(r.ID)
	var head struct {
		ID string `json:"id"`
	}
	if raw := bytes.TrimSpace(r.Raw); len(raw) == 0 || raw[0] != '{' || json.Unmarshal(raw, &head) != nil || head.ID != r.ID {
		c.fail("content", "is not a JSON object with that id; bring the item in again")
	}
}

// called is how a feature is named in messages.
func (f *Feature) called() string {
	if f.Name != "" {
		return f.Name
	}
	return f.ID
}

// shape looks at a geometry as a whole.
type shape struct {
	n     int
	wrong string // the first thing wrong with it
}

func (s *shape) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case nil:
	case orb.Point:
		s.points(g)
	case orb.MultiPoint:
		s.points(g...)
	case orb.LineString:
		s.points(g...)
	case orb.Ring:
		s.points(g...)
	case orb.MultiLineString:
		for _, l := range g {
			s.points(l...)
		}
	case orb.Polygon:
		for _, r := range g {
			s.points(r...)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			s.geometry(p)
		}
	case orb.Collection:
		if slices.ContainsFunc(g, func(m orb.Geometry) bool { return m == nil }) {
			s.wrong = "holds a part that is missing; leave it out"
		}
		for _, m := range g {
			s.geometry(m)
		}
	case orb.Bound:
		s.geometry(g.ToPolygon())
	}
}

func (s *shape) points(list ...orb.Point) {
	s.n += len(list)
	for _, p := range list {
		if math.Abs(p[1]) <= 90 && math.Abs(p[0]) <= maxLon {
			continue
		}
		if s.wrong == "" {
			s.wrong = fmt.Sprintf("has a position at longitude %v, latitude %v; give degrees from -%d to %d and from -90 to 90", p[0], p[1], maxLon, maxLon)
		}
		return
	}
}
