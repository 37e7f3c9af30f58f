package geojson

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// counter counts the features to which something was done, and remembers where the first is.
type counter struct {
	n           int
	first, last string
}

func (c *counter) add(where string) {
	if c.n > 0 && where == c.last {
		return
	}
	if c.n++; c.n == 1 {
		c.first = where
	}
	c.last = where
}

// tally is what reading did to features beside taking them in.
type tally struct {
	open     counter // rings closed
	turned   counter // rings turned
	more     counter // positions with more than three numbers
	odd      counter // values that are no finite number
	long     counter // texts cut
	sameID   counter
	oddIDs   counter
	noObject counter
	wrapped  counter
	ids      []string
	keys     []feature.Notice
	planar   bool
	aside    []feature.Aside
}

const maxNamed = 20 // notices of one kind that are listed one by one

func (t *tally) key(where, key string) {
	if len(t.keys) < maxNamed {
		t.keys = append(t.keys, feature.Notice{Where: where, Message: fmt.Sprintf("the name %q stands twice in one object; the last value was taken", short(key))})
	}
}

func (t *tally) id(id string) {
	if len(t.ids) < 3 {
		t.ids = append(t.ids, short(id))
	}
}

// into adds the notices to a dataset.
func (t *tally) into(d *feature.Dataset) *feature.Dataset {
	say := func(c counter, one, many string) {
		switch {
		case c.n == 1:
			d.Notices = append(d.Notices, feature.Notice{Where: c.first, Message: one})
		case c.n > 1:
			where := c.first
			if where != "" {
				where = "from " + where + " on"
			}
			d.Notices = append(d.Notices, feature.Notice{Where: where, Message: fmt.Sprintf("%d %s", c.n, many)})
		}
	}
	say(t.open, "a ring was not closed; it was closed", "features have rings that were not closed; they were closed")
	say(t.turned, "a ring ran the other way than RFC 7946 asks; it was turned", "features have rings that ran the other way than RFC 7946 asks; they were turned")
	say(t.wrapped, "a longitude beyond 180 was brought back by a whole turn", "features have longitudes beyond 180; they were brought back by a whole turn")
	say(t.more, "positions have more than three numbers; those after the altitude were left out", "features have positions with more than three numbers; those after the altitude were left out")
	say(t.odd, "a value is NaN or infinite; it became blank", "features have values that are NaN or infinite; these became blank")
	say(t.long, fmt.Sprintf("a text is longer than %d MB; it was cut", feature.MaxText>>20), fmt.Sprintf("features have texts longer than %d MB; these were cut", feature.MaxText>>20))
	say(t.noObject, "its properties are no object; they were kept as one value", "features have properties that are no object; these were kept as one value")
	say(t.oddIDs, "its id is neither text nor a number; it was left out", "features have ids that are neither text nor a number; these were left out")
	if t.sameID.n > 0 {
		d.Notices = append(d.Notices, feature.Notice{Message: fmt.Sprintf("%d features have an id that another one has too (%s)", t.sameID.n, names(t.ids))})
	}
	d.Notices = append(d.Notices, t.keys...)
	d.Planar, d.Aside = t.planar, t.aside
	return d
}

// finish brings positions into degrees and looks at the shapes, now that the whole file is known.
func (r *reader) finish(member []byte) error {
	if r.positions > feature.MaxAllPositions {
		return fmt.Errorf("the file has %d positions, more than the %d that can be held; split it in a GIS", r.positions, feature.MaxAllPositions)
	}
	system := crs.CRS{Geographic: true}
	if member != nil {
		var err error
		if system, err = named(member); err != nil {
			return err
		}
		if !system.Geographic {
			r.notice("", "positions were turned into degrees from "+system.String())
		}
	}
	r.check = shape.NewChecker(r.positions)
	r.tally.planar = system.Geographic && r.looksPlanar()
	for i, l := range r.layers {
		l.Name = r.layerName(l.Name)
		kept, numbers := l.Features[:0], l.numbers[:0]
		for j := range l.Features {
			f := l.Features[j]
			if r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			if why := r.settle(&f, system); why != "" {
				r.skipped = append(r.skipped, located{l.numbers[j], feature.Notice{Where: f.Where, Message: why}})
				if len(r.tally.aside) < 10_000 {
					r.tally.aside = append(r.tally.aside, feature.Aside{Layer: i, Feature: f, Why: why})
				}
				continue
			}
			kept, numbers = append(kept, f), append(numbers, l.numbers[j])
		}
		clear(l.Features[len(kept):])
		l.Features, l.numbers = kept, numbers
	}
	return r.ctx.Err()
}

