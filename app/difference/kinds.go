package difference

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/geo/measure"
)

// The tables of aspects: one line for each thing that can change.

var siteAspects = []aspect[scenario.Site]{
	text("name", "name", func(s *scenario.Site) *string { return &s.Name }),
	{key: "place", rows: placeRows, carry: carryPlace},
	value("kind", "kind", func(s *scenario.Site) *string { return &s.Kind }, term(evidence.Kinds)),
	value("status", "status", func(s *scenario.Site) *scenario.Status { return &s.Status }, status),
	text("status_as_of", "date of the status", func(s *scenario.Site) *string { return &s.StatusAsOf }),
	value("status_source", "source of the status", func(s *scenario.Site) *string { return &s.StatusSource }, namer.source),
	value("regime", "regime", func(s *scenario.Site) *string { return &s.Regime }, term(evidence.Regimes)),
	value("operator", "operator", func(s *scenario.Site) *string { return &s.Operator }, term(evidence.Operators)),
	pointer("capacity", "capacity", func(s *scenario.Site) **int { return &s.Capacity }, numberOf[int]("persons")),
	pointer("max_stay", "longest stay", func(s *scenario.Site) **int { return &s.MaxStay }, numberOf[int]("days")),
	parts("gates", "gates", func(s *scenario.Site) *[]scenario.GateResult { return &s.Gates }, gateList),
	text("description", "description", func(s *scenario.Site) *string { return &s.Description }),
	members("extra", func(s *scenario.Site) *[]scenario.Member { return &s.Extra }),
	members("properties", func(s *scenario.Site) *[]scenario.Member { return &s.PropExtra }),
	members("geometry", func(s *scenario.Site) *[]scenario.Member { return &s.GeomExtra }),
	members("hubscape", func(s *scenario.Site) *[]scenario.Member { return &s.HubExtra }),
}

func status(_ namer, s scenario.Status) string { return evidence.Label(evidence.Statuses, string(s)) }

func samePoint(a, b *orb.Point) bool { return a == b || a != nil && b != nil && *a == *b }

func sameNumber[V comparable](a, b *V) bool { return a == b || a != nil && b != nil && *a == *b }

// placeRows compares where two sites are, and how exactly that is known.
func placeRows(c *pair, a, b *scenario.Site) []Row {
	rows := pointRows(c, a, b)
	if a.Precision != b.Precision && !pinned(a, b) {
		rows = append(rows, edit(c, "place/precision", "precision", precision(a.Precision), precision(b.Precision)))
	}
	return rows
}

func carryPlace(dst, src *scenario.Site, w *want) {
	if w.parts["precision"] != nil || w.whole && pinned(dst, src) {
		dst.Precision = src.Precision
	}
	if w.whole {
		dst.At, dst.Altitude, dst.HostPlace, dst.RawPosition = src.At, src.Altitude, src.HostPlace, src.RawPosition
	}
}

// pointRows compares point, altitude, or the place that stands for them.
func pointRows(c *pair, a, b *scenario.Site) []Row {
	if samePoint(a.At, b.At) && sameNumber(a.Altitude, b.Altitude) && a.HostPlace == b.HostPlace && string(a.RawPosition) == string(b.RawPosition) {
		return nil
	}
	if a.At != nil && b.At != nil && *a.At != *b.At {
		r := Row{Path: "place", Sort: Move, What: "place", From: a.At, To: b.At, verb: true}
		r.Was, r.Now = points(*a.At, *b.At)
		r.said = "moved " + moved(*a.At, *b.At)
		r.Text = nameMark + " " + r.said
		if x, y := c.was.host(*a.At), c.now.host(*b.At); x != y {
			r.More = "host " + orBlank(x) + " → " + orBlank(y)
			r.said += ", " + r.More
		}
		return []Row{r}
	}
	x, y := where(c.was, a), where(c.now, b)
	if x == y {
		x, y = orBlank(string(a.RawPosition)), orBlank(string(b.RawPosition))
		r := edit(c, "place", "digits of the position", x, y)
		r.From, r.To = a.At, b.At
		return []Row{r}
	}
	r := edit(c, "place", "place", x, y)
	r.From, r.To = a.At, b.At
	return []Row{r}
}

