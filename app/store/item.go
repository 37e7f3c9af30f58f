package store

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"hubscape/app/scenario"
)

// EncodeItem gives one item of a scenario as one line of JSON, with everything that the file would hold of it. kind and
// item are those of a scenario.Change: "site" and a *scenario.Site, "document" and a scenario.Document …
func EncodeItem(kind string, item any) (json.RawMessage, error) {
	w := &writer{}
	ok := false
	switch kind {
	case "document":
		if d, is := item.(scenario.Document); is {
			ok = true
			w.object(false, func(f *form) { documentMembers(f, &d) })
		}
	case "site":
		ok = encode(w, item, func(f *form, s *scenario.Site) { writeSite(f, s, Options{}) })
	case "feature":
		ok = encode(w, item, writeOverlay)
	case "group":
		ok = encode(w, item, groupMembers)
	case "position":
		ok = encode(w, item, positionMembers)
	case "fact":
		ok = encode(w, item, factMembers)
	case "source":
		ok = encode(w, item, sourceMembers)
	case "note":
		ok = encode(w, item, noteMembers)
	case "plan":
		ok = encode(w, item, planMembers)
	case "layer":
		ok = encode(w, item, layerMembers)
	case "criterion", "shock", "action", "slide":
		if room, is := item.(*scenario.Room); is && room != nil {
			ok = true
			w.verbatim(room.Raw)
		}
	}
	switch {
	case !ok:
		return nil, fmt.Errorf("an item of kind %s cannot be encoded from a %T; hand over what a change of a scenario holds", quote(kind), item)
	case w.err != nil:
		return nil, w.err
	}
	return compact(w.b), nil // lists of evidence are written on several lines
}

func encode[T any](w *writer, item any, members func(*form, *T)) bool {
	it, ok := item.(*T)
	if !ok || it == nil {
		return false
	}
	w.object(false, func(f *form) { members(f, it) })
	return true
}

// DecodeItem is the reverse of EncodeItem: it gives a pointer to the item, or a scenario.Document for "document". The
// error says what is wrong with the item.
func DecodeItem(kind string, raw json.RawMessage) (any, error) {
	p := parser{b: raw, utf8: !utf8.Valid(raw)}
	n, serr := p.parse()
	if serr != nil {
		return nil, fmt.Errorf("the %s is damaged: %s", kind, clean(serr.msg))
	}
	r := &reader{b: raw, top: &n, dups: p.dups}
	item, err := r.item(kind, &n)
	if err != nil {
		return nil, err
	}
	for _, p := range r.problems {
		if p.Lost {
			return nil, fmt.Errorf("the %s is damaged: %s", kind, p)
		}
	}
	if it, ok := item.(scenario.Item); ok && it.Ident() == "" {
		return nil, fmt.Errorf("the %s is damaged: it has no id", kind)
	}
	return item, nil
}

// item reads one item; what is wrong with it stands in the problems.
func (r *reader) item(kind string, n *node) (any, error) {
	switch kind {
	case "document":
		d := scenario.Document{}
		r.object(n, kind, func(f *form) { documentMembers(f, &d) })
		return d, nil
	case "site":
		return decode(r, kind, n, func(f *form, s *scenario.Site) { r.site(f, s) }), nil
	case "feature":
		return decode(r, kind, n, r.featureItem), nil
	case "group":
		return decode(r, kind, n, groupMembers), nil
	case "position":
		return decode(r, kind, n, positionMembers), nil
	case "fact":
		return decode(r, kind, n, factMembers), nil
	case "source":
		return decode(r, kind, n, sourceMembers), nil
	case "note":
		return decode(r, kind, n, noteMembers), nil
	case "plan":
		return decode(r, kind, n, planMembers), nil
	case "layer":
		return decode(r, kind, n, layerMembers), nil
	case "criterion", "shock", "action", "slide":
		it := &scenario.Room{}
		r.room(n, kind, it)
		return it, nil
	}
	return nil, fmt.Errorf("%s is no kind of item that this version knows; it was written by a newer one", quote(kind))
}

func decode[T any](r *reader, kind string, n *node, members func(*form, *T)) *T {
	it := new(T)
	r.object(n, kind, func(f *form) { members(f, it) })
	return it
}

// featureItem reads an overlay feature that stands for itself.
func (r *reader) featureItem(f *form, x *scenario.Feature) {
	s := shape{r: r}
	r.overlayMembers(f.o, &s, x)
	if s.fault != "" {
		f.o.fault(f.o.n, s.fault)
	}
}

// documentMembers visits what a document says of itself.
func documentMembers(f *form, d *scenario.Document) {
	text(f, "id", &d.ID)
	text(f, "title", &d.Title)
	text(f, "question", &d.Question)
	text(f, "purpose", &d.Purpose)
	text(f, "language", &d.Language)
	part(f, "handling", d.Handling != scenario.Handling{}, func(f *form) {
		text(f, "tlp", &d.Handling.TLP)
		text(f, "marking", &d.Handling.Marking)
	})
	text(f, "kosovo_note", &d.KosovoNote)
	found := part(f, "view", d.HasView, func(f *form) {
		f.point("center", &d.OpeningView.Center)
		zoom := &d.OpeningView.Zoom
		f.number("zoom", &zoom)
		d.OpeningView.Zoom = *zoom
	})
	if f.o != nil {
		d.HasView = found
	}
}
