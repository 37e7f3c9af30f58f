package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/paulmach/orb/geojson"
)

// input is one downloaded file with the hash it must have.
type input struct{ path, sha256 string }

// inputs are the files that the map is made from: the data of the Go module rgeo v1.2.0, the locale names of CLDR 48.2
// from npm, and shapefiles unpacked from the Debian package libmagics++-data 4.13.0-1 into the folder deb.
var inputs = []input{
	{"gopath/pkg/mod/github.com/sams96/rgeo@v1.2.0/data/Countries10.gz", "0dba24b3f5b470ef8b0ddbec5e60059512875663feef02b65d348250c6bdd8a3"},
	{"gopath/pkg/mod/github.com/sams96/rgeo@v1.2.0/data/Provinces10.gz", "8936733b4d33030e11f280cf5bcb75bb68e6033b58aff1fc6c0d6961e81ac89c"},
	{"cldr-localenames-full-48.2.0.tgz", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"},
	{magicsData + "ne_10m_ocean.shp", "98cb221d0d7890e4bfcf4b602462066b938fcbf91dcd5a060ce5c3fd6f951e3b"},
	{magicsData + "ne_10m_ocean.dbf", "783435b72923487eee2b76d5a8a11bab154cee840b631fcecb7cb22b315a5e65"},
	{magicsData + "ne_10m_rivers_lake_centerlines.shp", "2a390e30626d145e967ac31eaaa8e5418c7992f599759e2be56c038f179cd7df"},
	{magicsData + "ne_10m_rivers_lake_centerlines.dbf", "76fa4d4873071cefa4a2e6de02d3d6d8420c0b74257eca6848fdfbaa523df078"},
	{magicsData + "ne_10m_populated_places_simple.shp", "487301091d77c2d6468a5741ae3becabaf6f76ec5e10d9f90546e8154d8fedcd"},
	{magicsData + "ne_10m_populated_places_simple.dbf", "2e4ca5a059240f93f548531ad979555a0f716cd9b6ddfc9e0c602239d17fc36a"},
}

// source reads the downloads in a folder.
type source struct{ dir string }

func (s source) check() error {
	for _, in := range inputs {
		sum, err := hashFile(filepath.Join(s.dir, filepath.FromSlash(in.path)))
		if err != nil {
			return fmt.Errorf("input %s: %w (fetch the sources first)", in.path, err)
		}
		if sum != in.sha256 {
			return fmt.Errorf("input %s: hash %s is not the pinned %s; fetch the pinned version", in.path, sum, in.sha256)
		}
	}
	return nil
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

const magicsData = "deb/usr/share/magics/10m/"

const rgeoData = "gopath/pkg/mod/github.com/sams96/rgeo@v1.2.0/data/"

// features reads one of rgeo's GeoJSON files.
func (s source) features(name string) ([]*geojson.Feature, error) {
	b, err := readGzip(filepath.Join(s.dir, filepath.FromSlash(rgeoData), name+".gz"))
	if err != nil {
		return nil, err
	}
	fc, err := geojson.UnmarshalFeatureCollection(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return fc.Features, nil
}
