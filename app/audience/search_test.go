package audience

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

var places = exchange.Places{Host: func(lon, lat float64) (string, string) { return host.Locate(lon, lat) }}

var formats = []feature.Format{feature.GeoJSON, feature.KML, feature.KMZ, feature.CSV, feature.TSV, feature.XLSX, feature.GeoPackage}

// written is a document in a format.
func written(t interface{ Fatal(...any) }, doc *scenario.Scenario, f feature.Format) []byte {
	var b bytes.Buffer
	d := exchange.FromScenario(doc, places, exchange.Export{Tables: exchange.HoldsTables(f)})
	if _, err := exchange.Write(&b, d, f, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(f, err)
	}
	return b.Bytes()
}

func TestEveryFormatIsSearched(t *testing.T) {
	doc := planted()
	out, report, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range formats {
		if finds := report.Search("copy."+string(f), written(t, out, f)); len(finds) > 0 {
			t.Errorf("%s of the copy: %+v", f, finds)
		}
		b := written(t, doc, f)
		finds := report.Search("original."+string(f), b)
		position := false
		for _, x := range finds {
			position = position || strings.HasPrefix(x.What, "exact position")
		}
		if len(finds) < 5 || !position {
			t.Errorf("%s of the original, %d bytes: %+v", f, len(b), finds)
		}
		if err := report.Check("original."+string(f), b); err == nil || !strings.HasPrefix(err.Error(), "original."+string(f)) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func wide(s string, big bool) string {
	var order binary.ByteOrder = binary.LittleEndian
	if big {
		order = binary.BigEndian
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], u)
	}
	return string(b)
}

func packed(t *testing.T, s string, how string) string {
	t.Helper()
	var b bytes.Buffer
	switch how {
	case "gzip":
		w := gzip.NewWriter(&b)
		fmt.Fprint(w, s)
		w.Close()
	case "zlib":
		w := zlib.NewWriter(&b)
		fmt.Fprint(w, s)
		w.Close()
	case "zip":
		w := zip.NewWriter(&b)
		p, err := w.Create("inner.txt")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(p, s)
		w.Close()
	}
	return b.String()
}

func chunk(kind, data string) string {
	var b bytes.Buffer
	binary.Write(&b, binary.BigEndian, uint32(len(data)))
	b.WriteString(kind + data)
	binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE([]byte(kind+data)))
	return b.String()
}

