package find

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

var world = sync.OnceValue(func() *Index {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	return New(m)
})

// best is the first result of a kind.
func best(rs []Result) Result {
	if len(rs) == 0 {
		return Result{}
	}
	return rs[0]
}

func TestOnePlaceInEverySpelling(t *testing.T) {
	for _, c := range []struct {
		queries string
		kind    Kind
		title   string
		code    string
	}{
		{"Priština|Prishtina|Prishtinë|Pristina|Приштина|PRISTINA|prishtine|  pristina  |Prístina", Town, "Pristina", "XKX"},
		{"Peć|Pec|Peja|Pejë|Пећ", Town, "Peja / Peć", "XKX"},
		{"Đakovica|Djakovica|Dakovica|Gjakova|Gjakovë|Ђаковица", Town, "Gjakova / Đakovica", "XKX"},
		{"Gnjilane|Gjilan|Gjilani|Гњилане|Gnilane", Town, "Gjilan / Gnjilane", "XKX"},
		{"Beograd|Belgrade|Београд|Beogradi|Belgrad", Town, "Belgrade", "SRB"},
		{"Niš|Nis|Nish|Ниш", Town, "Niš", "SRB"},
		{"Скопје|Skopje|Shkup|Скопље|Skoplje|Uskub", Town, "Skopje", "MKD"},
		{"Tiranë|Tirana|Тирана|tirane", Town, "Tirana", "ALB"},
		{"Shkodër|Shkoder|Shkodra|Скадар|Skadar|Scutari", Town, "Shkodër", "ALB"},
		{"Shëngjin|Shengjin|Шенђин|Shengjini", Town, "Shëngjin", "ALB"},
		{"Gjadër|Gjader|Gjadri", Town, "Gjadër", "ALB"},
		{"Kosovo|Kosova|Kosovë|Косово|XK|XKX|XKK|كوسوفو|ኮሶቮ|Κόσοβο", Country, "Kosovo*", "XKX"},
		{"Serbia|Srbija|Србија|Сърбия|Serbie|SRB|صربيا|Σερβία", Country, "Serbia", "SRB"},
		{"North Macedonia|Северна Македонија|Severna Makedonija|Βόρεια Μακεδονία|Maqedonia e Veriut", Country, "North Macedonia", "MKD"},
		{"Eswatini|Swaziland", Country, "Eswatini", "SWZ"},
		{"Ivory Coast|Côte d’Ivoire|Cote d'Ivoire|cote divoire|CIV", Country, "Côte d’Ivoire", "CIV"},
		{"DRC|Zaire|DR Congo|Democratic Republic of the Congo", Country, "Democratic Republic of the Congo", "COD"},
		{"Ethiopia|ኢትዮጵያ|إثيوبيا|ETH", Country, "Ethiopia", "ETH"},
		{"Somaliland", Country, "Somalia", "SOM"},
		{"Raška|Raska|Рашки округ", Division, "Raška", "RS-18"},
	} {
		for _, q := range strings.Split(c.queries, "|") {
			rs := world().Search(q, nil, 10)
			found := false
			for i := range rs {
				if r := rs[i]; r.Kind == c.kind && r.Title == c.title && r.Code == c.code && i < 2 {
					found = true
				}
			}
			if !found {
				t.Errorf("%q: %s %q is not among the first two:\n%s", q, c.kind, c.title, list(rs))
			}
		}
	}
}

func list(rs []Result) string {
	var b strings.Builder
	for _, r := range rs {
		fmt.Fprintf(&b, "\t%s | %s | %s | %s\n", r.Group, r.Kind, bold(r.Title, r.TitleMatch), bold(r.Subtitle, r.SubtitleMatch))
	}
	return b.String()
}

// bold puts brackets around the ranges.
func bold(s string, rs []Range) string {
	for i := len(rs) - 1; i >= 0; i-- {
		s = s[:rs[i].From] + "[" + s[rs[i].From:rs[i].To] + "]" + s[rs[i].To:]
	}
	return s
}

