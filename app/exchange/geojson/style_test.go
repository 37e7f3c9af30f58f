package geojson

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

func TestSimpleStyles(t *testing.T) {
	half := 0.5
	for text, want := range map[string]feature.Style{
		`{"stroke":"#A0B1c2","fill":"#f00","stroke-width":3,"fill-opacity":0.5}`: {Stroke: "#A0B1c2", Fill: "#ff0000", Width: 3, Opacity: &half},
		`{"marker-color":"#123456"}`:                                 {Stroke: "#123456"},
		`{"stroke":"red","fill":5,"stroke-width":"wide"}`:            {},
		`{"stroke":"#12345g","stroke-width":-1,"fill-opacity":1e99}`: {},
	} {
		got := all(read(t, fmt.Sprintf(collection, `{"type":"Feature","geometry":null,"properties":`+text+`}`)))[0].Style
		if fmt.Sprint(got.Stroke, got.Fill, got.Width, got.Opacity != nil) != fmt.Sprint(want.Stroke, want.Fill, want.Width, want.Opacity != nil) {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func TestOneFeatureAsText(t *testing.T) {
	f := feature.Feature{Name: "A \"b\"\n", Geometry: orb.Point{1.5, -2}, Properties: []feature.Property{{Key: "k"}}}
	b, err := Feature(&f)
	if want := `{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1.5, -2]}, "properties": {"name": "A \"b\"\n", "k": null}}`; err != nil || string(b) != want {
		t.Errorf("%s %v", b, err)
	}
}

func TestEscapesAreReadAsTheyAreMeant(t *testing.T) {
	for text, want := range map[string]string{`\b\f\n\r\t\/\\\"`: "\b\f\n\r\t/\\\"", `\u00e9\uD83D\uDE00`: "é😀", `\ud83d`: "\ufffd", `\ud83dx`: "\ufffdx", `\udE00\ud83d`: "\ufffd\ufffd"} {
		f := all(read(t, fmt.Sprintf(collection, `{"type":"Feature","geometry":null,"properties":{"name":"x`+text+`"}}`)))[0]
		if got := unquote(f.Properties[0].Raw); got != "x"+want {
			t.Errorf("%s: %q, want %q", text, got, "x"+want)
		}
	}
	for _, bad := range []string{`"\x"`, `"\u12g4"`, "\"a\nb\"", `"\`, `"\u1`} {
		d := read(t, fmt.Sprintf(collection, point("1", "2")+`,{"type":"Feature","geometry":null,"properties":{"name":`+bad+`}},`+point("3", "4")))
		if len(d.Skipped) != 1 || len(all(d)) < 1 {
			t.Errorf("%s: %d read, %s", bad, len(all(d)), said(d))
		}
	}
}
