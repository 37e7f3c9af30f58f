package audience

import (
	"slices"

	"hubscape/app/scenario"
)

// hideSources decides which sources must not be named: unpublished ones that only statements off the record or without
// a name cite, and in a public copy every unpublished one.
func (c *copier) hideSources() {
	open := map[string]bool{}
	each := func(list []scenario.Evidence) {
		for _, e := range list {
			if e.Attribution != "off_record" && e.Attribution != "unattributed" {
				open[e.Source] = true
			}
		}
	}
	secret := map[string]bool{}
	mark := func(list []scenario.Evidence) {
		for _, e := range list {
			if e.Attribution == "off_record" || e.Attribution == "unattributed" {
				secret[e.Source] = true
			}
		}
	}
	for _, n := range c.doc.Notes.All() {
		each(n.Evidence)
		mark(n.Evidence)
	}
	for _, p := range c.doc.Positions.All() {
		each(p.Evidence)
		mark(p.Evidence)
	}
	for _, f := range c.doc.Facts.All() {
		open[f.Source] = true
	}
	for _, s := range c.doc.Sources.All() {
		if c.left(s.ID) || !Published(s) && (c.public() || secret[s.ID] && !open[s.ID]) {
			c.hidden[s.ID] = true
		}
	}
}

// marked gives the audience of an item from its own mark.
func (c *copier) marked(mark string) Audience {
	if mark == "" {
		if c.rules.BlankAs != "" {
			return c.rules.BlankAs
		}
		return Internal
	}
	return Audience(mark)
}

// released tells whether an item of an audience may go along; if so the copy's label rises to what it asks for.
func (c *copier) released(a Audience, label string) bool {
	if a.width() < c.rules.Audience.width() || rank(label) > rank(c.rules.Audience.limit()) {
		return false
	}
	c.strictest = stricter(stricter(c.strictest, a.floor()), label)
	return true
}

func (c *copier) published(source string) bool {
	s, ok := c.doc.Sources.Get(source)
	return ok && Published(s)
}

func (c *copier) notes() {
	var list []*scenario.Note
	held := map[string]int{}
	for _, n := range c.doc.Notes.All() {
		if c.left(n.ID) || !c.released(c.marked(n.Audience), tagged(n.Tags)) {
			held[c.whyNote(n)]++
			c.heldNotes[n.ID] = true
			c.noteSecrets(n)
			continue
		}
		list = append(list, c.note(n))
	}
	for _, why := range []string{notMarked, narrower, labelled, leftOut} {
		c.report.held("notes", held[why], why)
	}
	c.out.Notes = scenario.ListOf(list...)
	c.report.in("notes", len(list))
}

const (
	notMarked = "not marked for any audience, which counts as internal"
	narrower  = "marked for a narrower audience"
	labelled  = "labelled for fewer people"
	leftOut   = "left out by whoever makes the copy"
)

// left tells whether whoever makes the copy named an item to stay behind.
func (c *copier) left(id string) bool { return slices.Contains(c.rules.Without, id) }

func (c *copier) whyNote(n *scenario.Note) string {
	switch {
	case c.left(n.ID):
		return leftOut
	case n.Audience == "":
		return notMarked
	case tagged(n.Tags) != "":
		return labelled
	}
	return narrower
}

// note makes the copy of a note that goes along.
func (c *copier) note(n *scenario.Note) *scenario.Note {
	kept := *n
	kept.Evidence = c.evidence(n.Evidence, c.marked(n.Audience))
	c.unknown("a note", n.Extra)
	kept.Extra = nil
	kept.Assessments, kept.Controls = slices.Clone(n.Assessments), slices.Clone(n.Controls)
	roles := 0
	drop := func(role *string) {
		if *role != "" && c.public() && !c.rules.KeepRoles {
			c.secret(kindRole, "role", *role)
			*role = ""
			roles++
		}
	}
	drop(&kept.OwnerRole)
	for i := range kept.Assessments {
		a := &kept.Assessments[i]
		c.unknown("an assessment", a.Extra)
		a.Extra = nil
		drop(&a.Role)
	}
	for i := range kept.Controls {
		k := &kept.Controls[i]
		c.unknown("a control", k.Extra)
		k.Extra = nil
		drop(&k.OwnerRole)
	}
	c.report.held("roles of owners and assessors", roles, "who works on it is not for this audience")
	return &kept
}

// noteSecrets remembers everything that a note said.
func (c *copier) noteSecrets(n *scenario.Note) {
	c.secret(kindID, "note", n.ID)
	c.secret(kindTitle, "title of a note", n.Title)
	for _, text := range []string{n.Because, n.May, n.LeadingTo, n.Counterpoint} {
		c.secret(kindText, "text of a note", text)
	}
	for i := range n.Evidence {
		c.evidenceSecrets(&n.Evidence[i])
	}
	for _, a := range n.Assessments {
		c.secret(kindID, "assessment", a.ID)
		c.secret(kindText, "reasons of an assessment", a.Rationale)
	}
	for _, k := range n.Controls {
		c.secret(kindID, "control", k.ID)
		c.secret(kindText, "control of a note", k.Text)
		c.secret(kindText, "control of a note", k.Weakness)
	}
	for _, m := range n.Extra {
		c.secretJSON("unknown member of a note", m.Raw)
	}
}

func (c *copier) evidenceSecrets(e *scenario.Evidence) {
	c.secret(kindID, "evidence", e.ID)
	c.secret(kindText, "text of evidence", e.Text)
	c.secret(kindText, "qualifier of evidence", e.AsReported)
	if !c.published(e.Source) {
		c.secret(kindAttribution, "attribution", e.AttributedTo)
	}
	for _, m := range e.Extra {
		c.secretJSON("unknown member of evidence", m.Raw)
	}
}

