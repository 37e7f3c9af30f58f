package safecopy

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hubscape/app/audience"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

// formats are what a copy can be written as, in the order of the list.
var formats = []struct {
	format              feature.Format
	label, suffix, file string
}{
	{feature.Scenario, "Scenario file", ".hubscape", "scenario file"},
	{feature.GeoPackage, "GeoPackage", ".gpkg", "GeoPackage"},
	{feature.XLSX, "Spreadsheet", ".xlsx", "spreadsheet"},
	{feature.GeoJSON, "GeoJSON, places only", ".geojson", "GeoJSON file"},
	{feature.KML, "KML, places only", ".kml", "KML file"},
	{feature.CSV, "CSV, sites only", ".csv", "CSV file"},
}

// Suffix is the end of the name of a file in a format.
func Suffix(f feature.Format) string {
	for _, x := range formats {
		if x.format == f {
			return x.suffix
		}
	}
	return ""
}

// formatWords is a file of a format within a sentence.
func formatWords(f feature.Format) string {
	for _, x := range formats {
		if x.format == f {
			return x.file
		}
	}
	return "file"
}

// text is the report as it is saved: what was held back and found, and of which file it speaks.
func (a *answer) text(c *choices, name string) string {
	var b strings.Builder
	b.WriteString(a.report.String())
	if n := len(a.finds) - len(a.report.Finds); n > 0 {
		b.WriteString("\nIn the bytes of the file\n")
		for _, f := range a.finds[len(a.report.Finds):] {
			fmt.Fprintf(&b, "  FOUND %s: %s; %s\n", f.Where, f.What, f.Remedy)
		}
	}
	if role := strings.TrimSpace(c.released); role != "" && c.audience != audience.Internal {
		b.WriteString("\nReleased by " + role + "\n")
	}
	b.WriteString("\nFile\n")
	if name == "" {
		name = "not written yet"
	}
	fmt.Fprintf(&b, "  %s\n  %s, %d bytes, SHA-256 %x\n", name, formatWords(c.format), len(a.bytes), sha256.Sum256(a.bytes))
	for _, r := range a.remarks {
		b.WriteString("  " + r + "\n")
	}
	return b.String()
}

// contents counts what a document holds, for a copy that holds everything.
func contents(doc *scenario.Scenario) []audience.Line {
	var out []audience.Line
	for _, l := range []audience.Line{
		{What: "sites", Count: doc.Sites.Len()}, {What: "notes", Count: doc.Notes.Len()}, {What: "positions of states", Count: doc.Positions.Len()},
		{What: "facts", Count: doc.Facts.Len()}, {What: "sources", Count: doc.Sources.Len()}, {What: "plans", Count: doc.Plans.Len()},
		{What: "overlay layers", Count: doc.Layers.Len()}, {What: "slides", Count: doc.Slides.Len()},
	} {
		if l.Count > 0 {
			out = append(out, l)
		}
	}
	return out
}

// inOrder puts what people look for first.
func inOrder(lines []audience.Line) []audience.Line {
	first := []string{"sites", "notes", "pieces of evidence", "sources", "positions of states", "facts", "plans"}
	place := func(what string) int {
		if i := slices.Index(first, what); i >= 0 {
			return i
		}
		return len(first)
	}
	out := slices.Clone(lines)
	slices.SortStableFunc(out, func(a, b audience.Line) int { return place(a.What) - place(b.What) })
	return out
}

// icons of what is counted.
var icons = map[string]string{
	"sites": "tool-site", "hypothetical sites": "tool-site", "notes": "tool-note", "pieces of evidence": "evidence", "evidence": "evidence", "off-record evidence": "evidence",
	"positions of states": "map", "facts": "info", "sources": "source", "plans": "plan", "notes of plans": "plan", "places of sites in plans": "plan",
	"overlay layers": "layers", "features of overlay layers": "layers", "features of those layers": "layers", "names of files of layers": "layers",
	"exact positions": "precision-exact", "altitudes": "precision-exact", "attributions": "withheld", "roles of owners and assessors": "group",
	"identity and creation time of the document": "history", "slides": "present", "slides with their presenter notes": "present", "marking of the document": "lock",
	"criteria": "register", "shocks": "shock", "contingency actions": "contingency",
}

func iconOf(what string) string {
	if name, ok := icons[what]; ok {
		return name
	}
	return "withheld"
}

// plural counts a noun; irregular nouns are given with their plural.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func sentence(s string) string {
	s = capital(s)
	if s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
