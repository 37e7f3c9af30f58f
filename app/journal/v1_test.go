package journal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubscape/app/session"
)

// sampleJournal made the sample of version 1, which is not made anew.
func sampleJournal(t *testing.T) []byte {
	t.Helper()
	d := newDisk()
	s, j := open(options(d), begin(), "")
	dice := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		act(s, dice)
		if dice.IntN(3) == 0 {
			_ = flush(t, j)
		}
	}
	s.Undo()
	if err := flush(t, j); err != nil {
		t.Fatal(err)
	}
	j.Abandon()
	for _, f := range d.Files() {
		if strings.HasSuffix(f, journalEnd) {
			b, _ := d.Get(f)
			return b
		}
	}
	t.Fatal("no journal")
	return nil
}

// TestVersion1IsReadable reads a journal as version 1 wrote it, and holds what comes back against what it was.
func TestVersion1IsReadable(t *testing.T) {
	path, want := filepath.Join("testdata", "v1", "session.journal"), filepath.Join("testdata", "v1", "session.txt")
	if _, err := os.Stat(path); os.IsNotExist(err) && os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, sampleJournal(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(context.Background(), b)
	if err != nil || r.Cut != nil {
		t.Fatal(err, r.Cut)
	}
	got := outline(r.State)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(text), "\r\n", "\n") {
		t.Errorf("the session that comes back is\n%s", got)
	}
}

// outline says what is in every state of a session, whatever the scenario file looks like by now.
func outline(st session.State) string {
	var b strings.Builder
	l := lineOf(st, File{})
	fmt.Fprintf(&b, "at %d of %d, saved %d, path %q\n", l.at, len(l.steps), l.find(l.saved), st.Path)
	for i, v := range l.values {
		if i > 0 {
			fmt.Fprintf(&b, "%d %s; %s\n", i, l.steps[i-1].Did, l.steps[i-1].Do)
		}
		fmt.Fprintf(&b, "  %q %s view %v\n", v.Title, v.Updated.Format("15:04:05"), v.OpeningView != nil)
		for _, s := range v.Sites.All() {
			fmt.Fprintf(&b, "  site %s %q %.7f %.7f gates %d raw %s\n", s.ID, s.Name, s.At.Lon(), s.At.Lat(), len(s.Gates), s.RawPosition)
		}
		for _, n := range v.Notes.All() {
			fmt.Fprintf(&b, "  note %s %q %v %d\n", n.ID, n.Title, n.Sites, len(n.Evidence))
		}
		for _, f := range v.Features.All() {
			fmt.Fprintf(&b, "  feature %s of %s %v %s\n", f.ID, f.Layer, f.Geometry, f.Properties)
		}
		fmt.Fprintf(&b, "  layers %d shocks %d extra %s\n", v.Layers.Len(), v.Shocks.Len(), v.Extra)
	}
	return b.String()
}
