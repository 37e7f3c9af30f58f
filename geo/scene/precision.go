package scene

import (
	"math"

	"hubscape/geo/camera"
	"hubscape/geo/style"
)

// discs draws what the precision of a mark says about its place: a disc of five kilometres, or a hatched division. Marks
// in a cluster show neither.
func (w *build) discs(p *placement) {
	show := func(i int) {
		switch m := &w.in.Marks[i]; m.Precision {
		case Town:
			w.disc(m)
		case Division:
			w.hatch(m)
		}
	}
	for _, i := range p.alone {
		show(i)
	}
	for i := range w.in.Marks {
		if w.in.Marks[i].Ghost {
			show(i)
		}
	}
}

func (w *build) disc(m *Mark) {
	wx, wy := w.unitWorld(m.At)
	x, y := w.toPx(wx, wy)
	k := w.th.LabelScale
	r := discRadius(w.cam, m, k)
	if x < -r || y < -r || x > w.cam.Width+r || y > w.cam.Height+r || r > 4*math.Max(w.cam.Width, w.cam.Height) {
		return
	}
	d := &Disc{X: x, Y: y, R: r, Fill: alpha(w.th.Ink, style.DiscTint), Edge: w.th.Ink, Width: 1, Dash: Dash{On: 4, Off: 3}}
	switch {
	case m.Ghost:
		d.Fill, d.Edge, d.Width = alpha(w.th.Accent, style.DiscTint), w.th.Accent, 1.5
	case m.Selected:
		d.Fill, d.Edge, d.Width, d.Dash = alpha(w.th.Accent, style.DiscChosen), w.th.Accent, 2.2, Dash{}
	}
	d.Width *= w.th.LineScale
	w.add(d)
}

// discRadius is the true radius in px of the disc round a place known to a town, or the least that can be seen.
func discRadius(c camera.Camera, m *Mark, labelScale float64) float64 {
	least := townLeast
	if labelScale > 1 {
		least = townLeastSlide
	}
	return math.Max(least, townRadius/c.MetresPerPixel(m.At[1]))
}

// hatch fills the division that a mark is known to lie in.
func (w *build) hatch(m *Mark) {
	mesh := w.m.Divs
	if mesh == nil {
		return
	}
	color := w.th.Ink
	if m.Selected || m.Ghost {
		color = w.th.Accent
	}
	op := &Areas{Fill: alpha(color, 0.55), Hatch: Hatch{Step: style.HatchStep, Width: style.HatchWidth}, Edge: w.pen(alpha(color, 0.7), 1)}
	face := w.divisionFace(m.Division)
	if face == 0 {
		return
	}
	inside := make([]bool, mesh.Faces)
	inside[face] = true
	boxes := w.ground.boxes(mesh)
	for _, i := range arcsAround(mesh, inside) {
		for _, off := range w.s.View.Shifts(boxes[i], 12) {
			op.Paths = append(op.Paths, Path{XY: w.ground.arc(mesh, i, w.level), Box: boxes[i], Flip: inside[mesh.Arcs[i].Right], Shift: off})
		}
	}
	if len(op.Paths) > 0 {
		w.add(op)
	}
}
