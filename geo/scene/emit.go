package scene

import (
	"math"

	"hubscape/geo/label"
)

// toPx gives the px position of a unit-world point, on a whole device pixel so that marks and their labels move as one.
func (w *build) toPx(wx, wy float64) (x, y float64) {
	x = float64((wx-w.cx)*w.worldPx) + w.cam.Width/2
	y = float64((wy-w.cy)*w.worldPx) + w.cam.Height/2
	return math.Round(x*w.scale) / w.scale, math.Round(y*w.scale) / w.scale
}

// labels adds what was placed: discs and hatches first, then labels from the least to the greatest priority, then marks.
func (w *build) labels() {
	p := w.place()
	if !w.hidden("sites") {
		w.discs(p)
	}
	window := label.Box{X1: w.cam.Width, Y1: w.cam.Height}
	taken := label.NewGrid(window)
	for _, o := range w.in.Obstacles {
		taken.Add(label.Box(o))
	}
	shown := make([]bool, len(p.spots))
	for i := range p.spots {
		s := &p.spots[i]
		x, y := w.toPx(s.wx, s.wy)
		shown[i] = s.fixed && s.union().Moved(x, y).Meets(window) || !s.fixed && w.free(s, x, y, window, taken)
		if shown[i] && s.text {
			for _, b := range s.boxes {
				taken.Add(b.Moved(x, y))
			}
		}
	}
	for _, fixed := range []bool{false, true} {
		for i := len(p.spots) - 1; i >= 0; i-- {
			if s := &p.spots[i]; shown[i] && s.fixed == fixed {
				w.emit(s)
			}
		}
	}
	w.ghosts()
}

// free tells whether a label lies wholly in the window and clear of obstacles and of labels of greater priority.
func (w *build) free(s *spot, x, y float64, window label.Box, taken *label.Grid) bool {
	for _, b := range s.boxes {
		if m := b.Moved(x, y); !m.Within(window) || !taken.Free(m) {
			return false
		}
	}
	return true
}

// emit adds a spot's parts and its hit.
func (w *build) emit(s *spot) {
	x, y := w.toPx(s.wx, s.wy)
	for _, part := range s.parts {
		w.add(moved(part, x, y))
	}
	if s.text {
		for _, b := range s.boxes {
			w.s.Labels = append(w.s.Labels, Rect(b.Moved(x, y)))
		}
	}
	if s.hit.Kind != "" {
		h := s.hit
		h.Rect = Rect(s.union().Moved(x, y).Grown(2))
		w.s.Hits = append(w.s.Hits, h)
	}
}

// ghosts draws marks that are being placed or dragged, over everything.
func (w *build) ghosts() {
	for i := range w.in.Marks {
		m := &w.in.Marks[i]
		if !m.Ghost {
			continue
		}
		wx, wy := w.unitWorld(w.siteAt(m))
		x, y := w.toPx(wx, wy)
		parts, _ := w.markParts(m, group{})
		for _, o := range parts {
			w.add(moved(o, x, y))
		}
	}
}
