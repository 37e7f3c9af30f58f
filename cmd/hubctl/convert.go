package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"hubscape/app/audience"
	"hubscape/app/exchange"
	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

func convertCommand() command {
	return command{
		name: "convert",
		args: "IN… -o OUT",
		line: "A file of one format into another",
		more: `
Reads scenarios, GeoJSON, KML, KMZ, CSV, TSV, XLSX and GeoPackage, told apart by their content, and writes the format
that the name of OUT ends in. Several files become the layers of one. What cannot be read is left out, counted and named;
the program then ends with status 1, and OUT is written all the same.

Into a scenario (.hubscape) a layer of points enters as sites, and a layer that holds other shapes as an overlay, with its
points, unless --as says otherwise. Personal data (e-mail addresses,
telephone and passport numbers…) is named first and enters only with --personal.

  hubctl convert sites.csv -o sites.geojson
  hubctl convert survey.xlsx roads.kml -o workshop.hubscape
  hubctl convert --crs EPSG:32634 metres.csv -o degrees.gpkg
  hubctl convert workshop.hubscape --audience public -o public.hubscape --report report.txt
`,
		options: append([]option{
			{"o", "OUT", "the file to write: .hubscape .geojson .kml .kmz .csv .tsv .xlsx .gpkg"},
			{"as", "sites|overlay", "how features enter a scenario; without it layers of nothing but points are sites"},
			{"lon", "COL", "column of a table that holds the longitude, or with --crs the easting"},
			{"lat", "COL", "column of a table that holds the latitude, or with --crs the northing"},
			{"crs", "EPSG", "coordinate system of numbers that are metres, such as EPSG:32634"},
			{"personal", "drop|keep", "what looks like personal data: leave it out, or keep it"},
			{"force", "", "write over a file that exists"},
		}, audienceOptions...),
		do: convert,
	}
}

// conversion is what a convert is asked to do.
type conversion struct {
	target   output
	format   feature.Format
	as       exchange.As
	lon, lat string
	crs      string
	personal string
	release
}

func conversionOf(w words) (conversion, error) {
	c := conversion{as: exchange.As(w.or("as", "")), lon: w.or("lon", ""), lat: w.or("lat", ""), crs: w.or("crs", ""), personal: w.or("personal", "")}
	path, ok := w.flags["o"]
	if !ok || path == "" {
		return c, usagef("-o OUT is missing: it says where the result goes and, by its end, in which format")
	}
	suffix, format := exchange.Suffix(path)
	if format == "" || !slices.Contains([]string{".hubscape", ".geojson", ".json", ".kml", ".kmz", ".csv", ".tsv", ".xlsx", ".gpkg"}, suffix) {
		return c, usagef("-o %s: %q is not the end of a format that can be written; choose .hubscape .geojson .kml .kmz .csv .tsv .xlsx or .gpkg", path, suffix)
	}
	c.format = format
	switch {
	case len(w.files) == 0:
		return c, usagef("at least one IN is needed; hubctl convert sites.csv -o sites.geojson")
	case c.as != "" && c.as != exchange.AsSites && c.as != exchange.AsOverlay:
		return c, usagef("--as %s is neither sites nor overlay", short(string(c.as)))
	case c.personal != "" && c.personal != "drop" && c.personal != "keep":
		return c, usagef("--personal %s is neither drop nor keep", short(c.personal))
	case (c.lon == "") != (c.lat == ""):
		return c, usagef("--lon and --lat go together: give both columns")
	}
	if c.crs != "" {
		system, err := crs.Parse(c.crs)
		if err != nil {
			return c, usagef("--crs: %s", strings.TrimPrefix(err.Error(), "its "))
		}
		if c.crs = "EPSG:" + strconv.Itoa(system.Code); system.Geographic {
			c.crs = ""
		}
	}
	var err error
	if c.release, err = releaseOf(w); err != nil {
		return c, err
	}
	c.target, err = newOutput(path, w.has("force"))
	return c, err
}

func convert(c *call) error {
	ask, err := conversionOf(c.words)
	if err != nil {
		return err
	}
	if err := ask.target.apart(c.words.files); err != nil {
		return err
	}
	defer modest()()
	w := converter{call: c, conversion: ask}
	if err := w.load(); err != nil {
		return err
	}
	if err := w.make(); err != nil {
		return err
	}
	if err := w.handReport(); err != nil {
		return err
	}
	return w.report()
}

// converter carries files from one format into another.
type converter struct {
	*call
	conversion
	places  exchange.Places
	files   []*exchange.File
	inputs  [][]byte
	reports []exchange.Report
	host    audience.Host
	held    *audience.Report // of the copy for an audience; nil when none was asked for
}

