package scene

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/geo/camera"
)

// crowd is where the marks of the region stand, px. Where they are many they are sorted into square cells as wide as the
// distance at which marks meet.
type crowd struct {
	at         []orb.Point // px in the region, of every mark
	in         []bool      // mark is in the region or just outside
	side       float64
	cols, rows int
	first      []int32 // by cell: where its marks begin in marks
	marks      []int32
}

// crowded is the number of marks from which cells are quicker than asking every pair.
const crowded = 200

// newCrowd finds the marks that stand in the region or just outside.
func (p *placing) newCrowd() *crowd {
	c := &crowd{side: meetDistance * p.th.LabelScale, at: make([]orb.Point, len(p.in.Marks)), in: make([]bool, len(p.in.Marks))}
	c.cols, c.rows = int(p.area.X1/c.side)+3, int(p.area.Y1/c.side)+3
	for i := range p.in.Marks {
		m := &p.in.Marks[i]
		if m.Ghost || m.Precision == InCountry {
			continue
		}
		_, _, x, y, _ := p.anchor(p.siteAt(m))
		c.at[i] = orb.Point{x, y - p.stem(m)}
		c.in[i] = c.cell(c.at[i]) >= 0
	}
	if len(p.in.Marks) >= crowded {
		c.sort()
	}
	return c
}

// sort fills the cells.
func (c *crowd) sort() {
	c.first = make([]int32, c.cols*c.rows+1)
	for i, in := range c.in {
		if in {
			c.first[c.cell(c.at[i])+1]++
		}
	}
	for i := 1; i < len(c.first); i++ {
		c.first[i] += c.first[i-1]
	}
	c.marks = make([]int32, c.first[len(c.first)-1])
	next := slices.Clone(c.first)
	for i, in := range c.in {
		if in {
			cell := c.cell(c.at[i])
			c.marks[next[cell]] = int32(i)
			next[cell]++
		}
	}
}

// cell numbers the cell of a place; -1 far outside the region. There is a border of one cell all round.
func (c *crowd) cell(q orb.Point) int {
	x, y := math.Floor(q[0]/c.side)+1, math.Floor(q[1]/c.side)+1
	if !(x >= 0 && y >= 0 && x < float64(c.cols) && y < float64(c.rows)) {
		return -1
	}
	return int(y)*c.cols + int(x)
}

// meets tells whether marks i and j stand too close to be drawn apart.
func (c *crowd) meets(i, j int) bool {
	dx, dy := c.at[j][0]-c.at[i][0], c.at[j][1]-c.at[i][1]
	return float64(dx*dx)+float64(dy*dy) < c.side*c.side
}

// near appends the marks after i that are not used and meet it.
func (c *crowd) near(i int, used []bool, out []int) []int {
	if c.first == nil {
		for j := i + 1; j < len(c.at); j++ {
			if c.in[j] && !used[j] && c.meets(i, j) {
				out = append(out, j)
			}
		}
		return out
	}
	cell := c.cell(c.at[i])
	cx, cy := cell%c.cols, cell/c.cols
	for y := max(0, cy-1); y <= min(c.rows-1, cy+1); y++ {
		for x := max(0, cx-1); x <= min(c.cols-1, cx+1); x++ {
			k := y*c.cols + x
			for _, j := range c.marks[c.first[k]:c.first[k+1]] {
				if int(j) > i && !used[j] && c.meets(i, int(j)) {
					out = append(out, int(j))
				}
			}
		}
	}
	return out
}

// groups joins marks that overlap at the placement's zoom, in the order of the input.
func (p *placing) groups() []group {
	if len(p.in.Marks) == 0 {
		return nil
	}
	c := p.newCrowd()
	used := make([]bool, len(p.in.Marks))
	var groups []group
	for i := range p.in.Marks {
		if used[i] || !c.in[i] {
			continue
		}
		members := c.near(i, used, []int{i})
		slices.Sort(members)
		for _, j := range members {
			used[j] = true
		}
		groups = append(groups, p.grouped(members, c.at)...)
	}
	return groups
}

// grouped makes one cluster of three or more marks, parts two, and leaves one alone.
func (p *placing) grouped(members []int, at []orb.Point) []group {
	one := func(i int) group {
		wx, wy := camera.World(p.siteAt(&p.in.Marks[i]))
		return group{wx: wx, wy: wy, marks: []int{i}}
	}
	switch len(members) {
	case 1:
		return []group{one(members[0])}
	case 2:
		a, b := one(members[0]), one(members[1])
		ux, uy := at[members[1]][0]-at[members[0]][0], at[members[1]][1]-at[members[0]][1]
		d := math.Hypot(ux, uy)
		if d < 0.5 {
			ux, uy, d = 0, 1, 1
		}
		off := math.Round((meetDistance*p.th.LabelScale+1-math.Min(d, meetDistance))/2 + 0.5)
		a.dx, a.dy = -ux/d*off, -uy/d*off
		b.dx, b.dy = ux/d*off, uy/d*off
		return []group{a, b}
	}
	g := group{marks: members}
	for _, i := range members {
		g.wx += at[i][0]
		g.wy += at[i][1]
	}
	n := float64(len(members)) * p.size
	g.wx, g.wy = g.wx/n+p.ox/p.size, g.wy/n+p.oy/p.size
	return []group{g}
}
