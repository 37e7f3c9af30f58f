package scene

import (
	"math"

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
	op := &Grid{Pen: w.pen(w.th.Graticule, style.GraticuleWidth), Over: w.th.Water}
	for lon := math.Ceil(b.Min[0]/step) * step; lon <= b.Max[0]; lon += step {
		x, _ := w.cam.Project(orb.Point{lon, 0})
		op.Xs = append(op.Xs, x*w.scale)
	}
	for lat := math.Ceil(b.Min[1]/step) * step; lat <= b.Max[1]; lat += step {
		_, y := w.cam.Project(orb.Point{0, lat})
		op.Ys = append(op.Ys, y*w.scale)
	}
	w.add(op)
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

// lakes lie on the land but under its lines.
func (w *build) lakes() {
	if w.m.LakeMesh == nil {
		return
	}
	op := &Areas{Fill: w.th.Water, Edge: w.pen(w.th.Coast, style.LakeEdge), Over: w.plain}
	units := w.s.View.UnitsPerPixel
	level := w.ground.waterAt(w.m.LakeMesh, len(w.m.Lakes), w.level)
	for i, box := range w.ground.lakes {
		if float64(box.X1)-float64(box.X0) < units && float64(box.Y1)-float64(box.Y0) < units {
			continue // less than a pixel
		}
		for _, off := range w.s.View.Shifts(box, 2) {
			op.Paths = appendShifted(op.Paths, level.of(i), off)
		}
	}
	if len(op.Paths) > 0 {
		w.add(op)
	}
}

func appendShifted(dst, paths []Path, off float64) []Path {
	for _, p := range paths {
		p.Shift = off
		dst = append(dst, p)
	}
	return dst
}

func (w *build) rivers() {
	top := style.RiverRank(w.zoom)
	if w.hidden("rivers") || top < 0 || w.m.RiverMesh == nil {
		return
	}
	level := w.ground.waterAt(w.m.RiverMesh, len(w.m.Rivers), w.level)
	byWidth := map[float64]*Lines{}
	var order []*Lines
	for i := range w.m.Rivers {
		r := &w.m.Rivers[i]
		if r.Rank > top {
			continue
		}
		width := style.RiverWidth(r.Rank, w.zoom)
		op := byWidth[width]
		if op == nil {
			op = &Lines{Pen: w.pen(w.th.River, width), Over: w.plain}
			byWidth[width] = op
			order = append(order, op)
		}
		op.Paths = w.visible(op.Paths, level.of(i), 2)
	}
	for _, op := range order {
		if len(op.Paths) > 0 {
			w.add(op)
		}
	}
}

// divisions draws the lines between divisions of one country.
func (w *build) divisions() {
	mesh := w.m.Divs
	if w.hidden("divisions") || w.zoom < style.DivisionsFrom || mesh == nil {
		return
	}
	op := &Lines{Pen: w.pen(w.th.Adm1, style.DivisionWidth), Over: w.plain}
	boxes := w.ground.boxes(mesh)
	for i, a := range mesh.Arcs {
		if a.Class == basemap.ClassDivision {
			op.Paths = w.arcPaths(op.Paths, mesh, i, boxes[i], false)
		}
	}
	if len(op.Paths) > 0 {
		w.add(op)
	}
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
	return w.in.Selected != "" && w.isSelected(a.Left) != w.isSelected(a.Right)
}

func (w *build) isSelected(face uint16) bool {
	f := w.m.Faces[face]
	return f.Country >= 0 && w.m.Countries[f.Country].Code == w.in.Selected
}

// selection lists the arcs round what is selected, each turned so that the selected side lies to its left.
func (w *build) selection() (mesh *basemap.Mesh, arcs []int, flips []bool) {
	if w.in.Selected == "" {
		return nil, nil, nil
	}
	inside := w.isSelected
	mesh = w.m.Land
	if _, country := w.ground.byCode[w.in.Selected]; !country {
		mesh = w.m.Divs
		inside = func(face uint16) bool {
			return face > 0 && int(face) <= len(w.m.Divisions) && w.m.Divisions[face-1].Code == w.in.Selected
		}
	}
	if mesh == nil {
		return nil, nil, nil
	}
	for i, a := range mesh.Arcs {
		if l, r := inside(a.Left), inside(a.Right); l != r {
			arcs, flips = append(arcs, i), append(flips, r)
		}
	}
	return mesh, arcs, flips
}

// band draws the soft inner edge of the selection.
func (w *build) band() {
	mesh, arcs, flips := w.selection()
	if len(arcs) == 0 {
		return
	}
	c := alpha(w.th.Accent, style.BandTint)
	op := &Band{Width: float64(style.SelectionBand / 2 * w.line), Color: c}
	boxes := w.ground.boxes(mesh)
	all := emptyBox()
	for _, i := range arcs {
		all = all.union(boxes[i])
	}
	for _, off := range w.s.View.Shifts(all, 12) {
		for k, i := range arcs {
			op.Paths = append(op.Paths, Path{XY: w.ground.arc(mesh, i, max(0, w.level-softer)), Box: boxes[i], Flip: flips[k], Shift: off})
		}
	}
	if len(op.Paths) > 0 {
		w.add(op)
	}
}

// softer is how many levels coarser the band is than the outline that hides its edge.
const softer = 3

// outline draws the line round the selection, dashed where the boundary is disputed.
func (w *build) outline() {
	mesh, arcs, _ := w.selection()
	var solid, dashed []Path
	for _, i := range arcs {
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
	cx, _ := camera.World(w.cam.Center)
	return x - math.Round(x-cx), y
}
