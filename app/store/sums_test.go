package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// thousand is a document of a thousand features with something of every other kind.
func thousand(t testing.TB) (*scenario.Scenario, []byte) {
	t.Helper()
	doc := layered()
	sites, features := doc.Sites.All(), doc.Features.All()
	for i := range 690 {
		sites = append(sites, &scenario.Site{ID: fmt.Sprintf("site-%03d", i), Name: fmt.Sprintf("Место %d", i), At: &orb.Point{20 + float64(i)/1000, 42.123}, Precision: "town", Status: "floated"})
	}
	for i := range 310 {
		features = append(features, &scenario.Feature{ID: fmt.Sprintf("over-%03d", i), Layer: "l1", Name: "Road", Geometry: orb.LineString{{20, 42}, {21.5, float64(i) / 10}},
			Properties: []scenario.Member{{Key: "lanes", Raw: []byte("2")}}})
	}
	doc.Sites, doc.Features = scenario.ListOf(sites...), scenario.ListOf(features...)
	doc.Overlays = oldest(t).Overlays
	b, err := Write(doc, Options{Host: host})
	if err != nil {
		t.Fatal(err)
	}
	doc, info, err := ReadInfo(b)
	if err != nil || len(info.Problems) > 0 {
		t.Fatal(err, info.Problems)
	}
	return doc, b
}

// TestNoSilentDamage changes one byte of a document at a time: whatever then differs from what was saved is spoken of,
// and the rest is there.
func TestNoSilentDamage(t *testing.T) {
	t.Parallel()
	want, whole := thousand(t)
	runs := 1000
	if testing.Short() {
		runs = 100
	}
	r := rand.New(rand.NewPCG(2026, 11))
	kept := 0
	for range runs {
		b := bytes.Clone(whole)
		at := r.IntN(len(b))
		b[at] ^= byte(1 + r.IntN(255))
		got, info, err := ReadInfo(b)
		if err != nil {
			continue
		}
		differ := differing(want, got)
		kept += max(0, want.Sites.Len()+want.Features.Len()-differ.features)
		if differ.said == "" {
			continue
		}
		if len(info.Problems) == 0 {
			t.Errorf("byte %d, %q for %q: nothing is said of %s", at, b[at], whole[at], differ.said)
		}
		for id := range differ.changed {
			if info.Skipped == 0 && !named(info, id) {
				t.Errorf("byte %d, %q for %q: %s is not named: %v", at, b[at], whole[at], id, info.Problems)
			}
		}
	}
	if all := runs * (want.Sites.Len() + want.Features.Len() - 1); kept*100 < all*99 {
		t.Errorf("of %d intact features %d were recovered", all, kept)
	} else {
		t.Logf("%d flips: of %d intact features %d were recovered", runs, all, kept)
	}
}

// TestNoSilentTruncation cuts a document at any byte: what stands before the cut is read, and the loss is spoken of.
func TestNoSilentTruncation(t *testing.T) {
	t.Parallel()
	want, whole := thousand(t)
	runs := 1000
	if testing.Short() {
		runs = 100
	}
	r := rand.New(rand.NewPCG(11, 2026))
	kept, all := 0, 0
	for range runs {
		cut := r.IntN(len(whole) - 2)
		intact := bytes.Count(whole[:cut], []byte("\n  {\"type\":\"Feature\"")) - len(want.Overlays)
		if whole[cut] != '\n' && whole[cut] != ',' {
			intact-- // the last one is cut
		}
		all += max(0, min(intact, want.Sites.Len()+want.Features.Len()))
		got, info, err := ReadInfo(whole[:cut])
		if err != nil {
			continue
		}
		kept += got.Sites.Len() + got.Features.Len()
		if !info.ReadOnly || info.Skipped == 0 {
			t.Errorf("cut at %d: nothing is said", cut)
		}
		for id := range differing(want, got).changed {
			if !named(info, id) {
				t.Errorf("cut at %d: %s is another", cut, id)
			}
		}
	}
	if kept*100 < all*99 {
		t.Errorf("of %d intact features %d were recovered", all, kept)
	} else {
		t.Logf("%d cuts: of %d intact features %d were recovered", runs, all, kept)
	}
}

// named tells whether anything is said of an item.
func named(info Info, id string) bool {
	for _, a := range info.Altered {
		if a.ID == id {
			return true
		}
	}
	return slices.ContainsFunc(info.Problems, func(p Problem) bool { return strings.Contains(p.Message, quote(id)) })
}

// differences between what was saved and what was read.
type differences struct {
	said     string          // one of them in words, "" when there is none
	features int             // sites and overlay features that are missing or another
	changed  map[string]bool // ids of items that are there and say something else
}

func differing(want, got *scenario.Scenario) differences {
	d := differences{changed: map[string]bool{}}
	for _, c := range scenario.Diff(want, got) {
		if c.Before != nil && c.After != nil && c.Kind != "document" && alike(c.Before, c.After) {
			continue
		}
		d.said = c.Kind + " " + c.ID
		if c.Before != nil && (c.Kind == "site" || c.Kind == "feature") {
			d.features++
		}
		if c.After != nil && c.Kind != "document" {
			d.changed[c.ID] = true
		}
	}
	if !reflect.DeepEqual([]any{want.Extra, want.TopExtra, want.Overlays, want.Version, want.Created, want.Updated, want.HandlingExtra, want.ViewExtra},
		[]any{got.Extra, got.TopExtra, got.Overlays, got.Version, got.Created, got.Updated, got.HandlingExtra, got.ViewExtra}) {
		d.said = "the document"
	}
	return d
}

