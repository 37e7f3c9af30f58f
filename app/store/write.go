package store

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Options of Write.
type Options struct {
	// Host finds the country (ISO alpha-3) and first-level division (ISO 3166-2) of a point, lon and lat in degrees;
	// both may be empty. Without it the two properties are left out of the sites that have a point.
	Host func(lon, lat float64) (country, division string)

	// Plain leaves out the checksums by which a reader tells what was changed or damaged since.
	Plain bool
}

// Write gives the file of a scenario: UTF-8 JSON, a GeoJSON FeatureCollection, canonical. The same scenario and the
// same Host give the same bytes. It fails only when the scenario holds what no file may hold, such as a coordinate
// that is not finite.
func Write(doc *scenario.Scenario, o Options) ([]byte, error) {
	w := &writer{b: make([]byte, 0, 4096+600*doc.Sites.Len()+600*doc.Features.Len()+1200*doc.Notes.Len()), sums: !o.Plain}
	w.document(doc, o)
	if w.err != nil {
		return nil, w.err
	}
	return w.b, nil
}

// WriteTo writes the file of a scenario as Write gives it, piece by piece. When it fails, out has had a part of the file.
func WriteTo(out io.Writer, doc *scenario.Scenario, o Options) error {
	w := &writer{b: make([]byte, 0, 2*pieceSize), sums: !o.Plain, out: out}
	w.document(doc, o)
	w.flush(0)
	return w.err
}

// pieceSize is about how many bytes are handed on at once.
const pieceSize = 1 << 18

// flush hands on what was written when it is more than so many bytes, in between two items.
func (w *writer) flush(more int) {
	if w.out == nil || len(w.b) <= more {
		return
	}
	if _, err := w.out.Write(w.b); err != nil && w.err == nil {
		w.err = err
	}
	w.b = w.b[:0]
}

func (w *writer) document(doc *scenario.Scenario, o Options) {
	w.begin('{', true)
	w.key("type")
	w.text("FeatureCollection")
	w.key("features")
	writeFeatures(w, doc, o)
	w.key("hubscape")
	w.begin('{', true)
	w.key("version")
	w.raw(strconv.Itoa(max(doc.Version, 1)))
	hubMembers(&form{w: w}, doc)
	w.check(doc)
	w.end('}')
	(&form{w: w}).extra(&doc.TopExtra)
	w.end('}')
	w.raw("\n")
}

func writeFeatures(w *writer, doc *scenario.Scenario, o Options) {
	w.begin('[', true)
	for _, s := range doc.Sites.All() {
		w.item()
		w.summed(false, func(f *form) { writeSite(f, s, o) })
		w.flush(pieceSize)
	}
	for _, x := range doc.Features.All() {
		w.item()
		w.summed(false, func(f *form) { writeOverlay(f, x) })
		w.flush(pieceSize)
	}
	for _, raw := range doc.Overlays {
		w.item()
		w.verbatim(raw)
		w.flush(pieceSize)
	}
	w.end(']')
}

func writeSite(f *form, s *scenario.Site, o Options) {
	w := f.w
	w.key("type")
	w.text("Feature")
	w.key("id")
	w.text(s.ID)
	w.key("geometry")
	writeGeometry(w, s)
	w.key("properties")
	w.object(false, func(f *form) {
		siteProperties(f, s, func(f *form) { writeHost(f, s, o) })
	})
	w.key("hubscape")
	w.object(false, func(f *form) {
		kind := "site"
		text(f, "kind", &kind)
		f.extra(&s.HubExtra)
	})
	f.extra(&s.Extra)
}

// writeHost writes where a site lies, for those who read the file in a GIS; reading computes it anew.
func writeHost(f *form, s *scenario.Site, o Options) {
	var country, division string
	switch {
	case s.At != nil && o.Host != nil:
		country, division = o.Host(s.At.Lon(), s.At.Lat())
	case s.At == nil && strings.Contains(s.HostPlace, "-"):
		division = s.HostPlace
	case s.At == nil:
		country = s.HostPlace
	}
	text(f, "country", &country)
	text(f, "division", &division)
}

func writeGeometry(w *writer, s *scenario.Site) {
	if s.At == nil {
		w.raw("null")
		return
	}
	w.object(false, func(f *form) {
		w.key("type")
		w.text("Point")
		w.key("coordinates")
		if exact := exactPosition(s); exact != nil {
			w.b = append(w.b, exact...)
		} else {
			w.position(*s.At, s.Altitude)
		}
		f.extra(&s.GeomExtra)
	})
}

// position writes lon, lat and altitude where there is one.
func (w *writer) position(p orb.Point, altitude *float64) {
	w.begin('[', false)
	w.item()
	w.number(p.Lon())
	w.item()
	w.number(p.Lat())
	if altitude != nil {
		w.item()
		w.number(*altitude)
	}
	w.end(']')
}

// exactPosition is the coordinate array as imported, or nil when there is none or the site was moved since.
func exactPosition(s *scenario.Site) json.RawMessage {
	if s.RawPosition == nil {
		return nil
	}
	r := &reader{b: s.RawPosition}
	p := parser{b: s.RawPosition}
	n, err := p.parse()
	if err != nil || n.kind != kArray {
		return nil
	}
	at, altitude, fault := r.position(&n)
	if fault != "" || at != *s.At || (altitude == nil) != (s.Altitude == nil) || altitude != nil && *altitude != *s.Altitude {
		return nil
	}
	return compact(s.RawPosition)
}
