package scene

import (
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/style"
)

// graticule draws meridians and parallels over the water.
func (w *build) graticule() {
	if w.hidden("graticule") {
		return
	}
	step := style.GraticuleStep(w.zoom)
	b := w.cam.Bound()
	op := &w.s.Base.Grid
	op.Pen = w.pen(w.th.Graticule, style.GraticuleWidth)
	for lon := math.Ceil(b.Min[0]/step) * step; lon <= b.Max[0]; lon += step {
		x, _ := w.cam.Project(orb.Point{lon, 0})
		op.Xs = append(op.Xs, x*w.scale)
	}
	for lat := math.Ceil(b.Min[1]/step) * step; lat <= b.Max[1]; lat += step {
		_, y := w.cam.Project(orb.Point{0, lat})
		op.Ys = append(op.Ys, y*w.scale)
	}
}

// visible appends the paths that the view shows, moved to where it shows them.
func (w *build) visible(dst, paths []Path, margin float64) []Path {
	for i := range paths {
		for _, off := range w.s.View.Shifts(paths[i].Box, margin) {
			p := paths[i]
			p.Shift = off
			dst = append(dst, p)
		}
	}
	return dst
}

// under adds a layer between the faces and their lines.
func (w *build) under(l Layer) { w.s.Base.Under = append(w.s.Base.Under, l) }

// lakes cover land, rivers and division lines.
func (w *build) lakes() {
	if w.m.LakeMesh == nil {
		return
	}
	l := Layer{Mesh: w.m.LakeMesh, Cover: w.ground.lakeCover, Color: besides(w.th.Water), Pens: []Pen{{}, w.pen(w.th.Coast, style.LakeEdge)}}
	l.Rule.Pair(basemap.ClassCoast, 0, 0, 1)
	w.under(l)
}

// besides is a colour that nobody tells from another, but the graticule, which lies on the sea and not on lakes.
func besides(c color.NRGBA) color.NRGBA {
	c.B ^= 1
	return c
}

// riverWidths are the widths in px of rivers by their flag: the flag is one more than the index.
var riverWidths = [...]float64{0.7, 1.0, 1.4}

func (w *build) rivers() {
	top := style.RiverRank(w.zoom)
	if w.hidden("rivers") || top < 0 || w.m.RiverMesh == nil {
		return
	}
	l := Layer{Mesh: w.m.RiverMesh, Flags: make([]uint8, len(w.m.Rivers)+1), Pens: []Pen{{}}}
	for i, width := range riverWidths {
		l.Pens = append(l.Pens, w.pen(w.th.River, width))
		for class := range l.Rule {
			l.Rule.Pair(basemap.Class(class), uint8(i+1), uint8(i+1), uint8(i+1))
		}
	}
	for i := range w.m.Rivers {
		if rank := w.m.Rivers[i].Rank; rank <= top {
			width := style.RiverWidth(rank, w.zoom)
			l.Flags[i+1] = uint8(slices.Index(riverWidths[:], width) + 1)
		}
	}
	w.under(l)
}

// divisions draws the lines between divisions of one country.
func (w *build) divisions() {
	if w.hidden("divisions") || w.zoom < style.DivisionsFrom || w.m.Divs == nil {
		return
	}
	l := Layer{Mesh: w.m.Divs, Pens: []Pen{{}, w.pen(w.th.Adm1, style.DivisionWidth)}}
	l.Rule.Pair(basemap.ClassDivision, 0, 0, 1)
	w.under(l)
}

// arcPaths appends an arc at the view's level wherever the view shows it.
func (w *build) arcPaths(dst []Path, mesh *basemap.Mesh, i int, box Box, flip bool) []Path {
	for _, off := range w.s.View.Shifts(box, 12) {
		dst = append(dst, Path{XY: w.ground.arc(mesh, i, w.level), Box: box, Flip: flip, Shift: off})
	}
	return dst
}

// disputed draws boundaries whose status is disputed and lines that a force holds.
func (w *build) disputed() {
	if w.zoom < style.ClaimsFrom {
		return
	}
	mesh := w.m.Land
	var dashed, dotted []Path
	boxes := w.ground.boxes(mesh)
	for i, a := range mesh.Arcs {
		switch {
		case a.Class == basemap.ClassDisputed && !w.edgeOfSelected(a):
			dashed = w.arcPaths(dashed, mesh, i, boxes[i], false)
		case a.Class == basemap.ClassHeld:
			dotted = w.arcPaths(dotted, mesh, i, boxes[i], false)
		}
	}
	w.dashed(dashed)
	w.dotted(dotted)
}

// dashed draws a disputed boundary or a claim line over its halo.
func (w *build) dashed(paths []Path) {
	if len(paths) == 0 {
		return
	}
	on, off := style.DisputedDash(w.zoom)
	w.add(&Lines{Paths: paths, Pen: w.pen(w.th.Halo, style.DisputedHalo)})
	w.add(&Lines{Paths: paths, Pen: w.pen(w.th.Border, style.DisputedWidth), Dash: Dash{On: on, Off: off}})
}

func (w *build) dotted(paths []Path) {
	if len(paths) == 0 || w.zoom < style.HeldFrom {
		return
	}
	on, off := style.HeldDash()
	w.add(&Lines{Paths: paths, Pen: w.pen(w.th.Halo, style.DisputedHalo)})
	w.add(&Lines{Paths: paths, Pen: w.pen(w.th.Border, style.HeldWidth), Dash: Dash{On: on, Off: off, Round: true}})
}