// Every way in which a format, or a program that writes it again, may put a text.
func TestEveryWritingOfATextIsFound(t *testing.T) {
	const secret = "Šef kabineta & “druga” vlada"
	r := &Report{}
	r.seek([]secret_{{kind: kindAttribution, what: "attribution", text: secret}})
	ascii := func(f func(r rune) string) string {
		var b strings.Builder
		for _, c := range secret {
			if c < 0x80 {
				b.WriteRune(c)
			} else {
				b.WriteString(f(c))
			}
		}
		return b.String()
	}
	asJSON, _ := json.Marshal(secret)
	pad := strings.Repeat("nothing to see here ", 20)
	pdf := "%PDF-1.7\n5 0 obj <</Length 9>>\nstream\n" + packed(t, "BT ("+secret+") Tj ET", "zlib") + "\nendstream"
	for name, b := range map[string]string{
		"as it is":              secret,
		"other case and spaces": "ŠEF  KABINETA &\n\t\"DRUGA\" VLADA",
		"JSON":                  string(asJSON),
		"JSON in ASCII":         ascii(func(r rune) string { return fmt.Sprintf(`\u%04x`, r) }),
		"XML":                   strings.ReplaceAll(secret, "&", "&amp;"),
		"XML in ASCII":          ascii(func(r rune) string { return fmt.Sprintf("&#x%X;", r) }),
		"XML in decimal":        ascii(func(r rune) string { return fmt.Sprintf("&#%d;", r) }),
		"runs of Word":          "<w:r><w:t>Šef kab</w:t></w:r><w:r><w:t>ineta &amp; “dru</w:t></w:r><w:r><w:t>ga” vlada</w:t></w:r>",
		"words of a drawing":    "<text><tspan x='1'>Šef</tspan><tspan x='9'>kabineta</tspan><tspan>&amp;</tspan><tspan>“druga”</tspan><tspan>vlada</tspan></text>",
		"without accents":       "Sef kabineta & \"druga\" vlada",
		"accents apart":         "S\u030cef kabineta & “druga” vlada",
		"wide letters":          "Šef ｋａｂｉｎｅｔａ & “druga” vlada",
		"address":               "https://x/?q=" + url.QueryEscape(secret),
		"path":                  "https://x/" + url.PathEscape(secret),
		"CSV":                   `"` + strings.ReplaceAll(strings.ReplaceAll(secret, "“", `""`), "”", `""`) + `"`,
		"UTF-16 LE":             wide(secret, false),
		"UTF-16 BE":             "\x00" + wide(secret, true),
		"UTF-16 in bytes":       "\x01\x02\x03" + wide(secret, false) + "\xff",
		"base64":                base64.StdEncoding.EncodeToString([]byte("x" + secret)),
		"base64 of addresses":   base64.RawURLEncoding.EncodeToString([]byte("xx" + secret)),
		"hexadecimal":           hex.EncodeToString([]byte(secret)),
		"PDF text":              "<FEFF" + strings.ToUpper(hex.EncodeToString([]byte(wide(secret, true)))) + ">",
		"zip":                   packed(t, pad+secret, "zip"),
		"zip in zip":            packed(t, packed(t, pad+secret, "zip"), "zip"),
		"gzip":                  packed(t, pad+secret, "gzip"),
		"PDF stream":            pdf,
		"PNG text":              "\x89PNG\r\n\x1a\n" + chunk("tEXt", "Comment\x00"+secret),
		"PNG packed text":       "\x89PNG\r\n\x1a\n" + chunk("zTXt", "Comment\x00\x00"+packed(t, secret, "zlib")),
		"zip in base64":         base64.StdEncoding.EncodeToString([]byte(packed(t, pad+secret, "zip"))),
	} {
		finds := r.Search("f", []byte(pad+b))
		if strings.HasPrefix(b, "\x89PNG") || strings.HasPrefix(b, "%PDF") || name == "gzip" || strings.HasPrefix(name, "zip") {
			finds = r.Search("f", []byte(b))
		}
		if len(finds) == 0 {
			t.Errorf("%s: not found in %q", name, b)
		}
	}
	for _, clean := range []string{"", pad, "Šef kabineta", "Šef kabineta & druga vlada", strings.Repeat("\x00", 100)} {
		if finds := r.Search("f", []byte(clean)); len(finds) > 0 {
			t.Errorf("%q: %+v", clean, finds)
		}
	}
}

func TestEveryWritingOfAPositionIsFound(t *testing.T) {
	at := orb.Point{-1.18874213, 42.60312}
	r := &Report{}
	r.seek([]secret_{{kind: kindPoint, what: "exact position", text: "Site", at: at}})
	var le, be [8]byte
	binary.LittleEndian.PutUint64(le[:], math.Float64bits(at[0]))
	binary.BigEndian.PutUint64(be[:], math.Float64bits(at[1]))
	for _, b := range []string{"42.60312", "at 42.6031N", "1,1887", "[-1.18874,", "x=42.603120000", string(le[:]), "ab" + string(be[:]) + "c", `"-1.1887"`} {
		if len(r.Search("f", []byte(b))) == 0 {
			t.Errorf("%q: not found", b)
		}
	}
	odd := &Report{}
	odd.seek([]secret_{{kind: kindPoint, what: "exact position", text: "Site", at: orb.Point{19.23004150390625, 41.25}}})
	if len(odd.Search("f", []byte("19.230041"))) == 0 || len(odd.Search("f", []byte("19.2300, 41.25"))) > 0 {
		t.Error("a position with zeros behind its second digit")
	}
	for _, b := range []string{"42.6", "-1.2", "142.60312", "0.42.6031", "<v>42.60</v></c><c><v>31.5</v>", "<v>4</v><v>2.6031</v>", "42.6, -1.2", "-1.188", "11.1887"} {
		if finds := r.Search("f", []byte(b)); len(finds) > 0 {
			t.Errorf("%q: %+v", b, finds)
		}
	}
	r = &Report{}
	r.seek([]secret_{{kind: kindPoint, what: "exact position", text: "Site", at: orb.Point{21.187, 42.603}}})
	if len(r.Search("f", []byte("lat 42.603, lon 21.187"))) == 0 || len(r.Search("f", []byte("42,603;21,187"))) == 0 {
		t.Error("a pair of three digits is not found")
	}
	if len(r.Search("f", []byte("width 42.603"))) > 0 {
		t.Error("one number of three digits is taken for the position")
	}
}

