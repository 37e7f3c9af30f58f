package find

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
)

// shownNames is the number of further spellings in a subtitle.
const shownNames = 3

// placeName is a place's name as the window shows it, Kosovo with the asterisk of its note.
func (s *search) placeName(code string) string {
	name := s.x.country[code]
	if s.doc != nil {
		if g, ok := s.doc.Groups.Get(code); ok {
			name = g.Name
		}
	}
	if name == "" && s.x.m != nil {
		if d := s.x.m.Division(code); d != nil {
			name = d.Name
		}
	}
	if code == "XKX" && (s.doc == nil || evidence.KosovoAsterisk(s.doc.KosovoNote)) {
		name += "*"
	}
	if name == "" {
		return code
	}
	return name
}

// place shows a country, division, town or group.
func (s *search) place(h hit) Result {
	r := Result{Group: Places, Kind: h.e.kind, Code: h.e.code}
	var parts []string
	switch h.e.kind {
	case Country:
		c := &s.x.m.Countries[h.e.at]
		r.Title, r.At, r.HasPoint, r.Bound = s.placeName(c.Code), c.LabelAt, true, c.Bound
		if c.Code == "" {
			r.Title = countryName(c)
		}
		parts = append(s.spellings(h, c.Local), "country")
		if c.Code != "" {
			parts = append(parts, c.Code)
		}
	case Division:
		d := &s.x.m.Divisions[h.e.at]
		r.Title, r.At, r.HasPoint, r.Bound = d.Name, d.LabelAt, true, d.Bound
		parts = append(s.spellings(h, d.Local), kindOf(d.Kind), s.placeName(d.Country))
	case Town:
		t := &s.x.m.Towns[h.e.at]
		r.Title, r.At, r.HasPoint, r.Bound = t.Name, t.At, true, orb.Bound{Min: t.At, Max: t.At}
		kind := "town"
		if t.Capital {
			kind = "capital"
		}
		parts = append(s.spellings(h, append([]string{t.Local}, t.Other...)...), kind, s.placeName(t.Country))
	case Water:
		s.water(&r, h.e)
		parts = []string{"lake"}
		if h.e.at < 0 {
			parts[0] = "sea"
		}
		parts = append(s.spellings(h, r.Subtitle), parts...)
	case GroupPlace:
		g := h.e.item.(*scenario.Group)
		r.Title, r.Bound = g.Name, s.boundOf(g.Members)
		parts = []string{"group of " + strconv.Itoa(len(g.Members)) + " countries"}
		if g.AsOf != "" {
			parts = append(parts, "as of "+g.AsOf)
		}
	}
	r.Subtitle = strings.Join(parts, " · ")
	r.TitleMatch, r.SubtitleMatch = s.q.ranges(r.Title), s.q.ranges(r.Subtitle)
	return r
}

// water fills in a lake, or a sea, whose place is counted from -1 down.
func (s *search) water(r *Result, e *entry) {
	if e.at < 0 {
		w := &s.x.m.Waters[-1-e.at]
		r.Title, r.At, r.HasPoint, r.Bound = w.Name, w.At, true, orb.Bound{Min: w.At, Max: w.At}
		return
	}
	l := &s.x.m.Lakes[e.at]
	r.Title, r.Subtitle, r.At, r.HasPoint, r.Bound = l.Name, l.Local, l.LabelAt, true, l.Bound
}

func kindOf(kind string) string {
	if kind == "" {
		return "first-level division"
	}
	r, n := utf8.DecodeRuneInString(kind)
	return string(unicode.ToLower(r)) + kind[n:]
}

func (s *search) boundOf(codes []string) orb.Bound {
	var b orb.Bound
	first := true
	for _, code := range codes {
		if s.x.m == nil {
			break
		}
		c := s.x.m.Country(code)
		if c == nil {
			continue
		}
		if first {
			b, first = c.Bound, false
			continue
		}
		b = b.Union(c.Bound)
	}
	return b
}

