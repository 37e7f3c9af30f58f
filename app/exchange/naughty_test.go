package exchange

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// naughty are texts that have broken exporters: markup, formulas, controls, directions, scripts, surrogates, numbers that
// are none, and names that are reserved somewhere.
var naughty = []string{
	"", " ", "undefined", "null", "NaN", "true", "1e999", "00420", "-0", "0x1F", "1/2", "١٢٣", "1,000", "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "'quoted", "''",
	`"`, `\`, `\"`, `\u0041`, "a\nb", "a\r\nb", "a\tb", "a\x00b", "a\x07b", "\x1b[31mred", "\x7f", "\u0085", "\u009b31m", "\u2028\u2029", "\ufeffbom", "\ufffd", "\u202eRTL", "\u2066x\u2069", "\u200bzero\u200bwidth",
	"<script>alert(1)</script>", "]]>", "<![CDATA[x]]>", "<!-- x -->", "<?xml?>", "&amp;", "&#0;", "&lol;", "<b>bold</b>", "http://x.example/?a=1&b=2", "javascript:alert(1)",
	"Ñandú", "Ωå∫ç", "田中さん", "Пећ / Пејë", "العربية", "עברית", "שָׁלוֹם", "👩‍👩‍👧‍👦", "🇽🇰", "é", "e\u0301", "\u0301", "ﷺ", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "𠜎𠜱",
	"'; DROP TABLE sites; --", "1' OR '1'='1", "$(touch x)", "`ls`", "%s%n", "{{7*7}}", "${7*7}", "../../etc/passwd", "CON", "nul.txt", "a;b", "a|b", "a,b", strings.Repeat("long ", 2000),
}

func TestNaughtyTextsGoThroughEveryFormat(t *testing.T) {
	d := &feature.Dataset{Name: "naughty", Layers: []feature.Layer{{Name: "naughty <&> \"x\"", Fields: []string{"text", "k=1"}}}}
	for _, s := range naughty {
		d.Layers[0].Features = append(d.Layers[0].Features, feature.Feature{Name: s, Geometry: orb.Point{20, 42}, Properties: []feature.Property{{Key: "text", Raw: quoted(s)}, {Key: "k=1", Raw: json.RawMessage("1.50")}}})
	}
	for _, format := range []feature.Format{feature.GeoJSON, feature.KML, feature.KMZ, feature.CSV, feature.TSV, feature.XLSX, feature.GeoPackage} {
		var b bytes.Buffer
		if _, err := Write(&b, d, format, time.Time{}.UTC()); err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		wellFormed(t, format, b.Bytes())
		f, err := Read(context.Background(), "x."+string(format), b.Bytes(), Options{})
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		if n := Count(f.Dataset); n != len(naughty) || len(f.Skipped) > 0 {
			t.Errorf("%s: %d of %d came back, %v", format, n, len(naughty), f.Skipped)
		}
		if format == feature.GeoJSON || format == feature.GeoPackage {
			for i, s := range naughty {
				if got := text(f.Layers[0].Features[i], "text"); got != s {
					t.Errorf("%s: %q became %q", format, s, got)
				}
			}
		}
	}
}

func text(f feature.Feature, key string) (s string) {
	for _, p := range f.Properties {
		if p.Key == key {
			_ = json.Unmarshal(p.Raw, &s)
		}
	}
	return s
}

// wellFormed asks a reader that is not ours.
func wellFormed(t *testing.T, format feature.Format, b []byte) {
	t.Helper()
	switch format {
	case feature.GeoJSON:
		if !json.Valid(b) {
			t.Error("not JSON")
		}
		if i := bytes.IndexFunc(b, func(r rune) bool { return r < 0x20 && r != '\n' || r >= 0x7f && r < 0xa0 }); i >= 0 {
			t.Errorf("a control character at byte %d", i)
		}
	case feature.KML:
		for x := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := x.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("KML: %v", err)
				break
			}
		}
	case feature.CSV, feature.TSV:
		r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff"))))
		if format == feature.TSV {
			r.Comma = '\t'
		}
		rows, err := r.ReadAll()
		if err != nil {
			t.Errorf("%s: %v", format, err)
		}
		for _, row := range rows[min(1, len(rows)):] {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+@\t\r") {
					t.Errorf("%s: %q would be run", format, cell)
				}
			}
		}
	}
}

func TestRowsThatStayOutCanBeSaved(t *testing.T) {
	f := readText(t, "a.csv", "name,lat,lon\nNiš,43.325,21.896\nX;Y,near,21\n\"=cmd\",,\n")
	p := Propose(f, withSites(t, collectionOf(around[:1], nobody)), shared(t), Decisions{})
	var b bytes.Buffer
	n, err := p.WriteLeftOut(&b, f)
	rows, err2 := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\ufeff")))).ReadAll()
	if err != nil || err2 != nil || n != 2 || len(rows) != 3 {
		t.Fatalf("%d %v %v %q", n, err, err2, rows)
	}
	if head := strings.Join(rows[0], "|"); !strings.HasSuffix(head, "where|reason|name|lat|lon") {
		t.Error(head)
	}
	if last := strings.Join(rows[1], "|"); !strings.Contains(last, "row 3|") || !strings.HasSuffix(last, "|X;Y|near|21") {
		t.Error(last)
	}
	if !strings.Contains(b.String(), "'=cmd") {
		t.Errorf("%s", b.String())
	}
}
