package basemap

import (
	"math"
	"math/rand/v2"
	"testing"

	"hubscape/assets"
)

func builtIn(t testing.TB) *Map {
	t.Helper()
	m, err := Decode(assets.Basemap())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWithoutTheIndexTheAnswerIsTheSame(t *testing.T) {
	m := builtIn(t)
	r := rand.New(rand.NewPCG(1, 2))
	for _, mesh := range []*Mesh{m.Land, m.Divs} {
		ix := newMeshIndex(mesh)
		try := func(x, y int32) {
			x, y = min(x, math.MaxInt32-1), min(y, math.MaxInt32-1) // as Locate has it
			if got, want := mesh.faceAt(x, y), ix.at(x, y); got != want {
				t.Fatalf("at %d, %d: face %d without the index, %d with it", x, y, got, want)
			}
		}
		for range 300 {
			try(r.Int32(), r.Int32())
		}
		for range 300 { // on and beside vertices
			v := 2 * r.IntN(len(mesh.XY)/2)
			try(mesh.XY[v], mesh.XY[v+1])
			try(max(0, mesh.XY[v]-1), mesh.XY[v+1])
		}
	}
}

func TestTheIndexIsBuiltOnlyWhenManyAsk(t *testing.T) {
	l := &lazyMesh{mesh: builtIn(t).Divs}
	for range coldLookups {
		l.at(1<<30, 1<<29)
	}
	if l.ready.Load() != nil {
		t.Error("the index was built for a few positions")
	}
	if l.at(1<<30, 1<<29); l.ready.Load() == nil {
		t.Error("the index was not built for many positions")
	}
}

func BenchmarkLocateCold(b *testing.B) {
	m := builtIn(b)
	for b.Loop() {
		m.Land.faceAt(1187000000, 790000000)
	}
}
