package basemap_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"hubscape/geo/basemap"
)

var baked = sync.OnceValues(func() ([]byte, error) {
	return os.ReadFile(filepath.Join("..", "..", "assets", "map", "basemap.bin"))
})

func bakedBytes(t testing.TB) []byte {
	t.Helper()
	b, err := baked()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var decoded = sync.OnceValues(func() (*basemap.Map, error) {
	b, err := baked()
	if err != nil {
		return nil, err
	}
	return basemap.Decode(b)
})

func theMap(t testing.TB) *basemap.Map {
	t.Helper()
	m, err := decoded()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
