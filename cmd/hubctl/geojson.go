package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// problem is one thing wrong, in the form of the contract.
type problem struct {
	Where   string `json:"where"`
	Message string `json:"message"`
}

// tally is what is known of the features of a file.
type tally struct {
	read, skipped int
	byGeometry    map[string]int
	bound         orb.Bound
	points        int // positions that made the bound
	problems      []problem
}

func newTally() *tally { return &tally{byGeometry: map[string]int{}} }

// add counts one geometry, or says why it cannot be read. An absent or null geometry counts as "null".
func (t *tally) add(raw json.RawMessage, where string) {
	g := &geometry{bound: emptyBound()}
	kind := "null"
	if raw = bytes.TrimSpace(raw); len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
		var err error
		if kind, err = g.read(raw, 0); err != nil {
			t.skip(where, err.Error())
			return
		}
	}
	t.count(kind, g.bound, g.points)
}

func (t *tally) skip(where, message string) {
	t.skipped++
	t.problems = append(t.problems, problem{where, message})
}

func (t *tally) count(kind string, b orb.Bound, points int) {
	t.read++
	t.byGeometry[kind]++
	if points == 0 {
		return
	}
	if t.points == 0 {
		t.bound = b
	} else {
		t.bound = t.bound.Union(b)
	}
	t.points += points
}

// bbox is west, south, east, north in degrees; nil without a position.
func (t *tally) bbox() []float64 {
	if t.points == 0 {
		return nil
	}
	return []float64{t.bound.Min[0], t.bound.Min[1], t.bound.Max[0], t.bound.Max[1]}
}

func emptyBound() orb.Bound {
	inf := math.Inf(1)
	return orb.Bound{Min: orb.Point{inf, inf}, Max: orb.Point{-inf, -inf}}
}

// geometry collects the positions of one GeoJSON geometry (RFC 7946 section 3.1).
type geometry struct {
	bound  orb.Bound
	points int
}

// maxNesting is how deeply geometry collections may lie in one another.
const maxNesting = 32