// pinned says whether of two states of a site one has a point and the other has not. The precision goes with the point
// then, since not every precision suits both.
func pinned(a, b *scenario.Site) bool { return (a.At == nil) != (b.At == nil) }

func precision(p scenario.Precision) string {
	return orBlank(evidence.Label(evidence.Precisions, string(p)))
}

// where words the place of a site.
func where(n namer, s *scenario.Site) string {
	var words []string
	if s.At != nil {
		words = append(words, measure.FormatPoint(*s.At, 4))
	}
	if s.Altitude != nil {
		words = append(words, numberOf[float64]("m")(*s.Altitude)+" above the sea")
	}
	if s.HostPlace != "" {
		words = append(words, n.namePlace(s.HostPlace))
	}
	return orBlank(strings.Join(words, ", "))
}

var gateList = listOf[scenario.GateResult]{
	id: func(g *scenario.GateResult) string { return g.Gate },
	same: func(a, b *scenario.GateResult) bool {
		return a.Result == b.Result && a.Basis == b.Basis && sameMembers(a.Extra, b.Extra)
	},
	whole: func(c *pair, a, b *scenario.GateResult) Row {
		var x, y scenario.GateResult
		if a != nil {
			x = *a
		}
		if b != nil {
			y = *b
		}
		key := x.Gate
		if a == nil {
			key = y.Gate
		}
		if g, ok := evidence.GateByKey(key); ok {
			key = strings.ToLower(g.Title[:1]) + g.Title[1:]
		}
		was, now := orBlank(evidence.Label(evidence.GateResults, x.Result)), orBlank(evidence.Label(evidence.GateResults, y.Result))
		if was == now {
			was, now = orBlank(x.Basis), orBlank(y.Basis)
			key += ", basis"
		}
		return edit(c, "", "gate "+key, was, now)
	},
}

func sameMembers(a, b []scenario.Member) bool {
	return slices.EqualFunc(a, b, func(x, y scenario.Member) bool { return x.Key == y.Key && string(x.Raw) == string(y.Raw) })
}

var groupAspects = []aspect[scenario.Group]{
	text("name", "name", func(g *scenario.Group) *string { return &g.Name }),
	text("as_of", "date of the list", func(g *scenario.Group) *string { return &g.AsOf }),
	set("members", "members", func(g *scenario.Group) *[]string { return &g.Members }, simply("member", namer.namePlace)),
	members("extra", func(g *scenario.Group) *[]scenario.Member { return &g.Extra }),
}

var positionAspects = []aspect[scenario.Position]{
	value("place", "place", func(p *scenario.Position) *string { return &p.Place }, namer.namePlace),
	value("scheme", "scheme", func(p *scenario.Position) *string { return &p.Scheme }, term(evidence.Schemes)),
	set("sending", "sending states", func(p *scenario.Position) *[]string { return &p.Sending }, simply("sending state", namer.namePlace)),
	value("status", "status", func(p *scenario.Position) *scenario.Status { return &p.Status }, status),
	text("as_of", "date", func(p *scenario.Position) *string { return &p.AsOf }),
	text("summary", "summary", func(p *scenario.Position) *string { return &p.Summary }),
	parts("evidence", "evidence", func(p *scenario.Position) *[]scenario.Evidence { return &p.Evidence }, evidenceList),
	members("extra", func(p *scenario.Position) *[]scenario.Member { return &p.Extra }),
}

