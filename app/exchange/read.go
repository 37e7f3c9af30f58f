package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"hubscape/app/disk"
	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/geojson"
	"hubscape/app/exchange/geopackage"
	"hubscape/app/exchange/kml"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

// Options of Read. The zero value reads a file as it says itself.
type Options struct {
	Large bool     // files over feature.AskFile are read, since somebody agreed
	CRS   string   // coordinate system of a file that names none: "EPSG:32634"
	Text  table.As // encoding, separator and head of a table of text

	log bool // a file of changes lies beside a GeoPackage
}

// File is a data file that was read.
type File struct {
	*feature.Dataset
	Doc  *scenario.Scenario // when it is a scenario; the dataset then is the one that FromScenario makes of it
	Info store.Info         // of a scenario
}

// ReadFile reads the data file at path. Anything but a regular file is refused at once, one over 100 MB with an error
// that answers to store.ErrLarge unless o says otherwise. Errors are one sentence with file, what is wrong and what to
// do; those of the machine answer to store.ErrMachine.
func ReadFile(ctx context.Context, path string, o Options) (*File, error) {
	return ReadFileIn(ctx, disk.OS{}, path, o)
}

// ReadFileIn is ReadFile on a file system that is handed in.
func ReadFileIn(ctx context.Context, sys disk.FS, path string, o Options) (*File, error) {
	b, err := Load(ctx, sys, path, o)
	if err != nil {
		return nil, err
	}
	if st, err := sys.Lstat(path + geopackage.LogSuffix); err == nil && st.Size() > 0 {
		o.log = true
	}
	return Read(ctx, path, b, o)
}