func TestTheNameOfTheFileIsSearched(t *testing.T) {
	_, report, err := Copy(planted(), Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	if finds := report.Search("/home/x/Bribery at the permit office.pdf", nil); len(finds) != 1 || finds[0].Where != "the name of the file" {
		t.Errorf("%+v", finds)
	}
}

func TestWhatCannotBeSearchedIsNotClean(t *testing.T) {
	deep := "nothing"
	for range deepest + 2 {
		deep = packed(t, deep, "zip")
	}
	r := &Report{}
	r.seek([]secret_{{kind: kindTitle, what: "title", text: "a title that was held back"}})
	finds := r.Search("f", []byte(deep))
	if len(finds) != 1 || !strings.Contains(finds[0].What, "could not be searched") {
		t.Errorf("%+v", finds)
	}
}

// secret_ keeps the literals above apart from variables called secret.
type secret_ = secret

// token is a word that stands nowhere else.
func token(n int) string { return fmt.Sprintf("zq%05dxv", n*7919%100003) }

// anyDocument draws a document in which every text of every item is a token of its own, and gives the tokens of what no
// public copy may hold.
func anyDocument(t *rapid.T) (*scenario.Scenario, []string) {
	n := 0
	next := func() string { n++; return "word " + token(n) + " word" }
	var secrets []string
	audiences := rapid.SampledFrom([]string{"", "public", "committee", "internal"})
	doc := &scenario.Scenario{Version: 1, ID: next(), Title: "T", Language: "en", Handling: scenario.Handling{TLP: "GREEN"}, Updated: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	secrets = append(secrets, doc.ID)
	var sources []*scenario.Source
	for i := range rapid.IntRange(1, 4).Draw(t, "sources") {
		s := &scenario.Source{ID: fmt.Sprintf("source-%d-%s", i, token(1000+i)), Title: next(), Type: "other"}
		if rapid.Bool().Draw(t, "published") {
			s.URL = "https://example.org/" + token(2000+i)
		} else {
			secrets = append(secrets, s.ID, s.Title)
		}
		sources = append(sources, s)
	}
	evidence := func(owner string) (out []scenario.Evidence) {
		for range rapid.IntRange(0, 3).Draw(t, "evidence") {
			s := rapid.SampledFrom(sources).Draw(t, "source")
			e := scenario.Evidence{ID: "e-" + token(3000+n), Source: s.ID, Text: next(), AttributedTo: next(), Audience: audiences.Draw(t, "audience"),
				Attribution: rapid.SampledFrom([]string{"on_record", "off_record", "unattributed", "analyst", ""}).Draw(t, "how")}
			if s.URL == "" {
				secrets = append(secrets, e.AttributedTo)
			}
			if owner != "public" || e.Audience == "committee" || e.Audience == "internal" || e.Audience == "" && s.URL == "" {
				secrets = append(secrets, e.Text, e.ID)
			}
			out = append(out, e)
		}
		return out
	}
	var notes []*scenario.Note
	for i := range rapid.IntRange(0, 4).Draw(t, "notes") {
		note := &scenario.Note{ID: fmt.Sprintf("note-%d-%s", i, token(4000+i)), Title: next(), Category: "legal", Polarity: "concern", Because: next(), OwnerRole: next(), Audience: audiences.Draw(t, "audience")}
		note.Evidence = evidence(note.Audience)
		secrets = append(secrets, note.OwnerRole)
		if note.Audience != "public" {
			secrets = append(secrets, note.ID, note.Title, note.Because)
		}
		notes = append(notes, note)
	}
	var sites []*scenario.Site
	for i := range rapid.IntRange(0, 3).Draw(t, "sites") {
		at := orb.Point{rapid.Float64Range(19, 23).Draw(t, "lon"), rapid.Float64Range(41, 44).Draw(t, "lat")}
		s := &scenario.Site{ID: fmt.Sprintf("site-%d-%s", i, token(5000+i)), Name: next(), At: &at, Status: scenario.Hypothetical,
			Precision: scenario.Precision(rapid.SampledFrom([]string{"exact", "town", "division", "country"}).Draw(t, "precision")), HubExtra: raw("x", `"`+next()+`"`)}
		secrets = append(secrets, strings.Trim(string(s.HubExtra[0].Raw), `"`))
		for _, v := range at {
			if text := fmt.Sprint(v); ownDigits(v) >= 6 && !strings.Contains(text, "e") {
				secrets = append(secrets, text[:strings.IndexByte(text, '.')+6])
			}
		}
		sites = append(sites, s)
	}
	plan := &scenario.Plan{ID: "plan", Name: "P", Notes: next()}
	secrets = append(secrets, plan.Notes)
	doc.Sources, doc.Notes, doc.Sites, doc.Plans = scenario.ListOf(sources...), scenario.ListOf(notes...), scenario.ListOf(sites...), scenario.ListOf(plan)
	return doc, secrets
}

func TestNothingWithheldIsInAnyByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc, secrets := anyDocument(t)
		out, report, err := Copy(doc, Rules{Audience: Public}, host)
		if err != nil {
			t.Fatal(err)
		}
		if problems := scenario.Validate(out); len(problems) > 0 {
			t.Fatal(problems)
		}
		file, err := store.Write(out, store.Options{Host: host.Locate})
		if err != nil {
			t.Fatal(err)
		}
		all := map[string][]byte{"hubscape": file}
		f := rapid.SampledFrom(formats).Draw(t, "format")
		all[string(f)] = written(t, out, f)
		for name, b := range all {
			for _, s := range secrets {
				if bytes.Contains(b, []byte(s)) {
					t.Fatalf("%s says %q", name, s)
				}
			}
			if finds := report.Search(name, b); len(finds) > 0 {
				t.Fatalf("%s: %+v", name, finds)
			}
		}
		original, err := store.Write(doc, store.Options{Host: host.Locate})
		if err != nil {
			t.Fatal(err)
		}
		if finds := report.Search("original", original); len(secrets) > 0 && len(finds) == 0 {
			t.Fatal("the search finds nothing in the original")
		}
		again, _, err := Copy(out, Rules{Audience: Public}, host)
		if err != nil || again.Notes.Len() != out.Notes.Len() || again.Sites.Len() != out.Sites.Len() {
			t.Fatalf("a copy of the copy lost something: %v", err)
		}
	})
}

