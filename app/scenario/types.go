// Package scenario is the document: an immutable value that holds sites, positions, facts, notes, evidence and sources,
// and the commands that change it. It knows orb and the standard library only.
//
// A *Scenario is never changed after it was handed out. A command makes a new one that shares everything it did not
// touch, so undo is a pointer, and background work needs no lock.
package scenario

import (
	"encoding/json"
	"time"

	"github.com/paulmach/orb"
)

// Version is the file version this program writes.
const Version = 1

// Member is a JSON member that this version does not know, kept verbatim.
type Member struct {
	Key string
	Raw json.RawMessage
}

// Scenario is one document.
type Scenario struct {
	Version     int
	ID          string // UUID
	Title       string
	Question    string
	Purpose     string
	Language    string // BCP 47
	Handling    Handling
	KosovoNote  KosovoNote
	Created     time.Time // UTC, whole seconds
	Updated     time.Time // UTC, whole seconds: time of the last command
	OpeningView *View     // nil until "Set opening view"

	Sites     List[*Site]
	Groups    List[*Group]
	Positions List[*Position]
	Facts     List[*Fact]
	Sources   List[*Source]
	Notes     List[*Note]
	Plans     List[*Plan]
	Layers    List[*Layer]
	Features  List[*Feature] // of the layers

	// Rooms whose items this version keeps, counts and compares by id, but does not read further.
	Criteria List[*Room]
	Shocks   List[*Room]
	Actions  List[*Room]
	Slides   List[*Room]

	// Members this version does not know, verbatim, and features that belong to no layer it knows.
	Extra    []Member // of the hubscape member
	TopExtra []Member // of the FeatureCollection itself
	Overlays []json.RawMessage

	HandlingExtra []Member // of the handling member
	ViewExtra     []Member // of the view member; goes with OpeningView
}

// View is a camera in file terms.
type View struct {
	Center orb.Point // lon, lat degrees
	Zoom   float64
}

// Handling is the document's sharing label.
type Handling struct {
	TLP     string // "RED" "AMBER+STRICT" "AMBER" "GREEN" "CLEAR"
	Marking string // free text
}

// KosovoNote chooses the footnote.
type KosovoNote string

// Kosovo notes.
const (
	KosovoEU   KosovoNote = "eu"
	KosovoUN   KosovoNote = "un"
	KosovoCoE  KosovoNote = "coe"
	KosovoNone KosovoNote = "none"
)

// Precision says how exactly a site's place is known.
type Precision string

// Precisions.
const (
	PrecisionExact    Precision = "exact"
	PrecisionTown     Precision = "town"
	PrecisionDivision Precision = "division"
	PrecisionCountry  Precision = "country"
)

// Status is what is publicly reported of a site or position.
type Status string

// Statuses. NoneFound and TalksDenied are for positions only, Hypothetical for sites only.
const (
	Hypothetical   Status = "hypothetical"
	NoneFound      Status = "none_found"
	Floated        Status = "floated"
	TalksReported  Status = "talks_reported"
	TalksDenied    Status = "talks_denied"
	TalksConfirmed Status = "talks_confirmed"
	Offered        Status = "offered"
	Declined       Status = "declined"
	Agreed         Status = "agreed"
	Operating      Status = "operating"
	Closed         Status = "closed"
	Dropped        Status = "dropped"
)

// Site is a candidate or comparator place for a hub.
type Site struct {
	ID           string
	Name         string
	At           *orb.Point // lon, lat degrees; nil only for an imported site known to a division or country
	Altitude     *float64   // metres, imported only
	HostPlace    string     // place code of a site without point
	Precision    Precision
	Kind         string // transit final_destination reception detention mixed comparator
	Status       Status
	StatusAsOf   string // ISO date, may be year or year-month
	StatusSource string // source id
	Regime       string // open closed mixed unknown
	Operator     string // sending host joint contractor unknown
	Capacity     *int   // persons
	MaxStay      *int   // days
	Gates        []GateResult
	Description  string
	Extra        []Member
	PropExtra    []Member // unknown GeoJSON properties
	GeomExtra    []Member // unknown members of the geometry
	HubExtra     []Member // unknown members of the feature's own hubscape member

	// RawPosition is the coordinate array as it was imported, digit by digit, when At and Altitude alone would be
	// written otherwise. It counts only while it says the same as At and Altitude.
	RawPosition json.RawMessage
}

// GateResult is one gate at one site.
type GateResult struct {
	Gate   string // key of the gate: "individual_final_decision" …
	Result string // met not_met unclear not_applicable
	Basis  string
	Extra  []Member
}

// Group is a named group of countries.
type Group struct {
	ID      string // "group:wb6"
	Name    string
	AsOf    string // date of the list
	Members []string
	Extra   []Member
}

// Position is what a state is reported to say or do about hosting.
type Position struct {
	ID       string
	Place    string
	Scheme   string
	Sending  []string
	Status   Status
	AsOf     string
	Summary  string // one line in words
	Evidence []Evidence
	Extra    []Member
}