func TestFirstLine(t *testing.T) {
	for _, c := range []struct{ query, title, subtitle string }{
		{"Приштина", "[Pristina]", "Prishtinë, Priština, [Приштина] · capital · Kosovo*"},
		{"prisht", "[Prist]ina", "[Prisht]inë, Priština, Приштина · capital · Kosovo*"},
		{"serb", "[Serb]ia", "[Срб]ија · country · SRB"},
		{"Shkodra", "Shkodër", "[Shkodra], Scutari, Skadar · town · Albania"},
		{"mitrovica north", "[North] [Mitrovica]", ""},
		{"prizrne", "[Prizren]", ""},     // two letters swapped
		{"Podgorcia", "[Podgorica]", ""}, // further on
		{"Sarajvo", "[Sarajevo]", ""},    // a letter missing
		{"Tuuzla", "[Tuzla]", ""},        // one too many
		{"Nairobbi", "[Nairobi]", ""},
		{"Lakatos nowhere", "", ""},
	} {
		r := best(world().Search(c.query, nil, 10))
		if got := bold(r.Title, r.TitleMatch); got != c.title {
			t.Errorf("%q: %q, want %q\n%s", c.query, got, c.title, list(world().Search(c.query, nil, 10)))
		}
		if got := bold(r.Subtitle, r.SubtitleMatch); c.subtitle != "" && got != c.subtitle {
			t.Errorf("%q: subtitle %q, want %q", c.query, got, c.subtitle)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		query string
		want  []string // titles, in this order among the results
	}{
		{"bar", []string{"Bar", "Bari"}},              // the whole name before what begins with it
		{"novi", []string{"Novi Sad", "Herceg Novi"}}, // beginning before a word within
		{"mitrovica", []string{"Mitrovica", "North Mitrovica"}},
		{"kosovo", []string{"Kosovo*", "Fushë Kosovë / Kosovo Polje"}},
		{"tirana", []string{"Tirana", "Tirana"}},
		{"ohrid", []string{"Ohrid", "Lake Ohrid"}},
		{"adriatic", []string{"Adriatic Sea"}},
		{"al", []string{"Albania", "Algeria", "Germany"}},                  // a title before a translation (Alemania)
		{"ba", []string{"Bosnia and Herzegovina", "Bangladesh", "Brazil"}}, // a code, a title, a translation (Baraasiil)
	} {
		rs := world().Search(c.query, nil, 200)
		i := 0
		for _, r := range rs {
			if i < len(c.want) && r.Title == c.want[i] {
				i++
			}
		}
		if i < len(c.want) {
			t.Errorf("%q: no %q in its place:\n%s", c.query, c.want[i], list(rs))
		}
	}
}

func TestNoGuessesWhereSomethingFits(t *testing.T) {
	for _, r := range world().Search("bosn", nil, 50) {
		if r.Title == "Boston" {
			t.Errorf("bosn: Boston is guessed beside Bosnia")
		}
	}
}

func TestCoordinates(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"42.6629 N, 21.1655 E", "42.6629° N, 21.1655° E · as typed · Kosovo* · Pristina"},
		{"42.6629, 21.1655", "42.6629° N, 21.1655° E · latitude first · Kosovo* · Pristina\n21.1655° N, 42.6629° E · longitude first · Saudi Arabia"},
		{"42,4 18", "42.4000° N, 18.0000° E · latitude first · at sea\n18.0000° N, 42.4000° E · longitude first · Saudi Arabia"},
		{"geo:-1.1,33.0", "1.1000° S, 33.0000° E · from a geo: address · Lake Victoria · Tanzania"},
		{"95 N, 21 E", "Latitude 95 is out of range: latitudes lie between 90 S and 90 N; a longitude has E or W behind it"},
	} {
		var got []string
		acts := 0
		for _, r := range world().Search(c.query, nil, 10) {
			switch {
			case r.Group == Places:
				got = append(got, strings.TrimSuffix(r.Title+" · "+r.Subtitle, " · "))
			case r.Kind == PlaceSite:
				acts++
			}
		}
		first := strings.Split(c.want, "\n")
		if len(got) != len(first) {
			t.Errorf("%q: %q, want %q", c.query, got, first)
			continue
		}
		for i := range first {
			if !strings.HasPrefix(got[i], first[i]) {
				t.Errorf("%q: %q, want %q…", c.query, got[i], first[i])
			}
		}
		if strings.Contains(c.want, "°") && acts != len(first) {
			t.Errorf("%q: %d offers to place a site, want %d", c.query, acts, len(first))
		}
	}
}

func sample() *scenario.Scenario {
	at := orb.Point{19.594, 41.814}
	return &scenario.Scenario{
		KosovoNote: scenario.KosovoNone,
		Sites:      scenario.ListOf(&scenario.Site{ID: "s1", Name: "Shëngjin", At: &at, Status: scenario.Operating}),
		Groups:     scenario.ListOf(&scenario.Group{ID: "group:wb6", Name: "Western Balkans six", Members: []string{"ALB", "SRB"}}),
		Positions:  scenario.ListOf(&scenario.Position{ID: "p1", Place: "XKX", Status: scenario.TalksReported, Summary: "Open and exploratory"}),
		Notes: scenario.ListOf(
			&scenario.Note{ID: "n1", Title: "Not a Council of Europe member", Category: "legal", Places: []string{"XKX"}},
			&scenario.Note{ID: "n2", Title: "Costs", Category: "financial", Because: "The sending state pays for Shëngjin and its staff whatever happens there, as an audit of the year found", Places: []string{"ALB"}}),
	}
}

