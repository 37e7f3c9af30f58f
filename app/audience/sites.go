package audience

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// cell is the grid, in degrees, on which a point that is known to a town stands in a copy: about 5 km.
const cell = 0.05

func (c *copier) sites() {
	var list []*scenario.Site
	hypothetical, rested, left := 0, 0, 0
	for _, s := range c.doc.Sites.All() {
		switch {
		case c.left(s.ID):
			left++
		case c.rules.DropHypothetical && s.Status == scenario.Hypothetical:
			hypothetical++
		case c.hidden[s.StatusSource]:
			rested++
		default:
			list = append(list, c.site(s))
			continue
		}
		c.heldSites[s.ID] = true
		c.siteSecrets(s)
	}
	c.report.held("hypothetical sites", hypothetical, "the rules leave them out")
	c.report.held("sites", rested, "their status rests on a source that is held back")
	c.report.held("sites", left, leftOut)
	c.report.in("sites", len(list))
	c.out.Sites = scenario.ListOf(list...)
}

func (c *copier) siteSecrets(s *scenario.Site) {
	c.secret(kindID, "site", s.ID)
	c.secret(kindName, "name of a site", s.Name)
	c.secret(kindText, "description of a site", s.Description)
	if s.At != nil {
		c.secretPoint(s.Name, *s.At, "")
	}
	for _, g := range s.Gates {
		c.secret(kindText, "basis of a gate", g.Basis)
	}
	for _, list := range [][]scenario.Member{s.Extra, s.PropExtra, s.GeomExtra, s.HubExtra} {
		for _, m := range list {
			c.secretJSON("unknown member of a site", m.Raw)
		}
	}
}

// site makes the copy of a site that goes along.
func (c *copier) site(s *scenario.Site) *scenario.Site {
	kept := *s
	c.unknown("a site", s.Extra, s.PropExtra, s.GeomExtra, s.HubExtra)
	kept.Extra, kept.PropExtra, kept.GeomExtra, kept.HubExtra, kept.RawPosition = nil, nil, nil, nil, nil
	kept.Gates = slices.Clone(s.Gates)
	for i := range kept.Gates {
		c.unknown("a gate", kept.Gates[i].Extra)
		kept.Gates[i].Extra = nil
	}
	if s.StatusSource != "" {
		c.cited[s.StatusSource] = true
	}
	if s.Altitude != nil {
		kept.Altitude = nil
		c.report.held("altitudes", 1, "they tell a place apart")
	}
	if s.At != nil {
		c.coarsen(s, &kept)
	}
	return &kept
}

// coarsen puts a site to the precision that is stated, and no finer than a town.
func (c *copier) coarsen(s, kept *scenario.Site) {
	country, division := c.locate(*s.At)
	kept.Precision = s.Precision
	if s.Precision == scenario.PrecisionExact {
		kept.Precision = scenario.PrecisionTown
	}
	switch {
	case kept.Precision == scenario.PrecisionTown && s.Precision == scenario.PrecisionTown && decimals(*s.At) <= 2:
		at := *s.At // no finer than a kilometre already
		kept.At = &at
	case kept.Precision == scenario.PrecisionTown:
		c.toCell(kept, *s.At, country, division)
	case kept.Precision == scenario.PrecisionDivision && division != "":
		c.toDivision(kept, country, division)
	case country != "":
		kept.At, kept.HostPlace, kept.Precision = nil, country, scenario.PrecisionCountry
	default: // at sea: as coarse as a country
		kept.At = &orb.Point{math.Round(s.At[0]), math.Round(s.At[1])}
	}
	p := Place{ID: s.ID, Name: s.Name, From: *s.At, Before: s.Precision, After: kept.Precision, Host: kept.HostPlace}
	if kept.At != nil {
		to := *kept.At
		p.To = &to
	}
	if kept.At == nil || *kept.At != *s.At {
		c.secretPoint(s.Name, *s.At, kept.Precision)
		c.report.held("exact positions", 1, "finer than the precision that the copy states")
		c.report.Places = append(c.report.Places, p)
	}
}

