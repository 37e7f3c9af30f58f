package scenario

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/paulmach/orb"
)

// New is an empty scenario with a fresh identity.
func New(title string, env Env) *Scenario {
	now := env.now()
	return &Scenario{Version: Version, ID: env.NewID(), Title: title, Language: "en", KosovoNote: KosovoEU, Created: now, Updated: now}
}

// Copy is the scenario as a document of its own: same content, fresh identity and times.
func Copy(s *Scenario, env Env) *Scenario {
	c := *s
	c.ID, c.Created = env.NewID(), env.now()
	c.Updated = c.Created
	return &c
}

// now is the time in the precision that files keep.
func (e Env) now() time.Time { return e.Now().UTC().Truncate(time.Second) }

// changed copies a scenario so that a command can put in what is new. Only the top is copied.
func (s *Scenario) changed(env Env) *Scenario {
	c := *s
	c.Updated = env.now()
	return &c
}

// same tells whether an item would not change; then a command gives back the scenario it got.
func same[T any](a, b *T) bool { return reflect.DeepEqual(a, b) }

// Round brings a hand-placed coordinate in degrees to the 7 decimals that files keep (about 1 cm).
func Round(degrees float64) float64 {
	r := math.Round(degrees*1e7) / 1e7
	if r == 0 {
		return 0 // no negative zero
	}
	return r
}

func rounded(p orb.Point) *orb.Point { return &orb.Point{Round(p.Lon()), Round(p.Lat())} }

// missing is the error for an id that nothing has.
func missing(kind, id string) error {
	return fmt.Errorf("%s %s is not in this scenario; it may have been deleted, choose another", kind, quoted(id))
}

// Apply adds the site.
func (c PlaceSite) Apply(s *Scenario, env Env) (*Scenario, error) {
	site := c.Site.clone()
	if site.ID == "" {
		site.ID = env.NewID()
	}
	if _, ok := s.Sites.Get(site.ID); ok {
		return nil, fmt.Errorf("site %s: the id %s is taken; give the new site another", quoted(site.Name), quoted(site.ID))
	}
	if site.Precision == "" {
		site.Precision = PrecisionTown
	}
	if site.Status == "" {
		site.Status = Hypothetical
	}
	if site.At != nil && site.RawPosition == nil {
		site.At = rounded(*site.At)
	}
	return s.withSite(nil, site, env)
}

// withSite puts a site in when it has no fault that before did not have.
func (s *Scenario) withSite(before, site *Site, env Env) (*Scenario, error) {
	b, a := check{in: s}, check{in: s}
	if before != nil {
		b.site(before)
	}
	a.site(site)
	if err := refuse("site", site.Name, b.faults, a.faults); err != nil {
		return nil, err
	}
	if before != nil && same(before, site) {
		return s, nil
	}
	out := s.changed(env)
	out.Sites = s.Sites.With(site)
	return out, nil
}

// editSite changes a copy of a site.
func (s *Scenario) editSite(id string, env Env, edit func(*Site)) (*Scenario, error) {
	before, ok := s.Sites.Get(id)
	if !ok {
		return nil, missing("site", id)
	}
	site := before.clone()
	edit(site)
	return s.withSite(before, site, env)
}

// Apply moves the site. What was known of its altitude goes, since it belonged to the old place.
func (c MoveSite) Apply(s *Scenario, env Env) (*Scenario, error) {
	return s.editSite(c.ID, env, func(site *Site) {
		at := rounded(orb.Point{c.Lon, c.Lat})
		if site.At != nil && *site.At == *at {
			return
		}
		if site.At == nil {
			site.Precision = PrecisionTown
		}
		site.At, site.Altitude, site.RawPosition, site.HostPlace = at, nil, nil, ""
	})
}

// Apply renames the site.
func (c RenameSite) Apply(s *Scenario, env Env) (*Scenario, error) {
	return s.editSite(c.ID, env, func(site *Site) { site.Name = c.Name })
}

// Apply replaces the site's fields. A position that differs from the old one counts as placed by hand.
func (c EditSite) Apply(s *Scenario, env Env) (*Scenario, error) {
	return s.editSite(c.Site.ID, env, func(site *Site) {
		before := *site
		*site = *c.Site.clone()
		if site.At == nil || before.At != nil && *before.At == *site.At {
			return
		}
		site.At, site.RawPosition = rounded(*site.At), nil
	})
}