// load reads the files, and the map meanwhile.
func (w *converter) load() error {
	var m *basemap.Map
	var fault error
	var beside sync.WaitGroup
	beside.Go(func() { m, fault = basemap.Decode(assets.Basemap()) })
	var failed error
	for _, file := range w.words.files {
		if failed = w.open(file); failed != nil {
			break
		}
	}
	beside.Wait()
	switch {
	case fault != nil:
		return mapFault(fault)
	case failed != nil:
		return failed
	}
	w.places, w.host = exchange.PlacesOf(m), audience.HostOf(m)
	return nil
}

func (w *converter) open(file string) error {
	in, err := w.data(file)
	if err != nil {
		return err
	}
	f, err := exchange.Read(context.Background(), in.name, in.bytes, exchange.Options{Large: true})
	if err != nil {
		return dataFault(err)
	}
	if f.Doc != nil && f.Info.ReadOnly && w.format == feature.Scenario {
		return inputf("%s: %s; convert it into another format, or use a newer version of the program", in.name, f.Info.Notice)
	}
	w.files, w.inputs = append(w.files, f), append(w.inputs, in.bytes)
	return nil
}

// dataFault gives an error of reading data the status that it ends the program with.
func dataFault(err error) error {
	if store.Machine(err) {
		return machinef("%v", err)
	}
	return inputf("%v", err)
}

// make makes the output. A scenario is written piece by piece, unless it is to be searched first.
func (w *converter) make() error {
	now := time.Now().UTC()
	if w.format == feature.Scenario && w.audience == "" {
		doc, err := w.document(now)
		if err != nil {
			return err
		}
		return w.target.stream(func(out io.Writer) error {
			return store.WriteTo(out, doc, store.Options{Host: w.places.Host})
		})
	}
	b, err := w.result(now)
	if err != nil {
		return err
	}
	if err := w.searched(b); err != nil {
		return err
	}
	return w.target.write(b)
}

// result is the whole output.
func (w *converter) result(now time.Time) ([]byte, error) {
	if w.format == feature.Scenario || w.as != "" || w.narrows() {
		doc, err := w.document(now)
		if err != nil {
			return nil, err
		}
		if doc, err = w.released(doc); err != nil {
			return nil, err
		}
		if w.format == feature.Scenario {
			return store.Write(doc, store.Options{Host: w.places.Host})
		}
		return w.written(exchange.FromScenario(doc, w.places, exchange.Export{Tables: exchange.HoldsTables(w.format)}), now)
	}
	all := &feature.Dataset{Name: filepath.Base(w.target.path)}
	for _, f := range w.files {
		d, err := w.settled(f)
		if err != nil {
			return nil, err
		}
		w.reports = append(w.reports, exchange.ReportOf(d))
		all.Layers = append(all.Layers, d.Layers...)
	}
	distinctNames(all.Layers)
	return w.written(all, now)
}

func (w *converter) written(d *feature.Dataset, now time.Time) ([]byte, error) {
	var b bytes.Buffer
	notices, err := exchange.Write(&b, d, w.format, now)
	if err != nil {
		return nil, inputf("%s: %v", w.target.path, err)
	}
	if len(notices) > 0 {
		w.reports = append(w.reports, exchange.Report{File: w.target.path, Notices: notices, Read: exchange.Count(d)})
	}
	return b.Bytes(), nil
}

// distinctNames gives layers of the same name different ones.
func distinctNames(layers []feature.Layer) {
	seen := map[string]bool{}
	for i := range layers {
		base := cmp.Or(layers[i].Name, "layer")
		name := base
		for n := 2; seen[name]; n++ {
			name = fmt.Sprintf("%s %d", base, n)
		}
		seen[name] = true
		layers[i].Name = name
	}
}

// settled makes features of one file.
func (w *converter) settled(f *exchange.File) (*feature.Dataset, error) {
	if f.Doc != nil {
		d := exchange.FromScenario(f.Doc, w.places, exchange.Export{Tables: exchange.HoldsTables(w.format)})
		d.Name, d.Skipped, d.Notices = f.Name, f.Skipped, f.Notices
		return d, nil
	}
	dec, err := w.decisions(f)
	if err != nil {
		return nil, err
	}
	d, err := exchange.Settle(f, w.places, dec)
	if err != nil {
		return nil, inputf("%v", err)
	}
	return d, nil
}

// decisions turns the flags into decisions about one file.
func (w *converter) decisions(f *exchange.File) (exchange.Decisions, error) {
	dec := exchange.Decisions{CRS: w.crs, Layers: map[int]exchange.LayerDecision{}}
	for i := range f.Layers {
		l := exchange.LayerDecision{As: w.as}
		if t := f.Layers[i].Table; t != nil && w.lon != "" {
			cols, err := w.columns(f.Name, t)
			if err != nil {
				return dec, err
			}
			l.Columns = &cols
		}
		dec.Layers[i] = l
	}
	return dec, nil
}