var factAspects = []aspect[scenario.Fact]{
	value("place", "place", func(f *scenario.Fact) *string { return &f.Place }, namer.namePlace),
	text("key", "what it tells", func(f *scenario.Fact) *string { return &f.Key }),
	text("value", "value", func(f *scenario.Fact) *string { return &f.Value }),
	text("as_of", "date", func(f *scenario.Fact) *string { return &f.AsOf }),
	value("source", "source", func(f *scenario.Fact) *string { return &f.Source }, namer.source),
	members("extra", func(f *scenario.Fact) *[]scenario.Member { return &f.Extra }),
}

var sourceAspects = []aspect[scenario.Source]{
	text("title", "title", func(s *scenario.Source) *string { return &s.Title }),
	text("publisher", "publisher", func(s *scenario.Source) *string { return &s.Publisher }),
	text("url", "address", func(s *scenario.Source) *string { return &s.URL }),
	text("published", "date published", func(s *scenario.Source) *string { return &s.Published }),
	text("accessed", "date read", func(s *scenario.Source) *string { return &s.Accessed }),
	value("type", "type", func(s *scenario.Source) *string { return &s.Type }, term(evidence.SourceTypes)),
	value("reliability", "reliability", func(s *scenario.Source) *string { return &s.Reliability },
		func(_ namer, k string) string { return grade(evidence.Reliabilities, k) }),
	value("derived_from", "source it retells", func(s *scenario.Source) *string { return &s.DerivedFrom }, namer.source),
	members("extra", func(s *scenario.Source) *[]scenario.Member { return &s.Extra }),
}

var noteAspects = []aspect[scenario.Note]{
	text("title", "title", func(n *scenario.Note) *string { return &n.Title }),
	value("category", "category", func(n *scenario.Note) *string { return &n.Category }, term(evidence.Categories)),
	value("polarity", "polarity", func(n *scenario.Note) *string { return &n.Polarity }, term(evidence.Polarities)),
	text("because", "because", func(n *scenario.Note) *string { return &n.Because }),
	text("may", "may", func(n *scenario.Note) *string { return &n.May }),
	text("leading_to", "leading to", func(n *scenario.Note) *string { return &n.LeadingTo }),
	parts("assessments", "assessments", func(n *scenario.Note) *[]scenario.Assessment { return &n.Assessments }, assessmentList),
	parts("evidence", "evidence", func(n *scenario.Note) *[]scenario.Evidence { return &n.Evidence }, evidenceList),
	parts("controls", "controls", func(n *scenario.Note) *[]scenario.Control { return &n.Controls }, controlList),
	set("sites", "sites", func(n *scenario.Note) *[]string { return &n.Sites }, attached(namer.site)),
	set("places", "places", func(n *scenario.Note) *[]string { return &n.Places }, attached(namer.namePlace)),
	text("counterpoint", "counterpoint", func(n *scenario.Note) *string { return &n.Counterpoint }),
	set("affected", "affected groups", func(n *scenario.Note) *[]string { return &n.Affected }, simply("affected group", term(evidence.Affected))),
	text("owner_role", "owner", func(n *scenario.Note) *string { return &n.OwnerRole }),
	text("review_by", "review date", func(n *scenario.Note) *string { return &n.ReviewBy }),
	value("audience", "audience", func(n *scenario.Note) *string { return &n.Audience }, term(evidence.Audiences)),
	set("tags", "tags", func(n *scenario.Note) *[]string { return &n.Tags }, simply("tag", func(_ namer, s string) string { return s })),
	members("extra", func(n *scenario.Note) *[]scenario.Member { return &n.Extra }),
}

// attached words a link of a note to a site or a place.
func attached(name func(namer, string) string) func(*pair, string, Sort) Row {
	return func(c *pair, s string, sort Sort) Row {
		n, verb := c.now, "attached to "
		if sort == Remove {
			n, verb = c.was, "detached from "
		}
		r := Row{Sort: sort, What: name(n, s), verb: true}
		r.said = verb + r.What
		r.Text = nameMark + " " + r.said
		return r
	}
}

