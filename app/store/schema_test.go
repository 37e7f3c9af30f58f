package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hubscape/assets"
)

// TestSchemaHoldsForEveryScenario checks the samples and the scenarios of the tests.
func TestSchemaHoldsForEveryScenario(t *testing.T) {
	files := map[string][]byte{}
	for _, name := range assets.Samples() {
		files["sample:"+name], _ = assets.Sample(name)
	}
	names, err := filepath.Glob("testdata/v*/*.hubscape")
	if err != nil || len(names) < 3 || len(files) < 2 {
		t.Fatal(err, names, files)
	}
	for _, name := range names {
		if files[name], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	_, files["many"] = many(t, 50)
	for name, b := range files {
		if problems := Validate(b); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// spot is one value of a file and what the schema says of it.
type spot struct {
	path  string
	value any
	set   func(any)
	rule  map[string]any
}

// schemaWalk lists every value of a file that the schema knows, with its rule.
type schemaWalk struct {
	defs map[string]any
	out  []spot
}

func (w *schemaWalk) resolve(rule map[string]any) map[string]any {
	out := maps.Clone(rule)
	if ref, ok := rule["$ref"].(string); ok {
		for k, v := range w.resolve(w.defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)) {
			if out[k] == nil {
				out[k] = v
			}
		}
	}
	return out
}

func (w *schemaWalk) visit(path string, value any, set func(any), rules ...map[string]any) {
	for i := 0; i < len(rules); i++ {
		r := w.resolve(rules[i])
		w.out = append(w.out, spot{path, value, set, r})
		for _, key := range []string{"then", "else"} {
			if next, ok := r[key].(map[string]any); ok {
				rules = append(rules, next)
			}
		}
		switch v := value.(type) {
		case map[string]any:
			w.object(path, v, r)
		case []any:
			items, _ := r["items"].(map[string]any)
			for i := range v {
				if items != nil {
					w.visit(fmt.Sprintf("%s[%d]", path, i), v[i], func(x any) { v[i] = x }, items)
				}
			}
		}
	}
}

func (w *schemaWalk) object(path string, v, r map[string]any) {
	known, _ := r["properties"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(v)) {
		if rule, ok := known[key].(map[string]any); ok {
			w.visit(path+"."+key, v[key], func(x any) { v[key] = x }, rule)
		}
	}
}

// wrong is a value of another kind than v.
func wrong(v any) any {
	switch v.(type) {
	case string, bool, []any:
		return map[string]any{"x": true}
	}
	return "x"
}

// TestEveryMemberIsObjectedTo gives each member of the fullest file a value of another kind, and those with a list of
// values one that is not in it: every time a problem names the place and says what to do.
func TestEveryMemberIsObjectedTo(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(assets.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	whole, err := Write(layered(), Options{Host: host})
	if err != nil {
		t.Fatal(err)
	}
	load := func() []spot {
		var file map[string]any
		d := json.NewDecoder(bytes.NewReader(whole))
		d.UseNumber()
		if err := d.Decode(&file); err != nil {
			t.Fatal(err)
		}
		w := &schemaWalk{defs: schema["$defs"].(map[string]any)}
		w.visit("", file, nil, schema)
		w.out[0].value = file
		return w.out
	}
	seen := map[string]bool{}
	try := func(i int, bad any) {
		spots := load()
		s := spots[i]
		s.set(bad)
		b, err := json.MarshalIndent(spots[0].value, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		problems := Validate(b)
		if len(problems) == 0 {
			t.Errorf("nothing objects to %s being %v", s.path, bad)
		}
		for _, p := range problems {
			if !strings.Contains(p.Message, ";") || p.Where == "" {
				t.Errorf("%s being %v: %s", s.path, bad, p)
			}
		}
	}
	for i, s := range load() {
		if s.set == nil || !worth(seen, s) {
			continue
		}
		try(i, wrong(s.value))
		if s.rule["enum"] != nil || s.rule["const"] != nil {
			try(i, "nonsense")
		}
	}
	if len(seen) < 150 {
		t.Errorf("only %d members were tried", len(seen))
	}
}

// worth keeps the test short: of each list one item, and of each place once with each rule.
func worth(seen map[string]bool, s spot) bool {
	key := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s.path) + fmt.Sprint(s.rule["enum"] != nil, s.rule["const"] != nil)
	if seen[key] {
		return false
	}
	seen[key] = true
	return true
}
