package store

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// long is a document whose items do not fit into one piece: many sites, and shapes of many positions, some of which have
// a member of the name that a checksum has.
func long() *scenario.Scenario {
	doc := full()
	var sites []*scenario.Site
	for i := range 3000 {
		s := *doc.Sites.All()[0]
		s.ID = "site-" + itoa(i)
		sites = append(sites, &s)
	}
	doc.Sites = scenario.ListOf(sites...)
	line := make(orb.LineString, 60_000)
	for i := range line {
		line[i] = orb.Point{float64(i%360) - 180 + 1/3.0, float64(i%90) + 1/7.0}
	}
	doc.Layers = scenario.ListOf(&scenario.Layer{ID: "l", Name: "Lines"})
	own := []scenario.Member{{Key: sumKey, Raw: []byte(`"own"`)}}
	doc.Features = scenario.ListOf(
		&scenario.Feature{ID: "a", Layer: "l", Geometry: line, Properties: []scenario.Member{{Key: "text", Raw: []byte(`"“a” \"b\""`)}, {Key: "n", Raw: []byte("-1.50e3")}}},
		&scenario.Feature{ID: "b", Layer: "l", Geometry: orb.Polygon{append(orb.Ring(line[:5000:5000]), line[0])}, Extra: own},
		&scenario.Feature{ID: "c", Layer: "l", Geometry: orb.MultiLineString{line, line}, Extra: own},
		&scenario.Feature{ID: "d", Layer: "l", Geometry: orb.Point{1, 2}})
	return doc
}

// pieces remembers how long the longest is that it was handed.
type pieces struct {
	bytes.Buffer
	most int
}

func (p *pieces) Write(b []byte) (int, error) {
	p.most = max(p.most, len(b))
	return p.Buffer.Write(b)
}

func TestWriteToGivesTheSameBytesInPieces(t *testing.T) {
	doc := long()
	for _, o := range []Options{{}, {Plain: true}} {
		want, err := Write(doc, o)
		if err != nil {
			t.Fatal(err)
		}
		var got pieces
		if err := WriteTo(&got, doc, o); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%v, %d bytes, want %d", err, got.Len(), len(want))
		}
		if got.most > 2*pieceSize {
			t.Errorf("%d bytes at once", got.most)
		}
	}
}

func TestReplaceWith(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.hubscape")
	doc := long()
	want, err := Write(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := ReplaceWith(path, func(w io.Writer) error { return WriteTo(w, doc, Options{}) }); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v, %d bytes, want %d", err, len(got), len(want))
	}
	fault := errors.New("a coordinate is not finite")
	err = ReplaceWith(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("half ", 1<<17)); err != nil {
			return err
		}
		return fault
	})
	if got, _ := os.ReadFile(path); err != fault || Machine(err) || !bytes.Equal(got, want) || names(t, dir) != "x.hubscape" {
		t.Errorf("%v, %d bytes, %s", err, len(got), names(t, dir))
	}
	calls := 0
	err = ReplaceWithIn(faulty{spoil: true, calls: &calls}, path, func(w io.Writer) error { return WriteTo(w, doc, Options{}) })
	if err == nil || !strings.Contains(err.Error(), "gave back something else than was written") {
		t.Errorf("what the disk spoils is saved: %v", err)
	}
}

// TestWhatIsReadFleetinglyIsJudgedTheSame compares the judgement of a save, which keeps nothing, with that of reading.
func TestWhatIsReadFleetinglyIsJudgedTheSame(t *testing.T) {
	doc := long()
	doc.Sites, doc.Features = scenario.ListOf(doc.Sites.All()[:5]...), scenario.ListOf(doc.Features.All()[3:]...)
	whole, err := Write(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 6))
	lost := 0
	for i := range 800 {
		b := bytes.Clone(whole)
		for range i % 3 {
			at := r.IntN(len(b))
			switch r.IntN(3) {
			case 0:
				b[at] = `{}[]",:0x`[r.IntN(9)]
			case 1:
				b = append(b[:at], b[min(at+r.IntN(200), len(b)):]...)
			case 2:
				b = append(b[:at:at], append(bytes.Clone(b[at:min(at+r.IntN(400), len(b))]), b[at:]...)...)
			}
		}
		_, problems, err := Read(b)
		bad := err != nil || slices.ContainsFunc(problems, func(p Problem) bool { return p.Lost })
		if got := opens(b); (got != nil) != bad {
			t.Fatalf("judged %v where reading gives %v, %v:\n%s", got, err, problems, b)
		}
		if bad {
			lost++
		}
	}
	if lost < 130 || lost > 670 {
		t.Errorf("%d of 800 are damaged: the test compares too little", lost)
	}
}