// spellings joins some further names into one part, and always the one that was found.
func (s *search) spellings(h hit, texts ...string) []string {
	title := h.e.names[0].text
	var shown []string
	found := h.e.names[h.name].text
	seen := found == title || strings.Contains(title, found)
	for _, t := range texts {
		if t == "" || t == title || len(shown) == shownNames {
			continue
		}
		shown = append(shown, t)
		seen = seen || strings.Contains(t, found)
	}
	if !seen {
		if len(shown) == shownNames {
			shown = shown[:shownNames-1]
		}
		shown = append(shown, found)
	}
	if len(shown) == 0 {
		return nil
	}
	return []string{strings.Join(shown, ", ")}
}

// item shows a site, note or position of the document.
func (s *search) item(h hit, places []hit) Result {
	r := Result{Group: SitesAndNotes, Kind: h.e.kind}
	switch item := h.e.item.(type) {
	case *scenario.Site:
		s.site(&r, item)
	case *scenario.Note:
		r.ID, r.Title = item.ID, item.Title
		r.Subtitle = evidence.Label(evidence.Categories, item.Category)
		if where := s.noteWhere(item); where != "" {
			r.Subtitle += " · " + where
		}
		if h.tier < related && h.name > 0 {
			r.Subtitle += " · " + s.excerpt(h.e.names[h.name].text)
		}
	case *scenario.Position:
		r.ID, r.Code = item.ID, item.Place
		status := evidence.Label(evidence.Statuses, string(item.Status))
		r.Title = s.placeName(item.Place) + ", " + strings.ToLower(status)
		r.Subtitle = item.Summary
		if h.tier == related && len(places) > 0 && places[0].e.kind != Country {
			r.Subtitle = "Host of " + places[0].e.names[0].text + " · " + r.Subtitle
		}
		if s.x.m != nil {
			if c := s.x.m.Country(item.Place); c != nil {
				r.Bound, r.At, r.HasPoint = c.Bound, c.LabelAt, true
			}
		}
	}
	r.TitleMatch, r.SubtitleMatch = s.q.ranges(r.Title), s.q.ranges(r.Subtitle)
	return r
}

func (s *search) site(r *Result, site *scenario.Site) {
	r.ID, r.Title = site.ID, site.Name
	r.Subtitle = evidence.Label(evidence.Statuses, string(site.Status))
	r.Code = site.HostPlace
	host := ""
	if site.At != nil {
		r.At, r.HasPoint, r.Bound = *site.At, true, orb.Bound{Min: *site.At, Max: *site.At}
		if s.x.m != nil {
			host, r.Code = s.where(*site.At)
		}
	} else if site.HostPlace != "" {
		host = s.placeName(site.HostPlace)
	}
	if host != "" {
		r.Subtitle += " · " + host
	}
}

// noteWhere names up to three places of a note.
func (s *search) noteWhere(n *scenario.Note) string {
	var names []string
	for _, p := range n.Places {
		if len(names) == 3 {
			names = append(names, "…")
			break
		}
		names = append(names, s.placeName(p))
	}
	return strings.Join(names, ", ")
}

// excerptLength is the number of letters of a text that a subtitle shows.
const excerptLength = 60

// excerpt gives the words of a longer text around what was found.
func (s *search) excerpt(text string) string {
	rs := []rune(text)
	if len(rs) <= excerptLength {
		return text
	}
	from := 0
	if found := s.q.ranges(text); len(found) > 0 {
		from = len([]rune(text[:found[0].From])) - excerptLength/3
	}
	from = max(0, min(from, len(rs)-excerptLength))
	for from > 0 && rs[from-1] != ' ' {
		from--
	}
	to := min(len(rs), from+excerptLength)
	for to < len(rs) && rs[to] != ' ' {
		to++
	}
	out := string(rs[from:to])
	if from > 0 {
		out = "… " + out
	}
	if to < len(rs) {
		out += " …"
	}
	return out
}
