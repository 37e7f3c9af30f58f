package ui

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"hubscape/app/disk"
	"hubscape/app/evidence"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/exporter"
	"hubscape/app/ui/filepick"
	"hubscape/app/ui/kit"
)

// sitesPart is the id of the sites among the parts that can be exported.
const sitesPart = "sites"

// exportDialog asks what goes into a data file, and in which format.
func (w *Window) exportDialog() {
	w.endHover()
	doc := w.session.Scenario()
	parts := []exporter.Part{{ID: sitesPart, Title: "Sites", Count: doc.Sites.Len(), Noun: "site"}}
	count := map[string]int{}
	for _, x := range doc.Features.All() {
		count[x.Layer]++
	}
	for _, l := range doc.Layers.All() {
		parts = append(parts, exporter.Part{ID: l.ID, Title: "Overlay " + cmp.Or(l.Name, l.ID), Count: count[l.ID], Noun: "feature"})
	}
	rows := doc.Notes.Len() + doc.Sources.Len() + doc.Positions.Len() + doc.Facts.Len() + doc.Plans.Len()
	exporter.Ask(w.win.Canvas(), exporter.Question{Parts: parts, Rows: rows, Handling: present.Handling(doc), Answer: w.exportTo})
}

// exportTo asks for a name and writes the file off the window's goroutine.
func (w *Window) exportTo(a exporter.Answer) {
	doc, dir := w.session.Scenario(), ""
	if path := w.session.Path(); path != "" {
		dir = filepath.Dir(path)
	}
	end, name := "."+string(a.Format), fileName(doc.Title)
	if a.Format == feature.Scenario {
		end, name = suffix, name+" copy"
	}
	if w.places == nil {
		w.places = sync.OnceValue(func() exchange.Places { return exchange.PlacesOf(w.d.Map) })
	}
	filepick.Save(w.win.Canvas(), filepick.Options{Title: "Export as", Dir: dir, Name: name + end, Suffixes: []string{end}, Recent: w.recent(), Dispatch: w.d.Dispatch}, func(path string) {
		if path == w.session.Path() {
			w.trouble("The copy was not written", fmt.Errorf("%s is the open scenario itself; choose another name", filepath.Base(path)))
			return
		}
		go func() {
			n, notices, err := w.exported(doc, a, path)
			w.d.Dispatch(func() { w.saidExported(path, n, notices, err) })
		}()
	})
}

