package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"golang.org/x/text/encoding/charmap"
)

// record is one shape with its attributes: parts holds the rings, lines or the single point.
type record struct {
	parts []orb.LineString
	attr  map[string]string
}

func (r record) number(name string, def float64) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(r.attr[name]), 64)
	if err != nil {
		return def
	}
	return v
}

// shapes reads an ESRI shapefile of the magics package: points, lines or polygons, attributes in Windows-1252.
func (s source) shapes(name string) ([]record, error) {
	base := filepath.Join(s.dir, filepath.FromSlash(magicsData), name)
	shp, err := os.ReadFile(base + ".shp")
	if err != nil {
		return nil, err
	}
	dbf, err := os.ReadFile(base + ".dbf")
	if err != nil {
		return nil, err
	}
	rows, err := readDBF(dbf)
	if err != nil {
		return nil, fmt.Errorf("%s.dbf: %w", name, err)
	}
	out := make([]record, 0, len(rows))
	for off := 100; off+12 <= len(shp); {
		size := 2 * int(binary.BigEndian.Uint32(shp[off+4:]))
		if off+8+size > len(shp) || len(out) == len(rows) {
			return nil, fmt.Errorf("%s.shp: record %d does not fit", name, len(out))
		}
		parts, err := readShape(shp[off+8 : off+8+size])
		if err != nil {
			return nil, fmt.Errorf("%s.shp: record %d: %w", name, len(out), err)
		}
		out = append(out, record{parts, rows[len(out)]})
		off += 8 + size
	}
	return out, nil
}

func readShape(b []byte) ([]orb.LineString, error) {
	le := binary.LittleEndian
	point := func(o int) orb.Point {
		return orb.Point{math.Float64frombits(le.Uint64(b[o:])), math.Float64frombits(le.Uint64(b[o+8:]))}
	}
	switch kind := le.Uint32(b); kind {
	case 0:
		return nil, nil
	case 1:
		return []orb.LineString{{point(4)}}, nil
	case 3, 5:
		n, total := int(le.Uint32(b[36:])), int(le.Uint32(b[40:]))
		if len(b) < 44+4*n+16*total {
			return nil, fmt.Errorf("%d points do not fit", total)
		}
		var parts []orb.LineString
		for i := range n {
			from, to := int(le.Uint32(b[44+4*i:])), total
			if i+1 < n {
				to = int(le.Uint32(b[48+4*i:]))
			}
			var l orb.LineString
			for k := from; k < to; k++ {
				l = append(l, point(44+4*n+16*k))
			}
			parts = append(parts, l)
		}
		return parts, nil
	default:
		return nil, fmt.Errorf("shape type %d is not read here", kind)
	}
}

func readDBF(b []byte) ([]map[string]string, error) {
	if len(b) < 32 {
		return nil, fmt.Errorf("no header")
	}
	le := binary.LittleEndian
	n, head, size := int(le.Uint32(b[4:])), int(le.Uint16(b[8:])), int(le.Uint16(b[10:]))
	if size < 1 || head < 32 || len(b) < head+n*size {
		return nil, fmt.Errorf("%d records do not fit", n)
	}
	type field struct {
		name    string
		at, len int
	}
	var fields []field
	at := 1
	for o := 32; o+32 <= head && b[o] != 0x0d; o += 32 {
		name := string(bytes.TrimRight(b[o:o+11], "\x00"))
		fields = append(fields, field{name, at, int(b[o+16])})
		at += int(b[o+16])
	}
	rows := make([]map[string]string, n)
	dec := charmap.Windows1252.NewDecoder()
	for i := range rows {
		rows[i] = map[string]string{}
		rec := b[head+i*size : head+(i+1)*size]
		for _, f := range fields {
			s, err := dec.Bytes(bytes.Trim(rec[f.at:f.at+f.len], " \x00"))
			if err != nil {
				return nil, err
			}
			rows[i][f.name] = string(s)
		}
	}
	return rows, nil
}