// alike compares two items; not a number is like itself.
func alike(a, b any) bool {
	if x, ok := a.(*scenario.Feature); ok {
		y := b.(*scenario.Feature)
		if len(x.Z) > 0 {
			return fmt.Sprintf("%+v", *x) == fmt.Sprintf("%+v", *y)
		}
	}
	return reflect.DeepEqual(a, b)
}

// TestAltered reads what is said of a file that was edited by hand.
func TestAltered(t *testing.T) {
	b, err := Write(layered(), Options{Host: host})
	if err != nil {
		t.Fatal(err)
	}
	whole := string(b)
	for _, c := range []struct {
		name, from, to string
		want           string // "" for nothing to say
		altered        int
	}{
		{"nothing", "", "", "", 0},
		{"white space", "\n", "\r\n\t ", "", 0},
		{"all on one line", "\n", "", "", 0},
		{"a number of a site", `"max_stay":90`, `"max_stay":91`, `these differ: site "Gračanica" (line 5); look them through`, 1},
		{"a coordinate", `[179.5,10]`, `[179.5,11]`, `these differ: feature "o03" (line 9)`, 1},
		{"a word of a note", `"because": "law"`, `"because": "luck"`, `note "Note" (line 46)`, 1},
		{"a room", `"weights":[0.10`, `"weights":[0.1`, `criterion "k1"`, 1},
		{"a title", `"title": "Layers`, `"title": "Players`, `these differ: the document's own fields; look`, 0},
		{"an unknown member", `"rain":1.0`, `"rain":2.0`, `the document's own fields`, 0},
		{"a checksum", `"sum":"e72b08d1"`, `"sum":"e72b08d2"`, `fact "SRB eu_status"`, 1},
		{"a checksum taken out", `,"sum":"e72b08d1"`, ``, `fact "SRB eu_status"`, 1},
		{"a count", `"sites":3,`, `"sites":4,`, `sites: 3, where 4 were saved`, 0},
		{"an item taken out", "   {\"id\":\"x1\",\"sum\":\"31133d90\"},\n", "", "shocks: 1, where 2 were saved", 0},
		{"a list that is called otherwise", `"notes": [`, `"notas": [`, "notes: 0, where 1 were saved", 0},
		{"a site that is called otherwise", `"kind":"site"},"sum"`, `"kind":"sitt"},"sum"`, "sites: 0, where 3 were saved, other features: 3, where 0 were saved", 0},
		{"the check taken out", `"check"`, `"chock"`, "the document's own fields", 0},
		{"the key of a sum", `"sum":"d05b8ef1"`, `"sun":"d05b8ef1"`, `layer "Roads"`, 1},
	} {
		in := whole
		if c.from != "" {
			if !strings.Contains(whole, c.from) {
				t.Fatalf("%s: %q is not in the file", c.name, c.from)
			}
			in = strings.ReplaceAll(whole, c.from, c.to)
		}
		doc, info, err := ReadInfo([]byte(in))
		if err != nil || info.ReadOnly || info.Skipped > 0 || len(info.Altered) != c.altered {
			t.Errorf("%s: %v, %+v", c.name, err, info)
			continue
		}
		said := ""
		for _, p := range info.Problems {
			if said += p.String(); p.Remark && (p.Lost || p.Where != "file") {
				t.Errorf("%s: %+v", c.name, p)
			}
		}
		if (c.want == "") != (said == "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s, want %s", c.name, said, c.want)
		}
		// Saving renews the sums.
		again, err := Write(doc, Options{Host: host})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if _, info, err := ReadInfo(again); err != nil || len(info.Altered) > 0 || strings.Contains(fmt.Sprint(info.Problems), "outside Hubscape") {
			t.Errorf("%s: after saving %v %v", c.name, err, info.Problems)
		}
	}
}

// TestSumsOfOthers keeps members of other tools that happen to be called like ours.
func TestSumsOfOthers(t *testing.T) {
	in := strings.NewReplacer(`"hubscape":{"kind":"site"}`, `"hubscape":{"kind":"site"},"sum":12.50`).Replace(
		wrap(okSite, `"facts":[{"id":"f","place":"SRB","key":"k","value":"v","sum":"four"}],"shocks":[{"id":"x","sum":[1]}],"check":"by Anna"`))
	doc, info, err := ReadInfo([]byte(in))
	if err != nil || len(info.Problems) > 0 {
		t.Fatal(err, info.Problems)
	}
	b, err := Write(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{`"sum":12.50`, `"sum":"four"`, `"sum":[1]`, `"check": "by Anna"`} {
		if strings.Count(string(b), s) != 1 {
			t.Errorf("%s does not come back in\n%s", s, b)
		}
	}
	doc, info, err = ReadInfo(b)
	if again, werr := Write(doc, Options{}); err != nil || werr != nil || !bytes.Equal(again, b) || info.Skipped > 0 {
		t.Errorf("written twice it differs: %v %v\n%s", err, info.Problems, again)
	}
}

// TestSumsAreSmall keeps the checksums below a twentieth of a file.
func TestSumsAreSmall(t *testing.T) {
	doc, _ := many(t, 1000)
	with, err := Write(doc, Options{Host: host})
	if err != nil {
		t.Fatal(err)
	}
	without, err := Write(doc, Options{Host: host, Plain: true})
	if err != nil || len(with)-len(without) > len(with)/20 {
		t.Errorf("%d bytes of %d are checksums (%v)", len(with)-len(without), len(with), err)
	}
}