// columns is the guess at a table's columns, with those that --lon and --lat name in their place: degrees, or metres where
// --crs says so or the columns look like it.
func (w *converter) columns(file string, t *feature.Table) (table.Columns, error) {
	cols := table.Guess(t)
	var at [2]int
	for i, name := range []string{w.lon, w.lat} {
		at[i] = slices.IndexFunc(t.Header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
		if at[i] < 0 {
			return cols, usagef("%s has no column %q; its columns are %s", file, short(name), strings.Join(t.Header[:min(len(t.Header), 30)], ", "))
		}
	}
	metres := w.crs != "" || cols.Columns[at[0]].Means == table.Easting && cols.Columns[at[1]].Means == table.Northing
	means := [2]table.Meaning{table.Longitude, table.Latitude}
	if metres {
		means = [2]table.Meaning{table.Easting, table.Northing}
	}
	for _, m := range []table.Meaning{table.Longitude, table.Latitude, table.Coordinates, table.Easting, table.Northing} {
		if other := cols.Find(m); other >= 0 {
			cols.Set(other, table.Other)
		}
	}
	cols.Set(at[0], means[0])
	cols.Set(at[1], means[1])
	return cols, nil
}

// document brings every file into one scenario: the first, when it is one, else a new one.
func (w *converter) document(now time.Time) (*scenario.Scenario, error) {
	env := scenario.Env{Now: func() time.Time { return now }, NewID: idsFrom(w.inputs)}
	files := w.files
	w.files, w.inputs = nil, nil // each is let go once it is in the document
	var doc *scenario.Scenario
	if files[0].Doc != nil {
		w.reports = append(w.reports, exchange.ReportOf(files[0].Dataset))
		doc, files = files[0].Doc, files[1:]
	} else {
		name := filepath.Base(w.target.path)
		doc = scenario.New(strings.TrimSuffix(name, filepath.Ext(name)), env)
	}
	for i, f := range files {
		dec, err := w.decisions(f)
		if err != nil {
			return nil, err
		}
		files[i] = nil
		if doc, err = w.bring(doc, f, dec, env); err != nil {
			return nil, err
		}
	}
	return doc, nil
}

// bring brings one file into a document.
func (w *converter) bring(doc *scenario.Scenario, f *exchange.File, dec exchange.Decisions, env scenario.Env) (*scenario.Scenario, error) {
	switch w.personal {
	case "keep":
		dec.Otherwise = exchange.Keep
	case "drop":
		dec.Otherwise = exchange.DropValues
	}
	p := exchange.ProposeOnce(f, doc, w.places, dec)
	if p.NeedCRS {
		return nil, inputf("%s: the numbers look like metres and the file names no coordinate system; say which it is: %s", f.Name, grids(p.Grids))
	}
	if open := p.Open(); len(open) > 0 {
		return nil, inputf("%s: what looks like personal data must be settled first: %s; add --personal drop, or --personal keep if it may enter", f.Name, strings.Join(open, "; "))
	}
	w.reports = append(w.reports, p.Report())
	if n := p.Nowhere(); n > 0 && len(w.words.files) == 1 {
		return nil, inputf("%s: %d rows skipped: no position; name the columns that hold it with --lon and --lat", f.Name, n)
	}
	if c := p.Counts(); p.Merge == nil && c.Sites+c.Updates+c.Features == 0 || p.Merge != nil && p.Merge.Total == 0 {
		return doc, nil
	}
	patch, err := p.Patch(env.NewID)
	if err != nil {
		return nil, inputf("%s: %v", f.Name, err)
	}
	out, err := patch.Apply(doc, env)
	if err != nil {
		return nil, inputf("%s: %v", f.Name, err)
	}
	return out, nil
}

// grids words the systems to choose from.
func grids(list []exchange.Candidate) string {
	var parts []string
	for _, g := range list[:min(len(list), 3)] {
		parts = append(parts, fmt.Sprintf("--crs EPSG:%d (%s: %s)", g.CRS.Code, g.CRS.Name, g.Why))
	}
	if len(parts) == 0 {
		return "--crs EPSG:32634 for instance"
	}
	return strings.Join(parts, ", or ")
}

// report says what became of every file.
func (w *converter) report() error {
	skipped := 0
	for _, r := range w.reports {
		skipped += len(r.Skipped)
		for _, line := range strings.Split(strings.TrimSuffix(r.String(), "\n"), "\n") {
			fmt.Fprintln(w.out, plain(line))
		}
	}
	if skipped > 0 {
		return errProblems
	}
	return nil
}

// data reads one FILE as bytes: like read, but of any kind of data.
func (c *call) data(file string) (input, error) {
	if file == "-" || strings.HasPrefix(file, samplePrefix) {
		return c.read(file)
	}
	b, err := exchange.Load(context.Background(), system, file, exchange.Options{Large: true})
	var e *store.Error
	if errors.As(err, &e) {
		return input{}, dataFault(err)
	}
	return input{file, b}, err
}
