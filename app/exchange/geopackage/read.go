// Package geopackage reads and writes GeoPackage, the OGC's exchange format within an SQLite database.
//
// # Design
//
// A database is a program of sorts: views, triggers and virtual tables run when it is read. So a file is opened as an
// immutable block of bytes that SQLite reads through a file system in memory, which knows no other file; triggers are
// off, nothing in the schema is trusted, and every layer has a budget of steps and of time. The SQLite used is compiled
// to Go, so a malformed file can bring about an error but not reach memory that is not its own.
//
// Geometries are read and written by this package itself, bit for bit, because the altitude must not be lost.
package geopackage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"hubscape/app/exchange/feature"
)

// Transform gives the function that turns positions (x, y: easting or longitude first) of a coordinate system into
// longitude and latitude in degrees. The system is named as the file has it: an organization such as "EPSG", its number,
// and a definition in WKT, which may be empty. The error says which system it is that cannot be turned.
type Transform func(organization string, code int, wkt string) (func(x, y float64) (lon, lat float64, err error), error)

// Options are what a reader of GeoPackages has to be told.
type Options struct {
	// Transform is asked about every coordinate system that is not WGS 84 in degrees; nil refuses them all.
	Transform Transform

	// Log says that a file with LogSuffix lies beside this one, which holds changes that this one has not.
	Log bool

	limits limits // zero for those of the house
}

// LogSuffix is what SQLite appends to the name of a database for the file of changes that are still to enter it.
const LogSuffix = "-wal"

// limits are what one layer may cost.
type limits struct {
	steps    int           // of SQLite's machine
	time     time.Duration // within SQLite
	retained int64         // bytes that all features together may take, roughly
}

func (l limits) orHouse(size int64) limits {
	if l.steps == 0 {
		l.steps = 100_000_000
	}
	if l.time == 0 {
		l.time = 5 * time.Second
	}
	if l.retained == 0 {
		l.retained = 64<<20 + 8*size
	}
	return l
}

// Read gives what a GeoPackage holds. The file is only ever read, and nothing is written beside it. name is the file's
// base name and stands in messages. An error is one sentence for a person and means that nothing of the file can be
// used; what is left out singly stands in Skipped. It gives up soon after ctx ends, with ctx's error.
func Read(ctx context.Context, name string, r io.ReaderAt, size int64, o Options) (d *feature.Dataset, err error) {
	if size > feature.MaxFile {
		return nil, fmt.Errorf("%s: %d MB is more than the %d MB that are read; export a part of it", name, size>>20, feature.MaxFile>>20)
	}
	head, err := readHeader(name, r)
	if err != nil {
		return nil, err
	}
	in := &reader{ctx: ctx, name: name, options: o, limits: o.limits.orHouse(size), file: &block{r, size},
		out: &feature.Dataset{Format: feature.GeoPackage, Name: name}}
	defer in.close()
	if head.log() || o.Log {
		in.noteLog(o.Log)
	}
	if err := survive(in.database); err != nil {
		return nil, in.refused(err)
	}
	return in.out, nil
}

// survive calls f and makes an error of a panic: so SQLite's machine stops, when it is out of memory or when a damaged
// file has led it astray.
func survive(f func() error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = sqlite3.CORRUPT
			if errors.Is(p, sqlite3.NOMEM) || strings.Contains(p.Error(), "out of memory") {
				err = sqlite3.NOMEM
			}
		default:
			err = sqlite3.CORRUPT
		}
	}()
	return f()
}

func damaged(name string) error {
	return fmt.Errorf("%s: the database is damaged; open it in the program that made it and export it again", name)
}

// refusal is a reason, in a person's words, not to read a file at all.
type refusal string

func (r refusal) Error() string { return string(r) }

// refused words what stopped the reading of the whole file.
func (in *reader) refused(err error) error {
	var r refusal
	switch {
	case in.ctx.Err() != nil:
		return in.ctx.Err()
	case errors.As(err, &r):
		return fmt.Errorf("%s: %s", in.name, r)
	case errors.Is(err, errTooLong), errors.Is(err, sqlite3.INTERRUPT):
		return fmt.Errorf("%s: the database took too long to open; export the layers you need to a file of their own", in.name)
	case errors.Is(err, sqlite3.NOMEM):
		return fmt.Errorf("%s: the database needs more than %d MB of memory; export a part of it", in.name, heapLimit>>20)
	default:
		return damaged(in.name)
	}
}

func (in *reader) noteLog(beside bool) {
	if beside {
		in.notice("", "has recent changes in a file of its own (%s) that were not read; close it in the program that has it open, and read it again", LogSuffix)
		return
	}
	in.notice("", "was written by a program that keeps recent changes in a file of their own (%s); without that file they are missing", LogSuffix)
}

func (in *reader) notice(where, format string, args ...any) {
	in.out.Notices = append(in.out.Notices, feature.Notice{Where: where, Message: fmt.Sprintf(format, args...)})
}

func (in *reader) skipped(where, format string, args ...any) {
	in.out.Skipped = append(in.out.Skipped, feature.Notice{Where: where, Message: fmt.Sprintf(format, args...)})
}