// depths of the coordinates of each geometry type: a Point's is one position.
var depths = map[string]int{
	"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}

func (g *geometry) read(raw json.RawMessage, nesting int) (kind string, err error) {
	var form struct {
		Type        string            `json:"type"`
		Coordinates json.RawMessage   `json:"coordinates"`
		Geometries  []json.RawMessage `json:"geometries"`
	}
	if err := json.Unmarshal(raw, &form); err != nil {
		return "", fmt.Errorf("the geometry is not as GeoJSON has it (%s); check its type and coordinates", jsonReason(err))
	}
	if form.Type == "GeometryCollection" {
		if nesting >= maxNesting {
			return "", fmt.Errorf("geometry collections are nested more than %d deep; flatten them", maxNesting)
		}
		for _, part := range form.Geometries {
			if _, err := g.read(part, nesting+1); err != nil {
				return "", err
			}
		}
		return form.Type, nil
	}
	depth, ok := depths[form.Type]
	if !ok {
		return "", fmt.Errorf("the geometry's type %q does not exist; it must be Point, LineString, Polygon or their Multi forms", short(form.Type))
	}
	return form.Type, g.coordinates(form.Coordinates, depth)
}

func (g *geometry) coordinates(raw json.RawMessage, depth int) error {
	if depth == 0 {
		var p []json.Number
		if err := json.Unmarshal(raw, &p); err != nil {
			return errors.New("a position is not a list of numbers; write [longitude, latitude]")
		}
		return g.position(p)
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return errors.New("the coordinates are not nested as deeply as the geometry's type asks; compare them with RFC 7946")
	}
	for _, part := range parts {
		if err := g.coordinates(part, depth-1); err != nil {
			return err
		}
	}
	return nil
}

// position takes one position in. An empty one is a place not known; longitudes may go once round the world.
func (g *geometry) position(p []json.Number) error {
	if len(p) == 0 {
		return nil
	}
	if len(p) == 1 {
		return fmt.Errorf("a position has one number only, %s; write [longitude, latitude]", p[0])
	}
	lon, err1 := strconv.ParseFloat(string(p[0]), 64)
	lat, err2 := strconv.ParseFloat(string(p[1]), 64)
	if err1 != nil || err2 != nil {
		return fmt.Errorf("the position %s, %s is beyond all numbers; write degrees", short(string(p[0])), short(string(p[1])))
	}
	switch {
	case math.Abs(lon) > 1000 || math.Abs(lat) > 1000:
		return fmt.Errorf("the position %s, %s looks like metres; export the file as WGS 84 (EPSG:4326)", p[0], p[1])
	case math.Abs(lat) > 90 && math.Abs(lon) <= 90 && math.Abs(lat) <= 180:
		return fmt.Errorf("latitude %s is beyond 90; longitude comes first, are the two swapped?", p[1])
	case math.Abs(lat) > 90 || math.Abs(lon) > 540:
		return fmt.Errorf("the position %s, %s lies outside the world; write degrees", p[0], p[1])
	}
	g.bound = g.bound.Extend(orb.Point{lon, lat})
	g.points++
	return nil
}

// jsonReason says what is wrong with JSON in words that do not name Go's types.
func jsonReason(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && kind.Field != "" {
		return "its " + kind.Field + " is a " + kind.Value
	}
	return "it is not valid JSON"
}

// plainGeoJSON reads a FeatureCollection, Feature or geometry. It reports false when b is none of these, or is damaged.
func plainGeoJSON(b []byte) (*tally, bool) {
	var head struct {
		Type     string          `json:"type"`
		Geometry json.RawMessage `json:"geometry"`
	}
	if json.Unmarshal(b, &head) != nil {
		return nil, false
	}
	t := newTally()
	switch _, isGeometry := depths[head.Type]; {
	case head.Type == "FeatureCollection":
		return t, t.collection(b) == nil
	case head.Type == "Feature":
		t.add(head.Geometry, "feature")
		return t, true
	case isGeometry || head.Type == "GeometryCollection":
		t.add(b, "geometry")
		return t, true
	}
	return nil, false
}

// collection counts the features of a FeatureCollection one by one, so that one that is damaged does not spoil the others.
// The error is the JSON's own.
func (t *tally) collection(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	line := lineCounter{b: b}
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key == "features" {
			err = t.features(d, &line)
		} else {
			var other json.RawMessage
			if err = d.Decode(&other); err == nil {
				t.member(key, other)
			}
		}
		if err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (t *tally) features(d *json.Decoder, line *lineCounter) error {
	if open, err := d.Token(); err != nil || open != json.Delim('[') {
		return errors.Join(errors.New("features is not a list"), err)
	}
	for i := 0; d.More(); i++ {
		if err := t.feature(d, line, i); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// member looks at a member of the collection that is not its features.
func (t *tally) member(key json.Token, raw json.RawMessage) {
	if key != "crs" || bytes.Contains(raw, []byte("CRS84")) || bytes.Contains(raw, []byte("4326")) || bytes.Equal(raw, []byte("null")) {
		return
	}
	t.problems = append(t.problems, problem{"crs", "names another coordinate system than WGS 84; export the file as EPSG:4326"})
}

func (t *tally) feature(d *json.Decoder, line *lineCounter, i int) error {
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return err
	}
	where := fmt.Sprintf("line %d, features[%d]", line.at(d.InputOffset()-int64(len(raw))), i)
	var form struct {
		Type     string          `json:"type"`
		Geometry json.RawMessage `json:"geometry"`
	}
	if err := json.Unmarshal(raw, &form); err != nil || bytes.Equal(raw, []byte("null")) {
		t.skip(where, "is not a feature; remove it or write {\"type\": \"Feature\", …}")
		return nil
	}
	if form.Type != "Feature" {
		t.skip(where, fmt.Sprintf("its type is %q; it must be Feature", short(form.Type)))
		return nil
	}
	t.add(form.Geometry, where)
	return nil
}

// lineCounter turns growing offsets into line numbers.
type lineCounter struct {
	b     []byte
	from  int64
	lines int
}

func (l *lineCounter) at(offset int64) int {
	offset = min(max(offset, l.from), int64(len(l.b)))
	l.lines += bytes.Count(l.b[l.from:offset], []byte{'\n'})
	l.from = offset
	return l.lines + 1
}