func (c *copier) locate(at orb.Point) (country, division string) {
	if c.host == nil {
		return "", ""
	}
	return c.host.Locate(at[0], at[1])
}

// coarse puts a point on the grid of cells.
func coarse(at orb.Point) orb.Point { return onGrid(at, 0, 0, cell) }

func onGrid(at orb.Point, dx, dy int, size float64) orb.Point {
	per := math.Round(1 / size)
	step := func(v float64, d int, limit float64) float64 {
		w := (math.Round(v*per) + float64(d)) / per
		return max(-limit, min(limit, w)) + 0 // no negative zero
	}
	return orb.Point{step(at[0], dx, 180), step(at[1], dy, 90)}
}

// toCell moves a point to the middle of its cell, or of the nearest cell whose middle lies in the same country and
// division. Where there is none the site is known to its division only.
func (c *copier) toCell(kept *scenario.Site, at orb.Point, country, division string) {
	best, far := orb.Point{}, math.Inf(1)
	for _, size := range []float64{cell, 0.01} {
		for dy := -2; dy <= 2; dy++ {
			for dx := -2; dx <= 2; dx++ {
				p := onGrid(at, dx, dy, size)
				if co, di := c.locate(p); co != country || di != division {
					continue
				}
				x, y := (p[0]-at[0])*math.Cos(at[1]*math.Pi/180), p[1]-at[1]
				if d := float64(x*x) + float64(y*y); d < far {
					best, far = p, d
				}
			}
		}
		if !math.IsInf(far, 1) {
			kept.At = &best
			return
		}
	}
	if country == "" {
		p := coarse(at) // at sea, beside a coast
		kept.At = &p
		return
	}
	c.toDivision(kept, country, division)
}

// toDivision moves a site to where its division's name stands, or takes its point away.
func (c *copier) toDivision(kept *scenario.Site, country, division string) {
	kept.Precision = scenario.PrecisionDivision
	if c.host != nil && division != "" {
		if p, ok := c.host.LabelPoint(division); ok {
			p = onGrid(p, 0, 0, 0.01)
			if co, di := c.locate(p); co == country && di == division {
				kept.At = &p
				return
			}
		}
	}
	kept.At, kept.HostPlace = nil, division
	if division == "" {
		kept.HostPlace, kept.Precision = country, scenario.PrecisionCountry
	}
}

// decimals counts the digits behind the point of the finer of two coordinates.
func decimals(at orb.Point) int {
	n := 0
	for _, v := range at {
		text := strconv.FormatFloat(v, 'f', -1, 64)
		for i := range len(text) {
			if text[i] == '.' {
				n = max(n, len(text)-i-1)
			}
		}
	}
	return n
}

// plans loses its notes and what it says of sites that stay behind.
func (c *copier) plans() {
	var list []*scenario.Plan
	notes, sites := 0, 0
	left := 0
	for _, p := range c.doc.Plans.All() {
		if c.left(p.ID) {
			left++
			c.secret(kindID, "plan", p.ID)
			c.secret(kindName, "name of a plan", p.Name)
			c.secret(kindText, "notes of a plan", p.Notes)
			continue
		}
		kept := *p
		c.unknown("a plan", p.Extra)
		kept.Extra = nil
		if p.Notes != "" {
			notes++
			c.secret(kindText, "notes of a plan", p.Notes)
			kept.Notes = ""
		}
		kept.Sites = nil
		for _, s := range p.Sites {
			if c.heldSites[s.Site] {
				sites++
				continue
			}
			c.unknown("a plan", s.Extra)
			s.Extra = nil
			kept.Sites = append(kept.Sites, s)
		}
		list = append(list, &kept)
	}
	c.report.held("plans", left, leftOut)
	c.report.held("notes of plans", notes, "written for the planners")
	c.report.held("places of sites in plans", sites, "the sites are held back")
	c.report.in("plans", len(list))
	c.out.Plans = scenario.ListOf(list...)
}
