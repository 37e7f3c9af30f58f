// Package scene turns camera, style, basemap and marks into a display list that every target draws alike.
//
// # Design
//
// A scene is a value that depends on its input alone. Lines on the ground keep their world coordinates and are shared
// with the builder's store of thinned lines, so that a frame copies no geometry; what has a size on the picture is in px.
//
// Labels are placed for a piece of the world somewhat larger than the picture, at the quarter step of zoom below the
// camera's, and then only moved: panning changes none in the middle of the picture, and on the way to the next step
// anchors move apart. The pieces are cut along fixed lines, so that a picture does not depend on those seen before. A
// label that the picture's edge or an obstacle would cut is left out when the scene is made, never moved.
package scene

import (
	"image/color"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/style"
)

// Input is everything a picture of the map shows. It is a value: building a scene does not change it.
type Input struct {
	Camera camera.Camera
	Scale  float64 // device pixels per px, > 0; 0 means 1
	Theme  style.Theme
	Map    *basemap.Map
	// Language of labels: BCP 47; "" is English. LocalLine adds the second line in the local language.
	Language  string
	LocalLine bool

	// Focus lists the country codes drawn as scenario places (land, full border, stronger labels); others are "far".
	Focus map[string]bool
	// Selected is a country code or a division code; "" for none.
	Selected string
	// Group lists the country codes tinted as the group of the selected note.
	Group    map[string]bool
	Capsules map[string]Capsule // by country code
	// Marks must not be changed once a scene was built from them: a change needs a new list.
	Marks []Mark
	// Overlays are imported layers, the lowest first.
	Overlays []Overlay
	// Footnote marks: country codes whose name carries an asterisk (XKX).
	Asterisk map[string]bool

	// Obstacles are rectangles in px where no label may stand (legend, overview, hover card).
	Obstacles []Rect
	// Hidden layers by name: "divisions", "rivers", "towns", "claims", "graticule", "labels", "sites", "capsules",
	// "overlays".
	Hidden map[string]bool
}

// Rect is a rectangle in px: left, top, right, bottom.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Capsule is the line under a country's name.
type Capsule struct {
	Symbols []string      // status names drawn in order: "declined", "talks_reported" …
	Squares []color.NRGBA // one per category that has notes
	Count   int           // notes other than context; 0 draws no number
}

// Precision of a mark.
type Precision string

// Precisions.
const (
	Exact     Precision = "exact"
	Town      Precision = "town"     // disc of 5 km
	Division  Precision = "division" // hatched area, symbol at the label point
	InCountry Precision = "country"  // never a point: shown in the capsule only
)

// Mark is one site on the map.
type Mark struct {
	ID        string
	At        orb.Point
	Precision Precision
	Division  string // division code, for Precision Division
	Symbol    string // status name: "hypothetical", "operating" …
	Label     string
	Second    string // "hypothetical", "comparator: prison"
	Selected  bool
	Ghost     bool // being placed or dragged: not clustered, half ink
}

// Hit is something on the picture that a pointer can meet.
type Hit struct {
	Kind string // "site", "country" (name or capsule), "cluster", "town", "claim"
	ID   string
	IDs  []string // members of a cluster
	Rect Rect
}
