package label

// Box is a rectangle in px: left, top, right, bottom.
type Box struct{ X0, Y0, X1, Y1 float64 }

// Moved gives the box moved by dx to the right and dy down.
func (b Box) Moved(dx, dy float64) Box { return Box{b.X0 + dx, b.Y0 + dy, b.X1 + dx, b.Y1 + dy} }

// Grown gives the box with margin px more on every side.
func (b Box) Grown(margin float64) Box {
	return Box{b.X0 - margin, b.Y0 - margin, b.X1 + margin, b.Y1 + margin}
}

// Meets tells whether two boxes share any area.
func (b Box) Meets(o Box) bool { return b.X0 < o.X1 && o.X0 < b.X1 && b.Y0 < o.Y1 && o.Y0 < b.Y1 }

// Within tells whether the box lies wholly in another.
func (b Box) Within(o Box) bool { return b.X0 >= o.X0 && b.Y0 >= o.Y0 && b.X1 <= o.X1 && b.Y1 <= o.Y1 }

// Union is the smallest box round both.
func (b Box) Union(o Box) Box {
	return Box{min(b.X0, o.X0), min(b.Y0, o.Y0), max(b.X1, o.X1), max(b.Y1, o.Y1)}
}

const cellSize = 64 // px

// Grid remembers taken boxes and answers whether a place is free.
type Grid struct {
	area       Box
	cols, rows int
	boxes      []Box
	first      []int32 // by cell: its first link, one more than the index; 0 for none
	links      []link
}

// link is one box in a cell's list.
type link struct{ box, next int32 }

// NewGrid makes an empty grid over an area in px. Boxes that lie outside are kept in the nearest cells.
func NewGrid(area Box) *Grid {
	g := &Grid{area: area}
	g.cols = max(1, int((area.X1-area.X0)/cellSize)+1)
	g.rows = max(1, int((area.Y1-area.Y0)/cellSize)+1)
	g.first = make([]int32, g.cols*g.rows)
	return g
}

func (g *Grid) span(b Box) (c0, r0, c1, r1 int) {
	col := func(x float64) int { return max(0, min(g.cols-1, int((x-g.area.X0)/cellSize))) }
	row := func(y float64) int { return max(0, min(g.rows-1, int((y-g.area.Y0)/cellSize))) }
	return col(b.X0), row(b.Y0), col(b.X1), row(b.Y1)
}

// Free tells whether a box meets none that was added.
func (g *Grid) Free(b Box) bool {
	c0, r0, c1, r1 := g.span(b)
	for r := r0; r <= r1; r++ {
		for c := c0; c <= c1; c++ {
			for i := g.first[r*g.cols+c]; i > 0; i = g.links[i-1].next {
				if g.boxes[g.links[i-1].box].Meets(b) {
					return false
				}
			}
		}
	}
	return true
}

// Add takes a box.
func (g *Grid) Add(b Box) {
	box := int32(len(g.boxes))
	g.boxes = append(g.boxes, b)
	c0, r0, c1, r1 := g.span(b)
	for r := r0; r <= r1; r++ {
		for c := c0; c <= c1; c++ {
			cell := &g.first[r*g.cols+c]
			g.links = append(g.links, link{box, *cell})
			*cell = int32(len(g.links))
		}
	}
}
