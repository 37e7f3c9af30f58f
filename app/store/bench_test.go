package store

import (
	"os"
	"path/filepath"
	"testing"

	"hubscape/app/scenario"
)

// sizes are the files of the benchmarks: one like the built-in sample, and ten thousand sites.
func sizes(b *testing.B) map[string]*scenario.Scenario {
	out := map[string]*scenario.Scenario{}
	out["sample"], _ = many(b, 60)
	out["10k"], _ = many(b, 10000)
	return out
}

// BenchmarkOpen reads a file from the disk and checks it.
func BenchmarkOpen(b *testing.B) {
	docs := sizes(b)
	for _, name := range []string{"sample", "10k"} {
		b.Run(name, func(b *testing.B) {
			data, err := Write(docs[name], Options{})
			if err != nil {
				b.Fatal(err)
			}
			path := filepath.Join(b.TempDir(), "x.hubscape")
			if err := os.WriteFile(path, data, 0o644); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Open(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSave writes a scenario and brings it to the disk, read back and checked.
func BenchmarkSave(b *testing.B) {
	docs := sizes(b)
	for _, name := range []string{"sample", "10k"} {
		b.Run(name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "x.hubscape")
			b.ReportAllocs()
			for b.Loop() {
				data, err := Write(docs[name], Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := Save(path, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