var evidenceList = listOf[scenario.Evidence]{
	id:    func(e *scenario.Evidence) string { return e.ID },
	whole: comeOrGone("evidence", evidenceWords),
	about: func(_ *pair, a, b *scenario.Evidence, what string) string {
		return what + " of evidence " + quote(b.Text, a.Text)
	},
	aspects: []aspect[scenario.Evidence]{
		value("source", "source", func(e *scenario.Evidence) *string { return &e.Source }, namer.source),
		text("text", "text", func(e *scenario.Evidence) *string { return &e.Text }),
		text("attributed_to", "speaker", func(e *scenario.Evidence) *string { return &e.AttributedTo }),
		value("attribution", "attribution", func(e *scenario.Evidence) *string { return &e.Attribution }, term(evidence.Attributions)),
		text("date", "date", func(e *scenario.Evidence) *string { return &e.Date }),
		value("credibility", "credibility", func(e *scenario.Evidence) *int { return &e.Credibility }, credibility),
		value("stance", "stance", func(e *scenario.Evidence) *string { return &e.Stance }, term(evidence.Stances)),
		text("as_reported", "words as reported", func(e *scenario.Evidence) *string { return &e.AsReported }),
		value("grade_status", "state of the grade", func(e *scenario.Evidence) *string { return &e.GradeStatus }, term(evidence.GradeStatuses)),
		value("audience", "audience", func(e *scenario.Evidence) *string { return &e.Audience }, term(evidence.Audiences)),
		members("extra", func(e *scenario.Evidence) *[]scenario.Member { return &e.Extra }),
	},
}

func evidenceWords(n namer, e *scenario.Evidence) string {
	r := ""
	if s, ok := n.doc.Sources.Get(e.Source); ok {
		r = s.Reliability
	}
	words := []string{}
	if e.Stance != "" {
		words = append(words, strings.ToLower(evidence.Label(evidence.Stances, e.Stance)))
	}
	return strings.Join(append(words, evidence.GradeText(r, e.Credibility)), ", ")
}

// comeOrGone words a part that was added to its item or removed from it.
func comeOrGone[E any](what string, more func(namer, *E) string) func(c *pair, a, b *E) Row {
	return func(c *pair, a, b *E) Row {
		r := Row{Sort: Add, What: what}
		if b == nil {
			r.Sort, r.More, r.Text = Remove, more(c.was, a), capital(what)+" removed from "+nameMark
		} else {
			r.More, r.Text = more(c.now, b), capital(what)+" added to "+nameMark
		}
		r.said = what + " " + r.Sort.Did()
		return r
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// quote gives the first text that is not empty, short and in quotation marks.
func quote(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return "“" + clip(oneLine(t), 40) + "”"
		}
	}
	return "without text"
}

var assessmentAspects = []aspect[scenario.Assessment]{
	value("likelihood", "likelihood", func(a *scenario.Assessment) *string { return &a.Likelihood }, likelihood),
	pointer("percent", "likelihood in per cent", func(a *scenario.Assessment) **float64 { return &a.Percent }, numberOf[float64]("%")),
	pointer("impact", "impact", func(a *scenario.Assessment) **int { return &a.Impact }, impact),
	value("confidence", "confidence", func(a *scenario.Assessment) *string { return &a.Confidence }, term(evidence.Confidences)),
	text("rationale", "reasons", func(a *scenario.Assessment) *string { return &a.Rationale }),
	value("scope", "scope", func(a *scenario.Assessment) *string { return &a.Scope }, term(evidence.Scopes)),
	text("role", "role", func(a *scenario.Assessment) *string { return &a.Role }),
	text("date", "date", func(a *scenario.Assessment) *string { return &a.Date }),
	members("extra", func(a *scenario.Assessment) *[]scenario.Member { return &a.Extra }),
}