func TestDocument(t *testing.T) {
	x, doc := world(), sample()
	for _, c := range []struct{ query, want string }{
		{"shengjin", "site s1 [Shëngjin] | Operating · Albania · Lezhë"},
		{"audit", "note n2 Costs | Financial · Albania · … its staff whatever happens there, as an [audit] of the year found"},
		{"council of europe", "note n1 Not a [Council of Europe] member | Legal · Kosovo"},
		{"pristina", "position p1 Kosovo, talks reported | Host of [Pristina] · Open and exploratory"},
		{"wb6", "group  Western Balkans six | group of 2 countries"},
	} {
		found := false
		rs := x.Search(c.query, doc, 20)
		for _, r := range rs {
			got := fmt.Sprintf("%s %s %s | %s", r.Kind, r.ID, bold(r.Title, r.TitleMatch), bold(r.Subtitle, r.SubtitleMatch))
			found = found || got == c.want
		}
		if !found {
			t.Errorf("%q: no %q among\n%s", c.query, c.want, list(rs))
		}
	}
	if r := best(x.Search("Kosovo", doc, 5)); r.Title != "Kosovo" {
		t.Errorf("without a note Kosovo is shown as %q", r.Title)
	}
	changed := *doc
	changed.Sites = doc.Sites.With(&scenario.Site{ID: "s1", Name: "Renamed"})
	if r := x.Search("renamed", &changed, 5); len(r) != 1 || r[0].ID != "s1" {
		t.Errorf("a changed document is not searched: %s", list(r))
	}
}

func TestActions(t *testing.T) {
	x := world().WithActions([]Action{{ID: "export", Label: "Export…", Keywords: "save picture PNG", Shortcut: "Ctrl+E"}, {ID: "fit", Label: "Zoom to everything"}})
	if rs := x.Search("", nil, 10); len(rs) != 2 || rs[0].ID != "export" {
		t.Errorf("nothing typed: %s", list(rs))
	}
	rs := x.Search("png", nil, 10)
	if r := rs[len(rs)-1]; r.Kind != Act || r.ID != "export" || r.Shortcut != "Ctrl+E" {
		t.Errorf("png: %s", list(rs))
	}
	if rs := world().Search("", nil, 10); len(rs) != 0 {
		t.Errorf("nothing typed and no actions: %s", list(rs))
	}
}

func TestLimitLeavesRoomForEveryGroup(t *testing.T) {
	x := world().WithActions([]Action{{ID: "a", Label: "S action"}})
	for _, limit := range []int{1, 2, 3, 6, 10, 20, 0} {
		rs := x.Search("s", sample(), limit)
		want := limit
		if limit == 0 {
			want = usualLimit
		}
		if len(rs) > want {
			t.Errorf("limit %d: %d results", limit, len(rs))
		}
		groups := map[Group]bool{}
		for _, r := range rs {
			groups[r.Group] = true
		}
		if want >= 6 && len(groups) != 3 {
			t.Errorf("limit %d: groups %v", limit, groups)
		}
	}
	if rs := New(nil).Search("42.6 N, 21.1 E", nil, 5); len(rs) != 2 {
		t.Errorf("without a map: %s", list(rs))
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range []string{"Приштина", "serb", "côte d'ivoire", "42.6, 21.1", "ኢትዮጵያ", "a b c", "ß İ ŉ", "\xff", "north mitrovica"} {
		f.Add(q)
	}
	doc := sample()
	f.Fuzz(func(t *testing.T, q string) {
		for _, r := range world().Search(q, doc, 20) {
			if r.Title == "" || r.Group == "" {
				t.Fatalf("%q: empty line %+v", q, r)
			}
			check(t, q, r.Title, r.TitleMatch)
			check(t, q, r.Subtitle, r.SubtitleMatch)
		}
	})
}

// check that bold ranges are in order, do not overlap and cut no letter.
func check(t *testing.T, q, s string, rs []Range) {
	last := 0
	for _, r := range rs {
		if r.From < last || r.To <= r.From || r.To > len(s) || !startsRune(s, r.From) || !startsRune(s, r.To) {
			t.Fatalf("%q: ranges %v of %q", q, rs, s)
		}
		last = r.To
	}
}

func startsRune(s string, i int) bool { return i == len(s) || s[i]&0xc0 != 0x80 }

func BenchmarkNew(b *testing.B) {
	m := world().m
	b.ReportAllocs()
	for b.Loop() {
		New(m)
	}
}

func BenchmarkSearch(b *testing.B) {
	x, doc := world(), sample()
	for _, q := range []string{"s", "prishtina", "Приштина", "podgorcia", "north mitrovica", "42.66 N, 21.16 E"} {
		b.Run(q, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Search(q, doc, 20)
			}
		})
	}
}
