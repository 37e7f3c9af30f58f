package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"hubscape/app/scenario"
)

// TestItemsComeBack encodes and decodes every item of the scenarios of the tests, with their unknown members.
func TestItemsComeBack(t *testing.T) {
	for _, doc := range []*scenario.Scenario{layered(), oldest(t)} {
		kinds := map[string]bool{}
		want, parts := &scenario.Scenario{}, scenario.Diff(&scenario.Scenario{}, doc)
		patch := scenario.Patch{}
		for _, c := range parts {
			kinds[c.Kind] = true
			raw, err := EncodeItem(c.Kind, c.After)
			if err != nil || !json.Valid(raw) || bytes.ContainsAny(raw, "\n") {
				t.Fatalf("%s %s: %v\n%s", c.Kind, c.ID, err, raw)
			}
			got, err := DecodeItem(c.Kind, raw)
			if err != nil {
				t.Fatalf("%s %s: %v\n%s", c.Kind, c.ID, err, raw)
			}
			again, err := EncodeItem(c.Kind, got)
			if err != nil || !bytes.Equal(again, raw) || reflect.TypeOf(got) != reflect.TypeOf(c.After) {
				t.Errorf("%s %s comes back as %T (%v)\n%s\nwant\n%s", c.Kind, c.ID, got, err, again, raw)
			}
			c.After = got
			patch.Changes = append(patch.Changes, c)
		}
		if len(kinds) < 8 {
			t.Errorf("only these kinds were tried: %v", kinds)
		}
		// Put together again they are the document, but for what belongs to no item.
		*want = *doc
		want.Extra, want.TopExtra, want.Overlays, want.HandlingExtra, want.ViewExtra = nil, nil, nil, nil, nil
		got, err := patch.Apply(&scenario.Scenario{Version: doc.Version, Created: doc.Created}, scenario.Env{Now: now(doc)})
		if err != nil {
			t.Fatal(err)
		}
		a, aerr := Write(got, Options{})
		b, berr := Write(want, Options{})
		if aerr != nil || berr != nil || !bytes.Equal(a, b) {
			t.Errorf("put together (%v, %v)\n%s\nwant\n%s", aerr, berr, a, b)
		}
	}
}

func TestItemsThatCannotBe(t *testing.T) {
	for _, c := range []struct {
		kind string
		item any
	}{{"site", nil}, {"site", (*scenario.Site)(nil)}, {"site", &scenario.Note{}}, {"place", &scenario.Site{}}, {"document", &scenario.Document{}}, {"shock", (*scenario.Room)(nil)}, {"shock", &scenario.Room{ID: "x", Raw: []byte("{")}}} {
		if raw, err := EncodeItem(c.kind, c.item); err == nil || raw != nil {
			t.Errorf("%s from %T gives %s", c.kind, c.item, raw)
		}
	}
	for in, want := range map[string]string{
		`site {`:  "the site is damaged: the file ends",
		`site []`: "is a list, expected an object",
		`site {"id":"x","geometry":{"type":"Point"}}`: "has no coordinates",
		`note {}`:                   "it has no id",
		`shock {}`:                  "it has no id",
		`place {}`:                  "no kind of item that this version knows",
		`note null`:                 "is null, expected an object",
		`shock {"id":"x","y":NaN}`:  "not finite",
		`note {"id":"x","title":7}`: "title is a number, expected text",
		`feature {"type":"Feature","id":"x","geometry":{"type":"Circle"}}`:                     "the geometry has no coordinates",
		"note {\"id\":\"x\",\"title\":\"a\xffb\"}":                                             "broken characters",
		`feature {"type":"Feature","id":"x","geometry":{"type":"Point","coordinates":[1,91]}}`: "latitude 91 of position 1",
	} {
		kind, raw, _ := strings.Cut(in, " ")
		item, err := DecodeItem(kind, []byte(raw))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, %v, want %s", in, item, err, want)
		}
	}
}