var assessmentList = listOf[scenario.Assessment]{
	id: func(a *scenario.Assessment) string { return a.ID },
	about: func(_ *pair, a, b *scenario.Assessment, what string) string {
		switch what {
		case "role", "scope", "date", "reasons":
			what += " of the assessment"
		}
		if b.Scope == "residual" {
			what = "residual " + what
		}
		if b.Role != "" && a.Role == b.Role {
			what += " by " + b.Role
		}
		return what
	},
	aspects: assessmentAspects,
	whole:   rated,
}

// rated words an assessment that came or went as what it is to people: ratings that were blank before, or are now.
func rated(c *pair, a, b *scenario.Assessment) Row {
	x, had := b, a != nil
	if x == nil {
		x = a
	}
	var what, values []string
	add := func(label, v string) { what, values = append(what, label), append(values, v) }
	if x.Likelihood != "" {
		add("likelihood", likelihood(c.now, x.Likelihood))
	}
	if x.Percent != nil {
		add("likelihood in per cent", numberOf[float64]("%")(*x.Percent))
	}
	if x.Impact != nil {
		add("impact", impact(*x.Impact))
	}
	if x.Confidence != "" {
		add("confidence", evidence.Label(evidence.Confidences, x.Confidence))
	}
	if len(what) == 0 {
		return comeOrGone("assessment", func(namer, *scenario.Assessment) string { return "without ratings" })(c, a, b)
	}
	label := join(what)
	if x.Scope == "residual" {
		label = "residual " + label
	}
	if x.Role != "" {
		label += " by " + x.Role
	}
	if had {
		return edit(c, "", label, strings.Join(values, ", "), Blank)
	}
	return edit(c, "", label, Blank, strings.Join(values, ", "))
}

var controlList = listOf[scenario.Control]{
	id:    func(k *scenario.Control) string { return k.ID },
	whole: comeOrGone("control", func(_ namer, k *scenario.Control) string { return quote(k.Text) }),
	about: func(_ *pair, a, b *scenario.Control, what string) string {
		return what + " of control " + quote(b.Text, a.Text)
	},
	aspects: []aspect[scenario.Control]{
		text("text", "text", func(k *scenario.Control) *string { return &k.Text }),
		text("side", "side", func(k *scenario.Control) *string { return &k.Side }),
		text("type", "type", func(k *scenario.Control) *string { return &k.Type }),
		text("owner_role", "owner", func(k *scenario.Control) *string { return &k.OwnerRole }),
		text("status", "status", func(k *scenario.Control) *string { return &k.Status }),
		text("weakness", "weakness", func(k *scenario.Control) *string { return &k.Weakness }),
		members("extra", func(k *scenario.Control) *[]scenario.Member { return &k.Extra }),
	},
}

var planAspects = []aspect[scenario.Plan]{
	text("name", "name", func(p *scenario.Plan) *string { return &p.Name }),
	value("baseline", "role", func(p *scenario.Plan) *bool { return &p.Baseline }, yesNo("baseline", "alternative")),
	parts("sites", "sites", func(p *scenario.Plan) *[]scenario.PlanSite { return &p.Sites }, planSiteList),
	text("notes", "remarks", func(p *scenario.Plan) *string { return &p.Notes }),
	members("extra", func(p *scenario.Plan) *[]scenario.Member { return &p.Extra }),
}