func FuzzAudience(f *testing.F) {
	doc := planted()
	_, report, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		f.Fatal(err)
	}
	seed, err := store.Write(doc, store.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed, "public", "Second secretary of the embassy")
	f.Add([]byte(packedSeed), "committee", "21.18874")
	f.Add(written(f, doc, feature.XLSX), "public", "a\\u0161&#x161;")
	f.Fuzz(func(t *testing.T, b []byte, who, text string) {
		report.Search("f", b)
		if len(text) >= 12 && utf8.ValidString(text) && strings.TrimSpace(text) != "" && len(normal(text)) >= 4 {
			r := &Report{}
			r.seek([]secret{{kind: kindText, what: "text", text: text}})
			if len(r.Search("f", []byte("x "+text+" y"))) == 0 {
				t.Fatalf("%+q is not found as it stands", text)
			}
		}
		d, _, err := store.Read(b)
		if err != nil {
			return
		}
		a, err := Parse(who)
		if err != nil {
			return
		}
		was := len(scenario.Validate(d))
		out, r, err := Copy(d, Rules{Audience: a}, host)
		if err != nil {
			return
		}
		if now := scenario.Validate(out); len(now) > was {
			t.Fatalf("%d problems became %d: %v", was, len(now), now)
		}
		written, err := store.Write(out, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Clean() && a == Public {
			if finds := r.Search("copy", written); len(finds) > 0 {
				t.Fatalf("found in the file and not in the copy: %+v", finds)
			}
		}
	})
}

const packedSeed = "PK\x03\x04\x00%PDF stream x\x9c\x89PNG"