// evidence lets go along what may, and takes the names off that were never published. owner is the audience of the note
// or position that the evidence belongs to.
func (c *copier) evidence(list []scenario.Evidence, owner Audience) []scenario.Evidence {
	var out []scenario.Evidence
	for _, e := range list {
		public := c.published(e.Source)
		a := c.marked(e.Audience)
		if e.Audience == "" && public && owner.width() > a.width() {
			a = owner
		}
		secret := !public && (e.Attribution == "off_record" || e.Attribution == "unattributed")
		switch {
		case c.left(e.ID):
			c.report.held("evidence", 1, leftOut)
			c.evidenceSecrets(&e)
			continue
		case secret && c.rules.DropOffRecord:
			c.report.held("off-record evidence", 1, "said off the record and never published")
			c.evidenceSecrets(&e)
			continue
		case !c.released(a, ""):
			why := narrower
			if e.Audience == "" {
				why = notMarked
			}
			c.report.held("evidence", 1, why)
			c.evidenceSecrets(&e)
			continue
		}
		c.unknown("evidence", e.Extra)
		e.Extra = nil
		c.unname(&e, public, secret)
		if e.Source != "" {
			c.cited[e.Source] = true
		}
		out = append(out, e)
	}
	c.report.in("pieces of evidence", len(out))
	return out
}

// unname takes the attribution off a statement that stays, when it was never published, and the source when it must not
// be named.
func (c *copier) unname(e *scenario.Evidence, public, secret bool) {
	if secret || !public && c.public() {
		if e.AttributedTo != "" {
			c.secret(kindAttribution, "attribution", e.AttributedTo)
			why := "never published"
			if secret {
				why = "said off the record and never published"
			}
			c.report.held("attributions", 1, why)
		}
		e.AttributedTo = Withheld
		e.Source = ""
		if secret && len(e.Date) > len("2006") {
			e.Date = e.Date[:len("2006")] // the day of a talk tells who was there
			c.report.held("days of off-record statements", 1, "the year stays")
		}
	}
	if c.hidden[e.Source] {
		e.Source = ""
	}
}

// positions hold back those that rest only on what is held back.
func (c *copier) positions() {
	var list []*scenario.Position
	for _, p := range c.doc.Positions.All() {
		kept := *p
		kept.Evidence = c.evidence(p.Evidence, Public)
		if left := c.left(p.ID); left || len(p.Evidence) > 0 && len(kept.Evidence) == 0 {
			c.heldPositions[p.ID] = true
			why := "they rest only on evidence that is held back"
			if left {
				why = leftOut
			}
			c.report.held("positions of states", 1, why)
			c.secret(kindID, "position", p.ID)
			c.secret(kindText, "summary of a position", p.Summary)
			continue
		}
		c.unknown("a position", p.Extra)
		kept.Extra = nil
		list = append(list, &kept)
	}
	c.out.Positions = scenario.ListOf(list...)
	c.report.in("positions of states", len(list))
}

// facts of unpublished sources are not for the public.
func (c *copier) facts() {
	var list []*scenario.Fact
	for _, f := range c.doc.Facts.All() {
		if left := c.left(f.ID); left || c.hidden[f.Source] {
			why := "their source is held back"
			if left {
				why = leftOut
			}
			c.report.held("facts", 1, why)
			c.secret(kindID, "fact", f.ID)
			c.secret(kindText, "fact", f.Value)
			continue
		}
		kept := *f
		c.unknown("a fact", f.Extra)
		kept.Extra = nil
		if f.Source != "" {
			c.cited[f.Source] = true
		}
		list = append(list, &kept)
	}
	c.out.Facts = scenario.ListOf(list...)
	c.report.in("facts", len(list))
}

// sources keeps what the copy cites, with the sources that those derive from.
func (c *copier) sources() {
	stay := map[string]bool{}
	for id := range c.cited {
		for at := id; at != "" && !stay[at] && !c.hidden[at]; {
			s, ok := c.doc.Sources.Get(at)
			if !ok {
				break
			}
			stay[at] = true
			at = s.DerivedFrom
		}
	}
	var list []*scenario.Source
	for _, s := range c.doc.Sources.All() {
		if !stay[s.ID] {
			c.sourceSecrets(s)
			why := "cited by nothing that is in the copy"
			switch {
			case c.left(s.ID):
				why = leftOut
			case c.hidden[s.ID]:
				why = "never published"
			}
			c.report.held("sources", 1, why)
			continue
		}
		kept := *s
		c.unknown("a source", s.Extra)
		kept.Extra = nil
		if !stay[s.DerivedFrom] {
			kept.DerivedFrom = ""
		}
		list = append(list, &kept)
	}
	c.out.Sources = scenario.ListOf(list...)
	c.report.in("sources", len(list))
}

func (c *copier) sourceSecrets(s *scenario.Source) {
	c.secret(kindID, "source", s.ID)
	c.secret(kindTitle, "title of a source", s.Title)
	c.secret(kindAddress, "address of a source", s.URL)
	if !Published(s) {
		c.secret(kindPublisher, "publisher of a source", s.Publisher)
	}
	for _, m := range s.Extra {
		c.secretJSON("unknown member of a source", m.Raw)
	}
}

// relink takes the ids of what is held back out of everything that stays.
func (c *copier) relink() {
	var list []*scenario.Note
	for _, n := range c.out.Notes.All() {
		n.Sites = slices.DeleteFunc(slices.Clone(n.Sites), func(id string) bool { return c.heldSites[id] })
		list = append(list, n)
	}
	c.out.Notes = scenario.ListOf(list...)
}
