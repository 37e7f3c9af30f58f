package main

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/style"
)

// request is what a picture is asked to be.
type request struct {
	file          string
	bound         orb.Bound // degrees; empty: the scenario's own view
	width, height float64   // px
	scale         float64   // device pixels per px
	theme         style.Name
	out           output
}

// Limits of a picture. Beyond maxPixels neither memory nor readers of PNG hold.
const (
	minWidth  = 320 // narrower, the foot's text leaves no room for a map
	minHeight = 200
	maxSide   = 16384
	maxPixels = 100_000_000
)

func renderRequest(w words) (request, error) {
	r := request{theme: style.Name(w.or("theme", string(style.Light)))}
	if len(w.files) != 1 {
		return r, usagef("one FILE is needed and %d given; hubctl render sample:western-balkans -o map.png", len(w.files))
	}
	r.file = w.files[0]
	var err error
	if v, ok := w.flags["view"]; ok {
		if r.bound, err = viewBound(v); err != nil {
			return r, err
		}
	}
	if r.width, r.height, err = size(w.or("size", "1920x1080")); err != nil {
		return r, err
	}
	if r.scale, err = scaleFactor(w.or("scale", "1")); err != nil {
		return r, err
	}
	if side := math.Max(r.width, r.height) * r.scale; side > maxSide || r.width*r.height*r.scale*r.scale > maxPixels {
		return r, usagef("%.0fx%.0f at scale %v is more than a picture may have, %d pixels in all and %d a side; ask for less",
			r.width, r.height, r.scale, maxPixels, maxSide)
	}
	if err := knownTheme(r.theme); err != nil {
		return r, err
	}
	r.out, err = pictureOutput(w)
	return r, err
}

func knownTheme(name style.Name) error {
	var names []string
	for _, n := range style.Names() {
		if n == name {
			return nil
		}
		names = append(names, string(n))
	}
	return usagef("there is no theme %q; those that exist are %s", short(string(name)), strings.Join(names, ", "))
}

func pictureOutput(w words) (output, error) {
	path, ok := w.flags["o"]
	switch {
	case !ok || path == "":
		return output{}, usagef("-o OUT.png is missing: it says where the picture goes")
	case !strings.EqualFold(filepath.Ext(path), ".png"):
		return output{}, usagef("-o %s: the picture is written as PNG; choose a name that ends in .png", path)
	}
	return newOutput(path, w.has("force"))
}

// viewBound reads a view's name or W,S,E,N in degrees.
func viewBound(s string) (orb.Bound, error) {
	if v, ok := camera.ViewNamed(s); ok {
		return v.Bound, nil
	}
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		var names []string
		for _, v := range camera.Views() {
			names = append(names, v.Name)
		}
		return orb.Bound{}, usagef("--view %s is neither %s nor four numbers W,S,E,N", short(s), strings.Join(names, ", "))
	}
	var edge [4]float64
	for i, what := range []string{"west", "south", "east", "north"} {
		v, why := degrees(what, strings.TrimSpace(parts[i]))
		if why != "" {
			return orb.Bound{}, usagef("--view: %s", why)
		}
		edge[i] = v
	}
	b := orb.Bound{Min: orb.Point{edge[0], edge[1]}, Max: orb.Point{edge[2], edge[3]}}
	return b, checkBound(b)
}

func checkBound(b orb.Bound) error {
	west, south, east, north := b.Min[0], b.Min[1], b.Max[0], b.Max[1]
	plainly := fmt.Sprintf("%v,%v,%v,%v", west, south, east, north)
	switch {
	case math.Abs(south) > camera.MaxLat || math.Abs(north) > camera.MaxLat:
		return usagef("--view %s: the map ends at 85 degrees north and south; the order is west, south, east, north", plainly)
	case math.Abs(west) > 360 || math.Abs(east) > 360:
		return usagef("--view %s: a longitude is beyond 360; the order is west, south, east, north", plainly)
	case west >= east && south < north:
		return usagef("--view %s: west is not less than east; across the 180th meridian add 360 to east", plainly)
	case south >= north:
		return usagef("--view %s: south is not less than north; the order is west, south, east, north", plainly)
	case east-west > 360:
		return usagef("--view %s: is wider than the world; 360 degrees are the most", plainly)
	}
	return nil
}

// size reads 1920x1080.
func size(s string) (width, height float64, err error) {
	a, b, ok := strings.Cut(strings.ToLower(s), "x")
	w, err1 := strconv.Atoi(a)
	h, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil {
		return 0, 0, usagef("--size %s is not a width and a height; write 1920x1080", short(s))
	}
	if w < minWidth || h < minHeight || w > maxSide || h > maxSide {
		return 0, 0, usagef("--size %s: the picture must be at least %dx%d and at most %d a side", short(s), minWidth, minHeight, maxSide)
	}
	return float64(w), float64(h), nil
}

func scaleFactor(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= 0.5 && v <= 8) {
		return 0, usagef("--scale %s is not a number from 0.5 to 8; 2 draws twice as many pixels each way", short(s))
	}
	return v, nil
}
