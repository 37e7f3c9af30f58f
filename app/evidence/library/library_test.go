package library_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"hubscape/app/evidence/library"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

const samples = "../../../assets/samples"

// host places the three documented sites as the built-in map does.
func host(lon, lat float64) (country, division string) {
	if lon < 20 {
		return "ALB", ""
	}
	return "XKX", ""
}

func books() map[string]*scenario.Scenario {
	return map[string]*scenario.Scenario{
		"western-balkans": library.WesternBalkans(),
		"elsewhere":       library.Elsewhere(),
	}
}

// The committed files are what the Go values give, byte for byte, and reading and writing them changes nothing.
func TestFilesEqualValues(t *testing.T) {
	for name, doc := range books() {
		t.Run(name, func(t *testing.T) {
			want, err := store.Write(doc, store.Options{Host: host})
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(samples, name+".hubscape")
			if os.Getenv("UPDATE_GOLDEN") == "1" {
				if err := os.WriteFile(path, want, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Fatalf("%s differs from the values it is made from; run the test with UPDATE_GOLDEN=1 and look at the difference", path)
			}
			back, problems, err := store.Read(got)
			if err != nil || len(problems) > 0 {
				t.Fatalf("reading it back: %v %v", err, problems)
			}
			again, err := store.Write(back, store.Options{Host: host})
			if err != nil || !bytes.Equal(again, got) {
				t.Fatalf("the file is not canonical: %v", err)
			}
		})
	}
}
