package scenario

import (
	"testing"
	"time"
)

// A prepared patch does what it was prepared for at once, and works everything out anew for any other scenario.
func TestPreparedPatch(t *testing.T) {
	env := Env{Now: func() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }, NewID: func() string { return "00000000-0000-4000-8000-000000000001" }}
	a, b := New("A", env), New("B", env)
	p := Patch{Said: "Imported 1 source", Do: "import", Changes: []Change{{Kind: "source", ID: "s1", After: &Source{ID: "s1", Title: "Report", Type: "academic", Reliability: "B"}}}}
	ready, err := p.Prepared(a, env)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := ready.Apply(a, env)
	again, _ := ready.Apply(a, env)
	other, err := ready.Apply(b, env)
	if first != again || first.Sources.Len() != 1 || a.Sources.Len() != 0 {
		t.Errorf("applied twice: %p, %p, %d sources", first, again, first.Sources.Len())
	}
	if err != nil || other.Title != "B" || other.Sources.Len() != 1 {
		t.Errorf("applied to another: %q, %v", other.Title, err)
	}
	if Phrase(ready, a) != "import" || ready.Label(a) != p.Label(a) {
		t.Error("it is called by another name")
	}
	bad := Patch{Changes: []Change{{Kind: "nothing", ID: "x", After: 1}}}
	if _, err := bad.Prepared(a, env); err == nil {
		t.Error("a patch that cannot be applied was prepared")
	}
}
