package table

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"hubscape/app/exchange/feature"
)

// layerOf draws a layer whose every feature has an id.
func layerOf(t *rapid.T) feature.Layer {
	l := feature.Layer{Name: rapid.StringMatching(`[a-zA-Z\[\]:*?/'ćЋ ]{0,40}`).Draw(t, "layer")}
	for i := range rapid.IntRange(1, 4).Draw(t, "fields") {
		l.Fields = append(l.Fields, fmt.Sprintf("field %c", 'a'+i))
	}
	altitudes := rapid.Bool().Draw(t, "altitudes")
	for i := range rapid.IntRange(1, 12).Draw(t, "features") {
		f := feature.Feature{ID: fmt.Sprintf("f%d", i), Name: textOf().Draw(t, "name")}
		if rapid.IntRange(0, 9).Draw(t, "placed") > 0 {
			f.Geometry = orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
			if altitudes {
				f.Z = []float64{rapid.Float64Range(-500, 9000).Draw(t, "z")}
			}
		}
		for _, key := range l.Fields {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 1:
				f.Properties = append(f.Properties, feature.Property{Key: key, Raw: quoted(textOf().Draw(t, "text"))})
			case 2:
				f.Properties = append(f.Properties, feature.Property{Key: key, Raw: json.RawMessage(shortest(rapid.Float64().Draw(t, "number")))})
			case 3:
				f.Properties = append(f.Properties, feature.Property{Key: key, Raw: json.RawMessage(fmt.Sprint(rapid.Int64().Draw(t, "integer")))})
			}
		}
		l.Features = append(l.Features, f)
	}
	return l
}

func textOf() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(naughty), rapid.String(), rapid.StringMatching(`['=+@\t\r\n ,;"|a1-]{0,8}`))
}

// cellsOf gives what a table of the layer must say.
func cellsOf(t failer, l *feature.Layer) (heads []string, rows [][]feature.Cell) {
	columns, err := columnsOf(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		heads = append(heads, c.head)
	}
	for i := range l.Features {
		var row []feature.Cell
		for _, c := range columns {
			text, number := c.cell(&l.Features[i])
			row = append(row, feature.Cell{Text: text, Number: number && text != ""})
		}
		rows = append(rows, row)
	}
	return heads, rows
}

func compareCells(t failer, got *feature.Table, heads []string, rows [][]feature.Cell, same func(want, got feature.Cell) bool) {
	t.Helper()
	if fmt.Sprintf("%q", got.Header) != fmt.Sprintf("%q", heads) {
		t.Fatalf("heads %q, want %q", got.Header, heads)
	}
	if len(got.Rows) != len(rows) {
		t.Fatalf("%d rows, want %d", len(got.Rows), len(rows))
	}
	for i, row := range rows {
		for j, want := range row {
			if !same(want, got.Rows[i][j]) {
				t.Fatalf("row %d, %s: %+q, want %+q", i+1, heads[j], got.Rows[i][j].Text, want.Text)
			}
		}
	}
}

func TestCSVGivesBackEveryText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := layerOf(t)
		heads, rows := cellsOf(t, &l)
		o := Options{Delimiter: rapid.SampledFrom(separators).Draw(t, "delimiter"), BOM: rapid.Bool().Draw(t, "mark")}
		var b bytes.Buffer
		if err := WriteCSV(&b, &l, o); err != nil {
			t.Fatal(err)
		}
		d, err := ReadCSV(context.Background(), "x.csv", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		compareCells(t, d.Layers[0].Table, heads, rows, func(want, got feature.Cell) bool {
			return strings.ReplaceAll(want.Text, "\x00", "") == got.Text
		})
		sameFeatures(t, d.Layers[0].Table, &l)
	})
}

func TestXLSXGivesBackEveryTextAndNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := layerOf(t)
		heads, rows := cellsOf(t, &l)
		var b bytes.Buffer
		if err := WriteXLSX(&b, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}); err != nil {
			t.Fatal(err)
		}
		d, err := ReadXLSX(context.Background(), "x.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		compareCells(t, d.Layers[0].Table, heads, rows, func(want, got feature.Cell) bool {
			return want.Text == got.Text && (!got.Number || want.Number)
		})
		sameFeatures(t, d.Layers[0].Table, &l)
	})
}

// sameFeatures guesses the columns of a table that we wrote and compares the features bit by bit.
func sameFeatures(t *rapid.T, tab *feature.Table, l *feature.Layer) {
	cols := Guess(tab)
	cols.KeepHeads, cols.Swap = true, false
	features, skipped := Features(tab, cols)
	if len(skipped) > 0 || len(features) != len(l.Features) {
		t.Fatalf("%d features and %v skipped of %d; columns %+v", len(features), skipped, len(l.Features), cols.Columns)
	}
	for i, f := range features {
		want := l.Features[i]
		if f.ID != want.ID {
			t.Fatalf("feature %d is %q, want %q", i, f.ID, want.ID)
		}
		p, placed := want.Geometry.(orb.Point)
		if !placed {
			continue
		}
		q, ok := f.Geometry.(orb.Point)
		if !ok || math.Float64bits(p[0]+0) != math.Float64bits(q[0]+0) || math.Float64bits(p[1]+0) != math.Float64bits(q[1]+0) {
			t.Fatalf("feature %d is at %v, want %v; columns %+v", i, f.Geometry, p, cols.Columns)
		}
		if fmt.Sprint(f.Z) != fmt.Sprint(want.Z) {
			t.Fatalf("feature %d has altitude %v, want %v", i, f.Z, want.Z)
		}
	}
}

// failer is a test or a property check.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}