// Fact is a dated, sourced attribute of a place.
type Fact struct {
	ID     string
	Place  string
	Key    string // "eu_status" …
	Value  string
	AsOf   string
	Source string
	Extra  []Member
}

// Source is a document the evidence comes from.
type Source struct {
	ID          string
	Title       string
	Publisher   string
	URL         string
	Published   string // ISO date or "" for undated
	Accessed    string
	Type        string // official court parliament international_organisation academic ngo news_original news_derivative state_media social other
	Reliability string // A–F
	DerivedFrom string // source id
	Extra       []Member
}

// Note is a risk note: a structured concern, opportunity or context item.
type Note struct {
	ID           string
	Title        string
	Category     string // security_interference legal diplomatic humanitarian_rights operational financial reputational local_political
	Polarity     string // concern opportunity context
	Because      string
	May          string
	LeadingTo    string
	Places       []string // SRB, RS-19, group:wb6
	Sites        []string // site ids
	Evidence     []Evidence
	Assessments  []Assessment
	Controls     []Control
	Counterpoint string
	Affected     []string // people_transferred host_community staff sending_state host_state third_states
	OwnerRole    string
	ReviewBy     string
	Audience     string // public committee internal
	Tags         []string
	Extra        []Member
}

// Evidence is one attributed statement.
type Evidence struct {
	ID           string
	Source       string
	Text         string
	AttributedTo string
	Attribution  string // on_record off_record unattributed analyst
	Date         string
	Credibility  int    // 1–6; 0 not judged
	Stance       string // supports contradicts
	AsReported   string
	GradeStatus  string // suggested confirmed
	Audience     string
	Extra        []Member
}

// Assessment is likelihood, impact and confidence of a note at one scope. Every part may be blank.
type Assessment struct {
	ID         string
	Scope      string // inherent residual
	Likelihood string // PHIA term key; "" not assessed
	Percent    *float64
	Impact     *int   // 1–5
	Confidence string // high moderate low; ""
	Rationale  string
	Role       string
	Date       string
	Extra      []Member
}

// Control is a measure that prevents or limits what a note describes.
type Control struct {
	ID        string
	Text      string
	Side      string // preventive recovery
	Type      string // security legal rights operational financial comms
	OwnerRole string
	Status    string
	Weakness  string // what could weaken it
	Extra     []Member
}

// Plan is a choice of sites.
type Plan struct {
	ID       string
	Name     string
	Baseline bool
	Sites    []PlanSite
	Notes    string
	Extra    []Member
}

// PlanSite is a site within a plan.
type PlanSite struct {
	Site      string
	Capacity  *int   // persons
	Opening   string // ISO month
	Cost      *float64
	Currency  string
	PriceYear int
	Extra     []Member
}

// Layer is an imported overlay: features that are drawn beneath the sites and counted nowhere.
type Layer struct {
	ID     string
	Name   string
	From   string // name of the file it came from
	Order  int    // place in the stack; the greatest is drawn last
	Hidden bool
	Style  LayerStyle
	Extra  []Member

	StyleExtra []Member // unknown members of the style
}

// LayerStyle is the simple look of a layer. Zero values stand for the theme's own: a thin line in a quiet colour.
type LayerStyle struct {
	Color   string  // one of LayerColors, so that light, dark and print each have their own tone of it
	Width   float64 // of lines, pixels at 96 dpi; 0 is the default
	Dash    string  // "" solid, "dash", "dot"
	Fill    string  // of areas: "" none, "tint", "hatch"
	Symbol  string  // of points: "" dot, "square", "triangle", "ring"
	Labels  bool    // the names of its features are written
	NameKey string  // the property that names its features; "" when they have names of their own
}

// LayerColors are the colours that a layer may have.
var LayerColors = []string{"slate", "blue", "teal", "green", "ochre", "rose", "violet"}

// Feature is one feature of an overlay layer.
type Feature struct {
	ID    string // unique in the document
	Layer string // layer id
	Name  string
	// Geometry is lon, lat degrees, exact; nil when the feature has no place. Z holds altitudes in metres, one for each
	// position in the order in which they stand in the file, NaN where a position has none; nil when there are none.
	Geometry   orb.Geometry
	Z          []float64
	Properties []Member // of the file it came from, in its order, digits as written
	Invalid    string   // why its area cannot be told ("crosses itself"); "" when it can
	SourceID   string   // id in the file it came from, where that could not be its own here
	Extra      []Member // unknown members of the feature
	GeomExtra  []Member // unknown members of its geometry
	HubExtra   []Member // unknown members of its hubscape member
}

// Room is an item that this version keeps but does not read further.
type Room struct {
	ID  string
	Raw json.RawMessage // the whole object, compact
}

// Item is anything with an identity.
type Item interface{ Ident() string }
