package scenario

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
)

// act is a command in words, in the two forms the window needs.
type act struct {
	did  string // "Moved"
	do   string // "move"
	what string // "Gračanica"
	more string // " by 2.4 km"; said in the toast only
}

func (a act) label() string { return strings.TrimSpace(a.did+" "+a.what) + a.more }

// Phrase is a command as a menu names it after Undo or Redo: "move Gračanica". before is the state it was applied to.
func Phrase(c Command, before *Scenario) string {
	if w, ok := c.(interface{ act(*Scenario) act }); ok {
		a := w.act(before)
		return strings.TrimSpace(a.do + " " + a.what)
	}
	if p, ok := c.(Patch); ok && p.Do != "" {
		return p.Do
	}
	l := c.Label(before)
	return strings.ToLower(l[:min(1, len(l))]) + l[min(1, len(l)):]
}

// name shortens the name of an item for a toast or a menu.
func name(s, kind string) string {
	if s = strings.TrimSpace(s); s == "" {
		return kind
	}
	return shortened(s, 40)
}

func siteName(s *Scenario, id string) string {
	if x, ok := s.Sites.Get(id); ok {
		return name(x.Name, "a site")
	}
	return "a site"
}

func noteName(s *Scenario, id string) string {
	if x, ok := s.Notes.Get(id); ok {
		return "note " + name(x.Title, "")
	}
	return "a note"
}

// spot names what a note is linked to.
func spot(s *Scenario, site, place string) string {
	if site != "" {
		return siteName(s, site)
	}
	if g, ok := s.Groups.Get(place); ok {
		return name(g.Name, place)
	}
	return place
}

// put words adding or changing an item.
func put(exists bool, what string) act {
	if exists {
		return act{did: "Changed", do: "change", what: what}
	}
	return act{did: "Added", do: "add", what: what}
}

func deletion(what string) act { return act{did: "Deleted", do: "delete", what: what} }

func (c PlaceSite) act(*Scenario) act {
	return act{did: "Placed", do: "place", what: name(c.Site.Name, "a site")}
}

func (c MoveSite) act(s *Scenario) act {
	a := act{did: "Moved", do: "move", what: siteName(s, c.ID)}
	if x, ok := s.Sites.Get(c.ID); ok && x.At != nil {
		a.more = " by " + distance(geo.DistanceHaversine(*x.At, orb.Point{c.Lon, c.Lat}))
	}
	return a
}

// distance words metres.
func distance(m float64) string {
	switch {
	case m < 1:
		return "less than 1 m"
	case m < 999.5:
		return fmt.Sprintf("%.0f m", m)
	case m < 99950:
		return fmt.Sprintf("%.1f km", m/1000)
	}
	return fmt.Sprintf("%.0f km", math.Round(m/1000))
}

func (c RenameSite) act(s *Scenario) act {
	return act{did: "Renamed", do: "rename", what: siteName(s, c.ID), more: " to " + name(c.Name, "nothing")}
}

func (c EditSite) act(s *Scenario) act {
	what := siteName(s, c.Site.ID)
	if c.What != "" {
		what = c.What + " of " + what
	}
	return act{did: "Changed", do: "change", what: what}
}

func (c DeleteSites) act(s *Scenario) act {
	if len(c.IDs) == 1 {
		return deletion(siteName(s, c.IDs[0]))
	}
	return deletion(fmt.Sprintf("%d sites", len(c.IDs)))
}

func (c DuplicateSite) act(s *Scenario) act {
	return act{did: "Duplicated", do: "duplicate", what: siteName(s, c.ID)}
}

func (c SetGate) act(s *Scenario) act {
	a := act{did: "Set gate", do: "set gate", what: strings.ReplaceAll(c.Gate, "_", " ") + " of " + siteName(s, c.Site)}
	if c.Result == "" {
		a.did, a.do = "Cleared gate", "clear gate"
	} else {
		a.more = " to " + strings.ReplaceAll(c.Result, "_", " ")
	}
	return a
}

func (c AttachNote) act(s *Scenario) act {
	return act{did: "Attached", do: "attach", what: noteName(s, c.Note), more: " to " + spot(s, c.Site, c.Place)}
}

func (c DetachNote) act(s *Scenario) act {
	return act{did: "Detached", do: "detach", what: noteName(s, c.Note), more: " from " + spot(s, c.Site, c.Place)}
}

func (c PutNote) act(s *Scenario) act {
	_, ok := s.Notes.Get(c.Note.ID)
	return put(ok, "note "+name(c.Note.Title, ""))
}

func (c DeleteNote) act(s *Scenario) act { return deletion(noteName(s, c.ID)) }

func factName(f *Fact) string {
	return strings.ReplaceAll(f.Key, "_", " ") + " of " + f.Place
}

func (c PutFact) act(s *Scenario) act {
	_, ok := s.Facts.Get(c.Fact.ID)
	return put(ok, factName(&c.Fact))
}

func (c DeleteFact) act(s *Scenario) act {
	if f, ok := s.Facts.Get(c.ID); ok {
		return deletion(factName(f))
	}
	return deletion("a fact")
}

func (c PutSource) act(s *Scenario) act {
	_, ok := s.Sources.Get(c.Source.ID)
	return put(ok, "source "+name(c.Source.Title, ""))
}

func (c DeleteSource) act(s *Scenario) act {
	if x, ok := s.Sources.Get(c.ID); ok {
		return deletion("source " + name(x.Title, ""))
	}
	return deletion("a source")
}

func (c PutPosition) act(s *Scenario) act {
	_, ok := s.Positions.Get(c.Position.ID)
	return put(ok, "position of "+c.Position.Place)
}

func (c DeletePosition) act(s *Scenario) act {
	if p, ok := s.Positions.Get(c.ID); ok {
		return deletion("position of " + p.Place)
	}
	return deletion("a position")
}

func (c PutGroup) act(s *Scenario) act {
	_, ok := s.Groups.Get(c.Group.ID)
	return put(ok, "group "+name(c.Group.Name, ""))
}

func (c DeleteGroup) act(s *Scenario) act {
	if g, ok := s.Groups.Get(c.ID); ok {
		return deletion("group " + name(g.Name, ""))
	}
	return deletion("a group")
}

func (c PutPlan) act(s *Scenario) act {
	_, ok := s.Plans.Get(c.Plan.ID)
	return put(ok, "plan "+name(c.Plan.Name, ""))
}

func (c DeletePlan) act(s *Scenario) act {
	if p, ok := s.Plans.Get(c.ID); ok {
		return deletion("plan " + name(p.Name, ""))
	}
	return deletion("a plan")
}

func (c EditDocument) act(*Scenario) act {
	var parts []string
	for _, f := range []struct {
		set  bool
		name string
	}{{c.Title != nil, "title"}, {c.Question != nil, "question"}, {c.Purpose != nil, "purpose"}, {c.Language != nil, "language"},
		{c.Handling != nil, "handling"}, {c.KosovoNote != nil, "Kosovo note"}} {
		if f.set {
			parts = append(parts, f.name)
		}
	}
	return act{did: "Changed", do: "change", what: "the " + strings.Join(parts, ", ")}
}

func (c SetOpeningView) act(*Scenario) act {
	if c.View == nil {
		return act{did: "Cleared", do: "clear", what: "the opening view"}
	}
	return act{did: "Set", do: "set", what: "the opening view"}
}