// Load gives the bytes of a data file, with the errors of ReadFile and no more memory than the file is long.
func Load(ctx context.Context, sys disk.FS, path string, o Options) ([]byte, error) {
	f, err := sys.Open(path)
	var not *disk.NotRegular
	switch {
	case errors.As(err, &not):
		return nil, &store.Error{File: path, What: "is " + disk.Special(not.Mode) + ", not a regular file", Do: "choose a file whose name ends in " + readable}
	case errors.Is(err, fs.ErrNotExist):
		return nil, &store.Error{File: path, What: "there is no such file", Do: "check the name and the folder", Err: err}
	case errors.Is(err, fs.ErrPermission):
		return nil, &store.Error{File: path, What: "the file may not be read", Do: "ask its owner for permission", Err: errors.Join(store.ErrMachine, err)}
	case err != nil:
		return nil, unreadable(path, err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, unreadable(path, err)
	}
	size := st.Size()
	if err := sizeFault(path, size, o); err != nil {
		return nil, err
	}
	b := make([]byte, 0, size+1)
	for {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n, err := f.Read(b[len(b):min(cap(b), len(b)+4<<20)])
		b = b[:len(b)+n]
		switch {
		case err == io.EOF:
			return b, nil
		case err != nil:
			return nil, unreadable(path, err)
		case len(b) == cap(b): // it grew while it was read
			if err := sizeFault(path, int64(len(b)), o); err != nil {
				return nil, err
			}
			b = append(b, 0)[:len(b)]
		}
	}
}

func unreadable(path string, err error) error {
	return &store.Error{File: path, What: "the file could not be read (" + disk.Reason(err) + ")", Do: "try again, or copy it to another place first", Err: errors.Join(store.ErrMachine, err)}
}

func sizeFault(path string, size int64, o Options) error {
	switch {
	case size > feature.MaxFile:
		return &store.Error{File: path, What: fmt.Sprintf("is %d MB large, more than the %d MB that can be read", size>>20, feature.MaxFile>>20), Do: "split it in a GIS"}
	case size > feature.AskFile && !o.Large:
		return &store.Error{File: path, What: fmt.Sprintf("is %d MB large, more than %d MB", size>>20, feature.AskFile>>20), Do: "open it anyway if there is enough memory", Err: store.ErrLarge}
	}
	return nil
}

// Read reads a data file of any format; name is its path or a name for messages. b must not be changed afterwards.
func Read(ctx context.Context, name string, b []byte, o Options) (*File, error) {
	if err := sizeFault(name, int64(len(b)), Options{Large: true}); err != nil {
		return nil, err
	}
	head := b[:min(len(b), 1<<16)]
	if bytes.HasPrefix(b, []byte("PK")) && len(b) > 1<<17 { // the names of a zip file's entries stand at its end once more
		head = append(append([]byte{}, head...), b[len(b)-1<<16:]...)
	}
	format, err := Sniff(name, head, int64(len(b)))
	if err != nil {
		return nil, refusal(name, err)
	}
	f, err := readAs(ctx, name, b, format, o)
	if err != nil {
		return nil, refusal(name, err)
	}
	return f, nil
}

func readAs(ctx context.Context, name string, b []byte, format feature.Format, o Options) (*File, error) {
	base := filepath.Base(name)
	switch format {
	case feature.Scenario, feature.GeoJSON:
		return readJSON(ctx, base, b, format, o)
	case feature.KML, feature.KMZ:
		return fileOf(kml.Read(ctx, base, bytes.NewReader(b), int64(len(b))))
	case feature.CSV, feature.TSV:
		as := o.Text
		if as.Separator == 0 && format == feature.TSV {
			as.Separator = '\t'
		}
		f, err := fileOf(table.ReadCSVAs(ctx, base, b, as))
		if err == nil {
			f.Format = format
		}
		return f, err
	case feature.XLSX:
		return fileOf(table.ReadXLSX(ctx, base, bytes.NewReader(b), int64(len(b))))
	case feature.GeoPackage:
		return fileOf(geopackage.Read(ctx, base, bytes.NewReader(b), int64(len(b)), geopackage.Options{Transform: transform, Log: o.log}))
	}
	return nil, fmt.Errorf("this is a file of a kind that cannot be read (%s); choose one whose name ends in %s", format, readable)
}

// transform finds the coordinate system that a GeoPackage names.
func transform(organization string, code int, wkt string) (func(x, y float64) (lon, lat float64, err error), error) {
	name := wkt
	if code > 0 && (strings.EqualFold(organization, "EPSG") || strings.EqualFold(organization, "ESRI")) {
		name = fmt.Sprintf("EPSG:%d", code)
	}
	c, err := crs.Parse(name)
	if err != nil && wkt != "" && name != wkt {
		c, err = crs.Parse(wkt)
	}
	if err != nil {
		return nil, err
	}
	return c.LonLat, nil
}

func fileOf(d *feature.Dataset, err error) (*File, error) {
	if err != nil {
		return nil, err
	}
	return &File{Dataset: d}, nil
}

// readJSON tells a scenario from plain GeoJSON by its content: a scenario has a member of its own.
func readJSON(ctx context.Context, base string, b []byte, format feature.Format, o Options) (*File, error) {
	if format == feature.Scenario || bytes.Contains(b, []byte(`"hubscape"`)) {
		doc, info, err := store.ReadInfo(b)
		if err == nil {
			d := FromScenario(doc, Places{}, Export{Tables: true})
			d.Name = base
			for _, p := range info.Problems {
				n := feature.Notice{Where: p.Where, Message: p.Message}
				if p.Lost {
					d.Skipped = append(d.Skipped, n)
				} else {
					d.Notices = append(d.Notices, n)
				}
			}
			return &File{Dataset: d, Doc: doc, Info: info}, nil
		}
		if format == feature.Scenario && !plainGeoJSON(b) {
			return nil, err
		}
	}
	return fileOf(geojson.Read(ctx, base, b, geojson.Options{CRS: o.CRS}))
}

// plainGeoJSON says whether a file that is called a scenario seems to be GeoJSON that lacks what makes it one.
func plainGeoJSON(b []byte) bool {
	return !bytes.Contains(b, []byte(`"hubscape"`)) && bytes.Contains(b[:min(len(b), 4096)], []byte(`"type"`))
}

// refusal puts the file's name before what is wrong with it.
func refusal(name string, err error) error {
	var e *store.Error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &e):
		c := *e
		c.File = name
		return &c
	}
	what := err.Error()
	for _, prefix := range []string{name + ": ", filepath.Base(name) + ": "} {
		what = strings.TrimPrefix(what, prefix)
	}
	return &store.Error{File: name, What: what}
}