// Apply removes the sites and their links in notes and plans.
func (c DeleteSites) Apply(s *Scenario, env Env) (*Scenario, error) {
	if len(c.IDs) == 0 {
		return nil, errors.New("no site is chosen; select the sites to delete")
	}
	gone := make(map[string]bool, len(c.IDs))
	for _, id := range c.IDs {
		if _, ok := s.Sites.Get(id); !ok {
			return nil, missing("site", id)
		}
		gone[id] = true
	}
	out := s.changed(env)
	out.Sites = s.Sites.without(gone)
	out.Notes = s.Notes.each(func(n *Note) *Note {
		if !slices.ContainsFunc(n.Sites, func(id string) bool { return gone[id] }) {
			return n
		}
		n = n.clone()
		n.Sites = slices.DeleteFunc(n.Sites, func(id string) bool { return gone[id] })
		return n
	})
	out.Plans = s.Plans.each(func(p *Plan) *Plan {
		if !slices.ContainsFunc(p.Sites, func(x PlanSite) bool { return gone[x.Site] }) {
			return p
		}
		p = p.clone()
		p.Sites = slices.DeleteFunc(p.Sites, func(x PlanSite) bool { return gone[x.Site] })
		return p
	})
	return out, nil
}

// duplicateOffset is how far in degrees a copy lies from its original: about 1 km, enough to see two symbols.
const duplicateOffset = 0.004

// Apply copies the site. Links of the original stay with the original.
func (c DuplicateSite) Apply(s *Scenario, env Env) (*Scenario, error) {
	before, ok := s.Sites.Get(c.ID)
	if !ok {
		return nil, missing("site", c.ID)
	}
	site := before.clone()
	if site.ID = c.NewID; site.ID == "" {
		site.ID = env.NewID()
	}
	if _, ok := s.Sites.Get(site.ID); ok {
		return nil, fmt.Errorf("site %s: the id %s is taken; give the copy another", quoted(site.Name), quoted(site.ID))
	}
	site.Name = name(site.Name, "Site") + " (copy)"
	if site.At != nil {
		lon, lat := site.At.Lon()+duplicateOffset, site.At.Lat()-duplicateOffset
		if lon > 180 {
			lon -= 360
		}
		site.At, site.Altitude, site.RawPosition = rounded(orb.Point{lon, max(lat, -90)}), nil, nil
	}
	b, a := check{in: s}, check{in: s}
	b.site(before)
	a.site(site)
	if err := refuse("site", site.Name, b.faults, a.faults); err != nil {
		return nil, err
	}
	out := s.changed(env)
	out.Sites = s.Sites.With(site)
	return out, nil
}

// Apply sets or clears the gate's result.
func (c SetGate) Apply(s *Scenario, env Env) (*Scenario, error) {
	if c.Gate == "" {
		return nil, errors.New("no gate is named; choose a gate of the checklist")
	}
	return s.editSite(c.Site, env, func(site *Site) {
		i := slices.IndexFunc(site.Gates, func(g GateResult) bool { return g.Gate == c.Gate })
		switch {
		case c.Result == "" && i >= 0:
			site.Gates = slice(slices.Delete(site.Gates, i, i+1))
		case c.Result == "":
		case i >= 0:
			site.Gates[i].Result, site.Gates[i].Basis = c.Result, c.Basis
		default:
			site.Gates = append(site.Gates, GateResult{Gate: c.Gate, Result: c.Result, Basis: c.Basis})
		}
	})
}

// Apply changes what is set.
func (c EditDocument) Apply(s *Scenario, env Env) (*Scenario, error) {
	out := s.changed(env)
	for _, f := range []struct{ from, to *string }{
		{c.Title, &out.Title}, {c.Question, &out.Question}, {c.Purpose, &out.Purpose}, {c.Language, &out.Language},
	} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	if c.Handling != nil {
		out.Handling = *c.Handling
	}
	if c.KosovoNote != nil {
		out.KosovoNote = *c.KosovoNote
	}
	return s.withDocument(out)
}

// Apply stores or clears the view.
func (c SetOpeningView) Apply(s *Scenario, env Env) (*Scenario, error) {
	out := s.changed(env)
	out.OpeningView = copied(c.View)
	if c.View == nil {
		out.ViewExtra = nil
	}
	return s.withDocument(out)
}

// withDocument takes a changed copy when its own fields have no new fault.
func (s *Scenario) withDocument(out *Scenario) (*Scenario, error) {
	b, a := check{in: s}, check{in: out}
	b.document(s)
	a.document(out)
	if err := refuse("document", "", b.faults, a.faults); err != nil {
		return nil, err
	}
	if s.document() == out.document() {
		return s, nil
	}
	return out, nil
}