// exported writes the file and counts what is in it.
func (w *Window) exported(doc *scenario.Scenario, a exporter.Answer, path string) (what string, notices []feature.Notice, err error) {
	var b bytes.Buffer
	if a.Format == feature.Scenario {
		made, err := store.Write(doc, store.Options{Host: w.host})
		if err != nil {
			return "", nil, err
		}
		return "a copy of the scenario", nil, store.SaveIn(w.files(), path, made)
	}
	d := exportSet(doc, w.places(), a)
	if what = contentsOf(doc, d, a); a.Format == feature.CSV || a.Format == feature.TSV {
		notices, err = writeText(&b, d, a)
	} else {
		notices, err = exchange.Write(&b, d, a.Format, doc.Updated)
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return what, notices, store.ReplaceIn(w.files(), path, b.Bytes(), nil)
}

// files is the file system of the window.
func (w *Window) files() disk.FS {
	if w.d.Files != nil {
		return w.d.Files
	}
	return disk.OS{}
}

// exportSet is what of a document goes into the file.
func exportSet(doc *scenario.Scenario, p exchange.Places, a exporter.Answer) *feature.Dataset {
	all := exchange.FromScenario(doc, p, exchange.Export{Tables: a.Tables})
	out := *all
	out.Layers = nil
	ids := []string{sitesPart}
	layers := slices.Clone(doc.Layers.All())
	slices.SortStableFunc(layers, func(x, y *scenario.Layer) int { return cmp.Compare(x.Order, y.Order) })
	for _, l := range layers {
		ids = append(ids, l.ID)
	}
	taken := map[string]bool{}
	for i, l := range all.Layers {
		if i < len(ids) && !slices.Contains(a.Parts, ids[i]) {
			continue
		}
		base := l.Name
		for n := 2; taken[l.Name]; n++ {
			l.Name = fmt.Sprintf("%s %d", base, n)
		}
		taken[l.Name] = true
		out.Layers = append(out.Layers, l)
	}
	label := present.Handling(doc)
	switch {
	case exchange.HoldsTables(a.Format):
		out.Layers = append(out.Layers, about(doc, label))
	case label != "" && (a.Format == feature.KML || a.Format == feature.KMZ):
		out.Name = doc.Title + " (" + label + ").kml" // writers drop the end
	}
	return &out
}

// about is a table that says what the file is and how it may be passed on.
func about(doc *scenario.Scenario, label string) feature.Layer {
	l := feature.Layer{Name: "about", Fields: []string{"what", "text"}}
	add := func(what, text string) {
		if text == "" {
			return
		}
		key, _ := json.Marshal(what)
		value, _ := json.Marshal(text)
		l.Features = append(l.Features, feature.Feature{Properties: []feature.Property{{Key: "what", Raw: key}, {Key: "text", Raw: value}}})
	}
	add("title", doc.Title)
	add("handling", label)
	add("boundaries", evidence.BorderPolicy)
	add("Kosovo", evidence.KosovoText(doc.KosovoNote))
	add("changed", doc.Updated.UTC().Format("2006-01-02 15:04 UTC"))
	return l
}

// contentsOf says in words what went in.
func contentsOf(doc *scenario.Scenario, d *feature.Dataset, a exporter.Answer) string {
	sites, features := 0, 0
	for _, id := range a.Parts {
		if id == sitesPart {
			sites = doc.Sites.Len()
		}
	}
	for _, x := range doc.Features.All() {
		if slices.Contains(a.Parts, x.Layer) {
			features++
		}
	}
	var parts []string
	if sites > 0 {
		parts = append(parts, evidence.Plural(sites, "site"))
	}
	if features > 0 {
		parts = append(parts, evidence.Plural(features, "feature"))
	}
	if a.Tables {
		parts = append(parts, "the tables")
	}
	return strings.Join(parts, " and ")
}

// writeText writes the first layer as a table of text.
func writeText(to io.Writer, d *feature.Dataset, a exporter.Answer) (notices []feature.Notice, err error) {
	o := table.Options{Delimiter: a.Separator, Bare: a.Bare, BOM: a.Format == feature.CSV, Notice: func(n feature.Notice) { notices = append(notices, n) }}
	if a.Format == feature.TSV {
		o.Delimiter = '\t'
	}
	l := &feature.Layer{}
	if len(d.Layers) > 0 {
		l = &d.Layers[0]
	}
	err = table.WriteCSV(to, l, o)
	return notices, err
}

// saidExported tells how an export went.
func (w *Window) saidExported(path, what string, notices []feature.Notice, err error) {
	name := filepath.Base(path)
	switch {
	case err != nil:
		w.trouble("“"+name+"” was not written", err)
	case len(notices) > 0:
		rows := []kitObject{kit.NewParagraph("Exported "+what+" to “"+name+"”. The format could not hold all of it as it is:", kit.Body, kit.Ink)}
		for i, n := range notices {
			if i == shownLosses {
				rows = append(rows, kit.NewParagraph(fmt.Sprintf("%d more.", len(notices)-i), kit.Small, kit.Ink3))
				break
			}
			text := n.Message
			if n.Where != "" {
				text = n.Where + ": " + text
			}
			rows = append(rows, kit.NewParagraph(sentence(text), kit.Small, kit.Ink2))
		}
		kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "Exported with remarks", Icon: "export", Width: 560, Body: kit.NewColumn(6, kit.Inset{}, rows...), Choices: []kit.Choice{{Label: "Close", Primary: true}}})
	default:
		w.say("Exported " + what + " to “" + name + "”")
	}
}
