// Package basemap holds the built-in map of the world: countries as a planar subdivision of shared arcs, first-level
// divisions, lakes, rivers, towns, claim lines and contested areas, and answers what lies at a point.
package basemap

import "github.com/paulmach/orb"

// UnitsPerWorld is the number of integer units across the Web Mercator world. Arc vertices are stored as
// x = round(worldX*UnitsPerWorld), y = round(worldY*UnitsPerWorld) with world coordinates of geo/camera
// (x east, y south, 0..1), so one unit is about 1.9 cm at the equator.
const UnitsPerWorld = 1 << 31

// Class says how an arc is drawn.
type Class uint8

// Arc classes.
const (
	ClassNone     Class = iota // never drawn: an edge between two faces of one country with nothing to show
	ClassCoast                 // land against sea
	ClassBorder                // between two countries
	ClassDisputed              // boundary whose status is disputed (Kosovo-Serbia …): dashed
	ClassHeld                  // line that a force holds (the berm): dotted
	ClassDivision              // between two divisions of one country
)

// Arc is a run of vertices shared by at most two faces. Left and Right are face indexes as seen along the arc on a
// map with north up; 0 is the outside (sea, or no division).
type Arc struct {
	First, Last int32 // vertices [First, Last) of Mesh.XY, two int32 each; a closed arc repeats its first vertex
	Left, Right uint16
	Class       Class
}

// Mesh is a planar subdivision: no face overlaps another and every arc knows both its sides.
type Mesh struct {
	XY   []int32 // x0, y0, x1, y1 …, UnitsPerWorld units
	Code []uint8 // per vertex: the vertex is kept at level l when Code <= l; ends of arcs have 0
	Arcs []Arc
	// Faces counts faces, the outside (0) included.
	Faces int
}

// LevelTolerance is the greatest distance in metres of Web Mercator (at the equator) that level l may deviate.
func LevelTolerance(l int) float64 { return 40000 * pow2(-float64(l)/2) }

// MaxLevel is the finest level: every vertex is kept.
const MaxLevel = 30

// Country is a place with an ISO 3166-1 alpha-3 code (XKX for Kosovo), or a piece of land without one (Bir Tawil).
type Country struct {
	Code    string            // SRB; "" for Bir Tawil
	Alpha2  string            // RS
	Names   map[string]string // BCP 47 language -> name: en, fr, ar, sr, sr-Latn, sq, mk, bs, hr, el, am …
	Short   string            // English name for narrow places: "DR Congo"; "" when Names["en"] is short already
	Local   string            // name in its own main language and script, for the second label line
	Aliases []string          // other codes and spellings that search and import accept
	LabelAt orb.Point
	MinZoom float64 // label appears from here
	Rank    int     // 1 large … 7 small, for label priority
	Bound   orb.Bound
	Status  string // sentence on the dispute, when the whole country is contested
	// Divisions says whether the built-in divisions are current; where not, none are drawn or assigned.
	Divisions bool
}

// Face is one area of the countries mesh. Several faces may belong to one country (both sides of the berm).
type Face struct {
	Country int    // index into Map.Countries; -1 for the sea
	Status  string // sentence on the dispute over this area; "" elsewhere
}

// Division is a first-level division.
type Division struct {
	Code    string // ISO 3166-2, RS-19
	Country string // SRB
	Name    string // Latin form used in English text
	Local   string // other form or script; both, separated by " / ", where two are in use
	Kind    string // "district", "municipality", "province" …
	LabelAt orb.Point
	Bound   orb.Bound
}

// Town is a populated place.
type Town struct {
	Name    string   // Latin label form: "Gjakova / Đakovica" where both are in use
	Local   string   // second label line, "" when equal
	Other   []string // further spellings and scripts, for search
	Country string
	At      orb.Point
	Rank    int // 0 largest … 10 smallest
	Capital bool
	Pop     int32
}

// Line is a river or a lake shore piece.
type Line struct {
	Name   string
	Rank   int // river rank: <= 4 from z3, <= 7 from z6, <= 9 from z8
	Coords []orb.LineString
	Bound  orb.Bound
}

// Lake is an area of inland water, drawn over the land.
type Lake struct {
	Name    string
	Local   string
	Rank    int
	Area    orb.MultiPolygon
	LabelAt orb.Point
	MinZoom float64 // of the label; 0 means by rank
	Bound   orb.Bound
}

// Claim is a line on the ground that a claim or a force draws, beside the mesh's own borders.
type Claim struct {
	Name    string // "27°40′ N claim line"
	Kind    string // "claim" dashed, "held" dotted
	Note    string // sentence: who claims what, who holds it
	Number  int    // footnote number in the legend
	LabelAt orb.Point
	// LabelDX, LabelDY is where the near end of the label's text stands from LabelAt, px, x east, y south.
	LabelDX, LabelDY float64
	MinZoom          float64
	// Coords is empty where the line is an edge of Land: the mesh draws it by its class, and this is only its label.
	Coords orb.MultiLineString
}

// WaterName is a label on the sea.
type WaterName struct {
	Name    string
	Local   string // name in the languages of its shores, " / " between them
	At      orb.Point
	MinZoom float64
	MaxZoom float64
	Size    float64 // 11–14 px
}

// Place is what lies at a point.
type Place struct {
	Country  *Country  // nil at sea
	Division *Division // nil at sea and where the data are stale
	Water    string    // lake name when the point lies in a lake; "" on land and at sea
	Status   string    // sentence on the dispute; "" elsewhere
}

// Map is the decoded basemap. It is immutable and safe for concurrent use.
type Map struct {
	Land      *Mesh // countries, 1:10m where the product is used, 1:50m elsewhere
	Faces     []Face
	Countries []Country
	Divs      *Mesh // divisions; face i is Divisions[i-1]
	Divisions []Division
	Lakes     []Lake
	Rivers    []Line
	Towns     []Town
	Claims    []Claim
	Waters    []WaterName
	// LakeMesh and RiverMesh hold the same lakes and rivers projected, with levels of detail. Face i of LakeMesh is
	// Lakes[i-1]. Arcs of RiverMesh are open lines; both their sides are i for Rivers[i-1].
	LakeMesh  *Mesh
	RiverMesh *Mesh

	index index
}
