package library_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubscape/app/evidence/library"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

const samples = "../../../assets/samples"

// locate gives the host of a point on the built-in map, as the program does when it saves.
func locate(t *testing.T) func(lon, lat float64) (country, division string) {
	t.Helper()
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		t.Fatal(err)
	}
	return func(lon, lat float64) (country, division string) {
		p := m.Locate(lon, lat)
		if p.Country != nil {
			country = p.Country.Code
		}
		if p.Division != nil {
			division = p.Division.Code
		}
		return country, division
	}
}

func books() map[string]*scenario.Scenario {
	return map[string]*scenario.Scenario{
		"western-balkans": library.WesternBalkans(),
		"elsewhere":       library.Elsewhere(),
	}
}

// The committed files are what the Go values give, byte for byte, and reading and writing them changes nothing.
func TestFilesEqualValues(t *testing.T) {
	host := locate(t)
	for name, doc := range books() {
		t.Run(name, func(t *testing.T) {
			want, err := store.Write(doc, store.Options{Host: host, Plain: true})
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
			again, err := store.Write(back, store.Options{Host: host, Plain: true})
			if err != nil || !bytes.Equal(again, got) {
				t.Fatalf("the file is not canonical: %v", err)
			}
		})
	}
}

// A site stands in its host country on the built-in map, not in the sea beside it.
func TestSitesStandInTheirHosts(t *testing.T) {
	host := locate(t)
	want := map[string]string{"Gjadër": "ALB AL-08", "Shëngjin": "ALB AL-08", "Gjilan / Gnjilane": "XKX"}
	for _, s := range library.WesternBalkans().Sites.All() {
		country, division := host(s.At[0], s.At[1])
		if got := country + " " + division; !strings.HasPrefix(got, want[s.Name]) {
			t.Errorf("%s stands in %q, want %q", s.Name, got, want[s.Name])
		}
	}
}
