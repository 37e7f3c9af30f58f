package store

import (
	"encoding/json"

	"hubscape/app/scenario"
)

func layerMembers(f *form, l *scenario.Layer) {
	text(f, "id", &l.ID)
	text(f, "name", &l.Name)
	text(f, "from", &l.From)
	f.count("order", &l.Order)
	f.flag("hidden", &l.Hidden)
	hasStyle := l.Style != scenario.LayerStyle{} || len(l.StyleExtra) > 0
	part(f, "style", hasStyle, func(f *form) {
		text(f, "color", &l.Style.Color)
		f.measure("width", &l.Style.Width)
		text(f, "dash", &l.Style.Dash)
		text(f, "fill", &l.Style.Fill)
		text(f, "symbol", &l.Style.Symbol)
		f.flag("labels", &l.Style.Labels)
		text(f, "name_key", &l.Style.NameKey)
		f.extra(&l.StyleExtra)
	})
	f.extra(&l.Extra)
}

// measure visits a number; 0 is left out.
func (f *form) measure(key string, v *float64) {
	var p *float64
	if f.o == nil && *v != 0 {
		p = v
	}
	f.number(key, &p)
	if f.o != nil && p != nil {
		*v = *p
	}
}

// rooms visits a list of items that are kept as they are, one a line, sorted by id.
func rooms(f *form, key string, l *scenario.List[*scenario.Room]) {
	if f.o == nil {
		if l.Len() == 0 {
			return
		}
		f.w.key(key)
		f.w.begin('[', true)
		for _, it := range l.All() {
			f.w.item()
			f.w.summedRaw(it.Raw)
		}
		f.w.end(']')
		return
	}
	n := f.o.take(key, kArray)
	if n == nil {
		return
	}
	items := make([]*scenario.Room, 0, len(n.items))
	seen := ids{}
	for i := range n.items {
		it := &scenario.Room{}
		where := f.o.where + "." + key + "[" + itoa(i) + "]"
		v, ok := f.o.r.room(&n.items[i], where, it)
		if ok && f.o.r.admit(seen, it.ID, &n.items[i], where) {
			items = append(items, it)
			f.o.r.sealed(listKinds[key], it, v)
		}
	}
	*l = scenario.ListOf(items...)
}

// room reads an item of which only the id is known. false: it is damaged and was named.
func (r *reader) room(n *node, where string, it *scenario.Room) (v verdict, ok bool) {
	if n.kind == kObject && n.tainted {
		r.addAt(n.start, where, "holds a number that is not finite; it was left out, correct it and open the file again", true)
		return v, false
	}
	ok = r.object(n, where, func(f *form) {
		text(f, "id", &it.ID)
		if v = r.sum(f.o); v.has {
			it.Raw = r.withoutSum(n)
			return
		}
		it.Raw = compact(r.b[n.start:n.end])
	})
	return v, ok
}

// withoutSum is an object as it stands, but for white space and its checksum.
func (r *reader) withoutSum(n *node) json.RawMessage {
	b := []byte{'{'}
	for i := range n.members {
		if m := &n.members[i]; m.key != sumKey {
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = appendCompact(b, r.b[m.at:m.val.end])
		}
	}
	return append(b, '}')
}

// overlay reads a feature of a layer. It gives nil for one that is to be kept as it is; why says what hinders it, ""
// when it never meant to belong to a layer of ours.
func (r *reader) overlay(n *node) (x *scenario.Feature, v verdict, why string) {
	id := n.child("id")
	if !r.ofKind(n, "overlay") || id == nil || id.kind != kText || n.child("hubscape").child("layer") == nil {
		return nil, v, ""
	}
	x = &scenario.Feature{}
	o := r.open(n, "")
	v = r.sum(o)
	s := shape{r: r}
	r.overlayMembers(o, &s, x)
	if o.problem != nil {
		s.fail("%s", o.problem.Message)
	}
	if s.fault != "" {
		return nil, v, s.fault
	}
	return x, v, ""
}

// overlayMembers reads the members of an overlay feature. Faults of its parts become faults of the whole.
func (r *reader) overlayMembers(o *object, s *shape, x *scenario.Feature) {
	f := &form{o: o}
	if t := o.take("type", kText); t == nil || r.text(t) != "Feature" {
		s.fail("is no feature")
	}
	text(f, "id", &x.ID)
	if g := o.take("geometry", kObject); g != nil {
		r.object2(o, g, "geometry", func(f *form) {
			x.Geometry = s.geometry(f.o, 0)
			x.Z = s.z
			f.extra(&x.GeomExtra)
		})
	}
	if p := o.take("properties", kObject); p != nil {
		r.object2(o, p, "properties", func(f *form) { f.extra(&x.Properties) })
	}
	if h := o.take("hubscape", kObject); h != nil {
		r.object2(o, h, "hubscape", func(f *form) { overlayHub(f, x) })
	}
	f.extra(&x.Extra)
}

// overlayHub visits the feature's own hubscape member.
func overlayHub(f *form, x *scenario.Feature) {
	kind := "overlay"
	text(f, "kind", &kind)
	text(f, "layer", &x.Layer)
	text(f, "name", &x.Name)
	text(f, "invalid", &x.Invalid)
	text(f, "source_id", &x.SourceID)
	f.extra(&x.HubExtra)
}

func writeOverlay(f *form, x *scenario.Feature) {
	w := f.w
	w.key("type")
	w.text("Feature")
	w.key("id")
	w.text(x.ID)
	w.key("geometry")
	if x.Geometry == nil {
		w.raw("null")
	} else {
		w.object(false, func(f *form) {
			(&shapeWriter{w: w, z: x.Z}).geometry(x.Geometry)
			f.extra(&x.GeomExtra)
		})
	}
	w.key("properties")
	w.object(false, func(f *form) { f.extra(&x.Properties) })
	w.key("hubscape")
	w.object(false, func(f *form) { overlayHub(f, x) })
	f.extra(&x.Extra)
}
