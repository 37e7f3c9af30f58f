// Package assets holds the files that travel inside the program: the map, the typefaces, the icons, the sample
// scenarios, the file schema and the notes on what is new. Nothing is read from disk or network at run time.
//
// Each accessor gives the bytes as embedded; callers must not change them. A file that is not there answers nil, or
// false where there is a second result.
//
// # Design
//
// Directories are embedded, not single files, so that an icon or a sample is added by adding the file. The map is kept
// uncompressed where inflating would cost more at start than reading.
package assets

import (
	"embed"
	"io/fs"
	"sort"
	"strings"
)

//go:embed fonts icons licenses map samples schema whatsnew.md ATTRIBUTION.md
var files embed.FS

// FS is the whole embedded tree, paths with forward slashes: "icons/map.svg".
var FS fs.ReadFileFS = files

func read(path string) []byte {
	b, err := files.ReadFile(path)
	if err != nil {
		return nil
	}
	return b
}

// Basemap is the built-in map in the form that geo/basemap.Decode reads.
func Basemap() []byte { return read("map/basemap.bin") }

// Font is a typeface by file name: "IBMPlexSans_400Regular.ttf".
func Font(name string) []byte { return read("fonts/" + name) }

// Icon is an icon by name: "map" gives icons/map.svg. A name that carries its suffix is taken as it is: "hubscape.png".
func Icon(name string) []byte {
	if strings.Contains(name, ".") {
		return read("icons/" + name)
	}
	return read("icons/" + name + ".svg")
}

const sampleSuffix = ".hubscape"

// Sample is a built-in scenario file by name: "western-balkans". It reports false for a name that does not exist.
func Sample(name string) ([]byte, bool) {
	b := read("samples/" + name + sampleSuffix)
	return b, b != nil
}

// Samples names the built-in scenarios in alphabetical order.
func Samples() []string {
	entries, err := files.ReadDir("samples")
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), sampleSuffix); ok {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// Schema is the JSON Schema (2020-12) of the scenario file.
func Schema() []byte { return read("schema/hubscape-1.schema.json") }

// WhatsNew is the list of changes that users notice, as Markdown, newest first.
func WhatsNew() string { return string(read("whatsnew.md")) }

// Attribution names the owners and licences of data and fonts, as Markdown.
func Attribution() string { return string(read("ATTRIBUTION.md")) }
