package store

import "hubscape/app/scenario"

// The members of each entity, in file order. Names are the Go field names in snake case.

func siteProperties(f *form, s *scenario.Site, place func(*form)) {
	text(f, "name", &s.Name)
	text(f, "status", &s.Status)
	place(f)
	text(f, "host_place", &s.HostPlace)
	text(f, "precision", &s.Precision)
	text(f, "kind", &s.Kind)
	text(f, "regime", &s.Regime)
	text(f, "operator", &s.Operator)
	f.whole("capacity", &s.Capacity)
	f.whole("max_stay", &s.MaxStay)
	text(f, "status_as_of", &s.StatusAsOf)
	text(f, "status_source", &s.StatusSource)
	text(f, "description", &s.Description)
	members(f, "gates", &s.Gates, false, func(f *form, g *scenario.GateResult) {
		text(f, "gate", &g.Gate)
		text(f, "result", &g.Result)
		text(f, "basis", &g.Basis)
		f.extra(&g.Extra)
	})
	f.extra(&s.PropExtra)
}

func groupMembers(f *form, g *scenario.Group) {
	text(f, "id", &g.ID)
	text(f, "name", &g.Name)
	text(f, "as_of", &g.AsOf)
	f.set("members", &g.Members)
	f.extra(&g.Extra)
}

func positionMembers(f *form, p *scenario.Position) {
	text(f, "id", &p.ID)
	text(f, "place", &p.Place)
	text(f, "scheme", &p.Scheme)
	f.set("sending", &p.Sending)
	text(f, "status", &p.Status)
	text(f, "as_of", &p.AsOf)
	text(f, "summary", &p.Summary)
	members(f, "evidence", &p.Evidence, true, evidenceMembers)
	f.extra(&p.Extra)
}

func factMembers(f *form, x *scenario.Fact) {
	text(f, "id", &x.ID)
	text(f, "place", &x.Place)
	text(f, "key", &x.Key)
	text(f, "value", &x.Value)
	text(f, "as_of", &x.AsOf)
	text(f, "source", &x.Source)
	f.extra(&x.Extra)
}

func sourceMembers(f *form, s *scenario.Source) {
	text(f, "id", &s.ID)
	text(f, "title", &s.Title)
	text(f, "publisher", &s.Publisher)
	text(f, "url", &s.URL)
	text(f, "published", &s.Published)
	text(f, "accessed", &s.Accessed)
	text(f, "type", &s.Type)
	text(f, "reliability", &s.Reliability)
	text(f, "derived_from", &s.DerivedFrom)
	f.extra(&s.Extra)
}

func noteMembers(f *form, n *scenario.Note) {
	text(f, "id", &n.ID)
	text(f, "title", &n.Title)
	text(f, "category", &n.Category)
	text(f, "polarity", &n.Polarity)
	text(f, "because", &n.Because)
	text(f, "may", &n.May)
	text(f, "leading_to", &n.LeadingTo)
	f.set("places", &n.Places)
	f.set("sites", &n.Sites)
	members(f, "evidence", &n.Evidence, true, evidenceMembers)
	members(f, "assessments", &n.Assessments, true, assessmentMembers)
	members(f, "controls", &n.Controls, true, controlMembers)
	text(f, "counterpoint", &n.Counterpoint)
	f.set("affected", &n.Affected)
	text(f, "owner_role", &n.OwnerRole)
	text(f, "review_by", &n.ReviewBy)
	text(f, "audience", &n.Audience)
	f.set("tags", &n.Tags)
	f.extra(&n.Extra)
}

func evidenceMembers(f *form, e *scenario.Evidence) {
	text(f, "id", &e.ID)
	text(f, "source", &e.Source)
	text(f, "text", &e.Text)
	text(f, "attributed_to", &e.AttributedTo)
	text(f, "attribution", &e.Attribution)
	text(f, "date", &e.Date)
	f.count("credibility", &e.Credibility)
	text(f, "stance", &e.Stance)
	text(f, "as_reported", &e.AsReported)
	text(f, "grade_status", &e.GradeStatus)
	text(f, "audience", &e.Audience)
	f.extra(&e.Extra)
}

func assessmentMembers(f *form, a *scenario.Assessment) {
	text(f, "id", &a.ID)
	text(f, "scope", &a.Scope)
	text(f, "likelihood", &a.Likelihood)
	f.number("percent", &a.Percent)
	f.whole("impact", &a.Impact)
	text(f, "confidence", &a.Confidence)
	text(f, "rationale", &a.Rationale)
	text(f, "role", &a.Role)
	text(f, "date", &a.Date)
	f.extra(&a.Extra)
}