var planSiteList = listOf[scenario.PlanSite]{
	id: func(x *scenario.PlanSite) string { return x.Site },
	whole: func(c *pair, a, b *scenario.PlanSite) Row {
		n, x, verb, sort := c.now, b, "took in ", Add
		if b == nil {
			n, x, verb, sort = c.was, a, "dropped ", Remove
		}
		r := Row{Sort: sort, What: n.site(x.Site), verb: true}
		if x.Capacity != nil {
			r.More = numberOf[int]("persons")(*x.Capacity)
		}
		r.said = verb + r.What
		r.Text = nameMark + " " + r.said
		return r
	},
	about: func(c *pair, _, b *scenario.PlanSite, what string) string { return what + " of " + c.now.site(b.Site) },
	aspects: []aspect[scenario.PlanSite]{
		pointer("capacity", "capacity", func(x *scenario.PlanSite) **int { return &x.Capacity }, numberOf[int]("persons")),
		text("opening", "opening", func(x *scenario.PlanSite) *string { return &x.Opening }),
		pointer("cost", "cost", func(x *scenario.PlanSite) **float64 { return &x.Cost }, numberOf[float64]("")),
		text("currency", "currency", func(x *scenario.PlanSite) *string { return &x.Currency }),
		value("price_year", "price year", func(x *scenario.PlanSite) *int { return &x.PriceYear }, func(_ namer, y int) string {
			if y == 0 {
				return ""
			}
			return strconv.Itoa(y)
		}),
		members("extra", func(x *scenario.PlanSite) *[]scenario.Member { return &x.Extra }),
	},
}

var layerAspects = []aspect[scenario.Layer]{
	text("name", "name", func(l *scenario.Layer) *string { return &l.Name }),
	text("from", "file it came from", func(l *scenario.Layer) *string { return &l.From }),
	value("order", "place in the stack", func(l *scenario.Layer) *int { return &l.Order }, func(_ namer, v int) string { return strconv.Itoa(v) }),
	value("hidden", "visibility", func(l *scenario.Layer) *bool { return &l.Hidden }, yesNo("hidden", "shown")),
	text("color", "colour", func(l *scenario.Layer) *string { return &l.Style.Color }),
	value("width", "line width", func(l *scenario.Layer) *float64 { return &l.Style.Width }, func(_ namer, v float64) string {
		if v == 0 {
			return ""
		}
		return numberOf[float64]("px")(v)
	}),
	text("dash", "dash", func(l *scenario.Layer) *string { return &l.Style.Dash }),
	text("fill", "fill", func(l *scenario.Layer) *string { return &l.Style.Fill }),
	text("symbol", "symbol", func(l *scenario.Layer) *string { return &l.Style.Symbol }),
	value("labels", "names", func(l *scenario.Layer) *bool { return &l.Style.Labels }, yesNo("written", "not written")),
	text("name_key", "property that names", func(l *scenario.Layer) *string { return &l.Style.NameKey }),
	members("style", func(l *scenario.Layer) *[]scenario.Member { return &l.StyleExtra }),
	members("extra", func(l *scenario.Layer) *[]scenario.Member { return &l.Extra }),
}

var documentAspects = []aspect[scenario.Document]{
	text("title", "title", func(d *scenario.Document) *string { return &d.Title }),
	text("question", "question", func(d *scenario.Document) *string { return &d.Question }),
	text("purpose", "purpose", func(d *scenario.Document) *string { return &d.Purpose }),
	text("language", "language", func(d *scenario.Document) *string { return &d.Language }),
	value("tlp", "handling label", func(d *scenario.Document) *string { return &d.Handling.TLP }, term(evidence.TLPLabels)),
	text("marking", "marking", func(d *scenario.Document) *string { return &d.Handling.Marking }),
	value("kosovo_note", "Kosovo note", func(d *scenario.Document) *scenario.KosovoNote { return &d.KosovoNote },
		func(_ namer, k scenario.KosovoNote) string { return strings.ToUpper(string(k)) }),
	{key: "view", rows: func(c *pair, a, b *scenario.Document) []Row {
		if a.HasView == b.HasView && a.OpeningView == b.OpeningView {
			return nil
		}
		say := func(d *scenario.Document) string {
			if !d.HasView {
				return Blank
			}
			return viewWords(d.OpeningView)
		}
		return []Row{edit(c, "view", "opening view", say(a), say(b))}
	}, carry: func(dst, src *scenario.Document, _ *want) {
		dst.OpeningView, dst.HasView = src.OpeningView, src.HasView
	}},
}

// rawText words a JSON value in short: a text without its quotation marks, anything else as it stands.
func rawText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return orBlank(s)
	}
	return orBlank(string(raw))
}