// named finds the coordinate system in a crs member, of the form of 2008 or a name alone.
func named(raw []byte) (crs.CRS, error) {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		return crs.Parse(name)
	}
	var form struct {
		Type       string
		Properties struct {
			Name, Href string
			Code       json.Number
		}
	}
	if err := json.Unmarshal(raw, &form); err != nil {
		return crs.CRS{}, fmt.Errorf("its crs member cannot be understood; in a GIS export the file as WGS 84 (EPSG:4326)")
	}
	switch p := form.Properties; {
	case p.Name != "":
		return crs.Parse(p.Name)
	case p.Code != "":
		return crs.Parse(string(p.Code))
	case p.Href != "":
		return crs.CRS{}, fmt.Errorf("its coordinate system is only a link (%s), which is not fetched; in a GIS export the file as WGS 84 (EPSG:4326)", short(p.Href))
	}
	return crs.CRS{}, fmt.Errorf("its crs member names no coordinate system; in a GIS export the file as WGS 84 (EPSG:4326)")
}

// looksPlanar says whether most positions are far beyond any degrees.
func (r *reader) looksPlanar() bool {
	far, all := 0, 0
	for _, l := range r.layers {
		for i := range l.Features {
			if p, ok := first(l.Features[i].Geometry); ok {
				all++
				if math.Abs(p[0]) > 1000 || math.Abs(p[1]) > 1000 {
					far++
				}
			}
		}
	}
	return all > 0 && 2*far > all
}

// first is the first position of a geometry.
func first(g orb.Geometry) (p orb.Point, ok bool) {
	switch g := g.(type) {
	case nil:
		return p, false
	case orb.Point:
		return g, true
	case orb.Collection:
		if len(g) > 0 {
			return first(g[0])
		}
	}
	feature.Each(g, func(q orb.Point) {
		if !ok {
			p, ok = q, true
		}
	})
	return p, ok
}

// settle brings one feature into degrees; it says why it cannot be placed.
func (r *reader) settle(f *feature.Feature, system crs.CRS) string {
	if f.Geometry == nil {
		return ""
	}
	if !r.tally.planar {
		if why := r.degrees(f, system); why != "" {
			return why
		}
	}
	switch f.Geometry.(type) {
	case orb.Point, orb.MultiPoint:
		return ""
	}
	if shape.Wind(f.Geometry, f.Z) > 0 {
		r.tally.turned.add(f.Where)
	}
	f.Invalid = r.check.Check(r.ctx, f.Geometry)
	return ""
}

// degrees turns positions in place. A feature with a position outside the world is left as it was.
func (r *reader) degrees(f *feature.Feature, system crs.CRS) string {
	why, wraps := "", false
	feature.Each(f.Geometry, func(p orb.Point) {
		if why != "" {
			return
		}
		if system.Geographic {
			why = outside(p)
			wraps = wraps || math.Abs(p[0]) > 180
		} else if _, _, err := system.LonLat(p[0], p[1]); err != nil {
			why = err.Error()
		}
	})
	if why != "" || system.Geographic && !wraps {
		return why
	}
	f.Geometry = edit(f.Geometry, func(p orb.Point) orb.Point {
		if !system.Geographic {
			p[0], p[1], _ = system.LonLat(p[0], p[1])
		}
		return orb.Point{wrap(p[0]), p[1]}
	})
	if wraps {
		r.tally.wrapped.add(f.Where)
	}
	return ""
}

// wrap brings a longitude of at most 540 either way into -180 … 180.
func wrap(lon float64) float64 {
	switch {
	case lon > 180:
		return lon - 360
	case lon < -180:
		return lon + 360
	}
	return lon
}

// outside says what is wrong with a position in degrees.
func outside(p orb.Point) string {
	lon, lat := p[0], p[1]
	switch {
	case math.Abs(lat) <= feature.MaxLat && math.Abs(lon) <= feature.MaxLon:
		return ""
	case math.Abs(lon) > 1000 || math.Abs(lat) > 1000:
		return fmt.Sprintf("the position %v, %v looks like metres; say which coordinate system it has, or export the file as WGS 84 (EPSG:4326)", lon, lat)
	case math.Abs(lat) > 90 && math.Abs(lon) <= 90 && math.Abs(lat) <= 180:
		return fmt.Sprintf("latitude %v is beyond 90; longitude comes first, are the two swapped?", lat)
	}
	return fmt.Sprintf("the position %v, %v lies outside the world; write degrees", lon, lat)
}

// edit changes every position where it stands.
func edit(g orb.Geometry, f func(orb.Point) orb.Point) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return f(g)
	case orb.MultiPoint:
		editAll(g, f)
	case orb.LineString:
		editAll(g, f)
	case orb.Ring:
		editAll(g, f)
	case orb.MultiLineString:
		for _, l := range g {
			editAll(l, f)
		}
	case orb.Polygon:
		for _, r := range g {
			editAll(r, f)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			edit(p, f)
		}
	case orb.Collection:
		for i := range g {
			g[i] = edit(g[i], f)
		}
	}
	return g
}

func editAll[T ~[]orb.Point](points T, f func(orb.Point) orb.Point) {
	for i := range points {
		points[i] = f(points[i])
	}
}