func controlMembers(f *form, c *scenario.Control) {
	text(f, "id", &c.ID)
	text(f, "text", &c.Text)
	text(f, "side", &c.Side)
	text(f, "type", &c.Type)
	text(f, "owner_role", &c.OwnerRole)
	text(f, "status", &c.Status)
	text(f, "weakness", &c.Weakness)
	f.extra(&c.Extra)
}

func planMembers(f *form, p *scenario.Plan) {
	text(f, "id", &p.ID)
	text(f, "name", &p.Name)
	f.flag("baseline", &p.Baseline)
	members(f, "sites", &p.Sites, true, func(f *form, s *scenario.PlanSite) {
		text(f, "site", &s.Site)
		f.whole("capacity", &s.Capacity)
		text(f, "opening", &s.Opening)
		f.number("cost", &s.Cost)
		text(f, "currency", &s.Currency)
		f.count("price_year", &s.PriceYear)
		f.extra(&s.Extra)
	})
	text(f, "notes", &p.Notes)
	f.extra(&p.Extra)
}

// hubMembers visits the hubscape member, all but version.
func hubMembers(f *form, s *scenario.Scenario) {
	text(f, "id", &s.ID)
	text(f, "title", &s.Title)
	text(f, "question", &s.Question)
	text(f, "purpose", &s.Purpose)
	text(f, "language", &s.Language)
	hasHandling := s.Handling != scenario.Handling{} || len(s.HandlingExtra) > 0
	part(f, "handling", hasHandling, func(f *form) {
		text(f, "tlp", &s.Handling.TLP)
		text(f, "marking", &s.Handling.Marking)
		f.extra(&s.HandlingExtra)
	})
	text(f, "kosovo_note", &s.KosovoNote)
	f.moment("created", &s.Created)
	f.moment("updated", &s.Updated)
	viewMember(f, s)
	entities(f, "groups", &s.Groups, false, groupMembers)
	entities(f, "positions", &s.Positions, false, positionMembers)
	entities(f, "facts", &s.Facts, false, factMembers)
	entities(f, "sources", &s.Sources, false, sourceMembers)
	entities(f, "notes", &s.Notes, true, noteMembers)
	entities(f, "plans", &s.Plans, false, planMembers)
	rooms(f, "criteria", &s.Criteria)
	rooms(f, "shocks", &s.Shocks)
	rooms(f, "actions", &s.Actions)
	rooms(f, "slides", &s.Slides)
	entities(f, "layers", &s.Layers, false, layerMembers)
	f.extra(&s.Extra)
}

func viewMember(f *form, s *scenario.Scenario) {
	v := scenario.View{}
	if s.OpeningView != nil {
		v = *s.OpeningView
	}
	found := part(f, "view", s.OpeningView != nil, func(f *form) {
		f.point("center", &v.Center)
		zoom := &v.Zoom
		f.number("zoom", &zoom)
		v.Zoom = *zoom
		f.extra(&s.ViewExtra)
	})
	if f.o != nil && found {
		s.OpeningView = &v
	}
}

// part visits a member that is one object; written only when there is something to say. A damaged one is named and
// left out.
func part(f *form, key string, write bool, visit func(*form)) (found bool) {
	if f.o == nil {
		if write {
			f.w.key(key)
			f.w.object(false, visit)
		}
		return write
	}
	n := f.o.take(key, kObject)
	return n != nil && f.o.r.object(n, f.o.where+"."+key, visit)
}

// entities visits a list of things with an identity, one a line, sorted by id.
func entities[T any, P interface {
	*T
	scenario.Item
}](f *form, key string, l *scenario.List[P], broken bool, each func(*form, P)) {
	if f.o == nil {
		if l.Len() == 0 {
			return
		}
		f.w.key(key)
		f.w.begin('[', true)
		for _, it := range l.All() {
			f.w.item()
			f.w.summed(broken, func(g *form) { each(g, it) })
		}
		f.w.end(']')
		return
	}
	n := f.o.take(key, kArray)
	if n == nil {
		return
	}
	items := make([]P, 0, len(n.items))
	seen := ids{}
	for i := range n.items {
		it := P(new(T))
		where := f.o.where + "." + key + "[" + itoa(i) + "]"
		var v verdict
		if f.o.r.object(&n.items[i], where, func(g *form) { v = g.o.r.sum(g.o); each(g, it) }) && f.o.r.admit(seen, it.Ident(), &n.items[i], where) {
			items = append(items, it)
			f.o.r.sealed(listKinds[key], it, v)
		}
	}
	*l = scenario.ListOf(items...)
}
