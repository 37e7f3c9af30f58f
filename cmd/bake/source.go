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

// inputs are the downloads that the map is made from. GeoJSON files are the unpacked data of rgeo v1.2.0, the
// archives are checked as downloaded.
var inputs = []input{
	{"gopath/pkg/mod/github.com/sams96/rgeo@v1.2.0/data/Countries10.gz", "0dba24b3f5b470ef8b0ddbec5e60059512875663feef02b65d348250c6bdd8a3"},
	{"gopath/pkg/mod/github.com/sams96/rgeo@v1.2.0/data/Provinces10.gz", "8936733b4d33030e11f280cf5bcb75bb68e6033b58aff1fc6c0d6961e81ac89c"},
	{"cldr-localenames-full-48.2.0.tgz", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"},
	{"libmagics++-data_4.13.0-1_all.deb", "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0"},
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