// claims draws the lines that are no border of the map's faces.
func (w *build) claims() {
	if w.hidden("claims") || w.zoom < style.ClaimsFrom {
		return
	}
	var dashed, dotted []Path
	for i := range w.ground.claims {
		s := &w.ground.claims[i]
		switch c := &w.m.Claims[s.index]; {
		case w.zoom < c.MinZoom:
		case c.Kind == "held":
			dotted = w.visible(dotted, s.paths, 4)
		default:
			dashed = w.visible(dashed, s.paths, 4)
		}
	}
	w.dashed(dashed)
	w.dotted(dotted)
}

// edgeOfSelected tells whether an arc of the land separates the selected country from another face.
func (w *build) edgeOfSelected(a basemap.Arc) bool {
	return w.rim.mesh == w.m.Land && w.rim.inside[a.Left] != w.rim.inside[a.Right]
}

// rim is the edge of what is selected.
type rim struct {
	mesh   *basemap.Mesh
	inside []bool // by face
	arcs   []int
}

// selectRim finds the arcs round the selected country or division.
func (w *build) selectRim() {
	if w.in.Selected == "" {
		return
	}
	if i, country := w.ground.byCode[w.in.Selected]; country {
		w.rim.mesh, w.rim.inside = w.m.Land, make([]bool, max(w.m.Land.Faces, len(w.m.Faces)))
		for f := range w.m.Faces {
			w.rim.inside[f] = w.m.Faces[f].Country == i
		}
	} else if face := w.divisionFace(w.in.Selected); face > 0 {
		w.rim.mesh, w.rim.inside = w.m.Divs, make([]bool, w.m.Divs.Faces)
		w.rim.inside[face] = true
	}
	w.rim.arcs = arcsAround(w.rim.mesh, w.rim.inside)
}

// divisionFace is the face of a division in the divisions' mesh; 0 when there is none.
func (w *build) divisionFace(code string) int {
	if w.m.Divs == nil {
		return 0
	}
	return slices.IndexFunc(w.m.Divisions, func(d basemap.Division) bool { return d.Code == code }) + 1
}

// arcsAround lists the arcs between faces inside and faces outside.
func arcsAround(mesh *basemap.Mesh, inside []bool) []int {
	if mesh == nil {
		return nil
	}
	var arcs []int
	for i := range mesh.Arcs {
		if a := &mesh.Arcs[i]; inside[a.Left] != inside[a.Right] {
			arcs = append(arcs, i)
		}
	}
	return arcs
}

// band draws the soft inner edge of the selection.
func (w *build) band() {
	mesh, arcs := w.rim.mesh, w.rim.arcs
	if len(arcs) == 0 {
		return
	}
	c := alpha(w.th.Accent, style.BandTint)
	op := &Band{Width: float64(style.SelectionBand / 2 * w.line), Color: c}
	if mesh == w.m.Land {
		op.Inside = w.landColor(w.in.Selected, false)
	}
	boxes := w.ground.boxes(mesh)
	all := emptyBox()
	for _, i := range arcs {
		all = all.union(boxes[i])
	}
	for _, off := range w.s.View.Shifts(all, 12) {
		for _, i := range arcs {
			xy := w.ground.arc(mesh, i, max(0, w.level-softer))
			op.Paths = append(op.Paths, Path{XY: xy, Box: boxes[i], Flip: w.rim.inside[mesh.Arcs[i].Right], Shift: off})
			op.Edge = append(op.Edge, Path{XY: thin(xy, softStep*w.scale*w.s.View.UnitsPerPixel), Box: boxes[i], Shift: off})
		}
	}
	if len(op.Paths) > 0 {
		w.add(op)
	}
}

// softer is how many levels coarser the band is than the outline that hides its edge; softStep is the least length in px
// of its segments.
const (
	softer   = 3
	softStep = 5.5
)

// thin drops vertices that lie nearer than step (world units) to the last one kept; the ends stay.
func thin(xy []int32, step float64) []int32 {
	if len(xy) <= 4 {
		return xy
	}
	out := make([]int32, 0, len(xy)/2)
	out = append(out, xy[0], xy[1])
	for i := 2; i+3 < len(xy); i += 2 {
		dx := float64(xy[i]) - float64(out[len(out)-2])
		dy := float64(xy[i+1]) - float64(out[len(out)-1])
		if math.Abs(dx) >= step || math.Abs(dy) >= step {
			out = append(out, xy[i], xy[i+1])
		}
	}
	return append(out, xy[len(xy)-2], xy[len(xy)-1])
}

// outline draws the line round the selection, dashed where the boundary is disputed.
func (w *build) outline() {
	mesh := w.rim.mesh
	var solid, dashed []Path
	for _, i := range w.rim.arcs {
		if mesh.Arcs[i].Class == basemap.ClassDisputed {
			dashed = w.arcPaths(dashed, mesh, i, w.ground.boxes(mesh)[i], false)
		} else {
			solid = w.arcPaths(solid, mesh, i, w.ground.boxes(mesh)[i], false)
		}
	}
	pen := w.pen(w.th.Accent, style.SelectionWidth)
	if len(solid) > 0 {
		w.add(&Lines{Paths: solid, Pen: pen})
	}
	if len(dashed) > 0 {
		on, off := 6.0, 4.0
		w.add(&Lines{Paths: dashed, Pen: w.pen(w.th.Halo, style.DisputedHalo)})
		w.add(&Lines{Paths: dashed, Pen: pen, Dash: Dash{On: on, Off: off}})
	}
}

// unitWorld gives the unit-world position of a point nearest to the camera's centre, east or west.
func (w *build) unitWorld(p orb.Point) (x, y float64) {
	x, y = camera.World(p)
	return x - math.Round(x-w.cx), y
}
