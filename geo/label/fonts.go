// Package label shapes the map's text, draws it into small pictures, and decides which labels stand where.
//
// # Design
//
// Shaping and drawing are slow beside a frame, so both are kept: a text is shaped once for its face, size and tracking,
// and drawn once for its colours and scale. What a frame does is look up, place and copy.
package label

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
)

// Face is one of the map's faces.
type Face uint8

// Faces.
const (
	Regular Face = iota
	Medium
	SemiBold
	Italic
	faceCount
)

// Fonts is the parsed set of typefaces together with what was shaped and drawn from it. It is safe for concurrent use.
type Fonts struct {
	faces [faceCount]fallback

	mu      sync.Mutex
	shaper  shaping.HarfbuzzShaper
	seg     shaping.Segmenter
	runs    map[runKey]*Run
	sprites map[spriteKey]*Sprite
	pixels  int // held by sprites
}

// fallback is a face and those that stand in for it where it has no glyph.
type fallback []*font.Face

// ResolveFace gives the first face that has the rune, or the first of all.
func (f fallback) ResolveFace(r rune) *font.Face {
	for _, face := range f {
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	return f[0]
}

// File names of the faces, as the assets hold them.
var faceFiles = [faceCount]string{
	"IBMPlexSans_400Regular.ttf", "IBMPlexSans_500Medium.ttf", "IBMPlexSans_600SemiBold.ttf", "IBMPlexSans_400Regular_Italic.ttf",
}

const (
	arabicFile     = "NotoSansArabic_400Regular.ttf"
	arabicBoldFile = "NotoSansArabic_600SemiBold.ttf"
	ethiopicFile   = "NotoSansEthiopic_400Regular.ttf"
)

// NewFonts parses the typefaces. read gives a file's bytes by name (assets.Font); a missing or broken file is an error.
func NewFonts(read func(name string) []byte) (*Fonts, error) {
	f := &Fonts{runs: map[runKey]*Run{}, sprites: map[spriteKey]*Sprite{}}
	parsed := map[string]*font.Face{}
	names := append([]string{arabicFile, arabicBoldFile, ethiopicFile}, faceFiles[:]...)
	for _, name := range names {
		face, err := parse(name, read(name))
		if err != nil {
			return nil, err
		}
		parsed[name] = face
	}
	for i, name := range faceFiles {
		arabic := arabicFile
		if Face(i) == SemiBold {
			arabic = arabicBoldFile
		}
		f.faces[i] = fallback{parsed[name], parsed[faceFiles[Regular]], parsed[arabic], parsed[ethiopicFile]}
	}
	return f, nil
}

func parse(name string, b []byte) (*font.Face, error) {
	if len(b) == 0 {
		return nil, fmt.Errorf("typeface %s is missing: the assets were built without it", name)
	}
	face, err := font.ParseTTF(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("typeface %s cannot be read: %w", name, err)
	}
	listCoverage(face.Font)
	return face, nil
}
