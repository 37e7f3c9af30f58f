package kml

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// look is what a Style element says, by the parts of KML; "" and nil are "not said".
type look struct {
	line, poly, icon string // aabbggrr, in lower case
	width            float64
	noFill           bool
	noOutline        bool
}

// over gives the look of l with what it does not say taken from under.
func (l look) over(under look) look {
	l.line, l.poly, l.icon = either(l.line, under.line), either(l.poly, under.poly), either(l.icon, under.icon)
	if l.width == 0 {
		l.width = under.width
	}
	l.noFill, l.noOutline = l.noFill || under.noFill, l.noOutline || under.noOutline
	return l
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// ownStyle is how a feature says it looks: by itself, and by the id of a shared style.
type ownStyle struct {
	url  string
	look look
}

type styledFeature struct {
	layer, index int
	style        ownStyle
}

// styleBook holds the shared styles of a document. A StyleMap stands for the style of its normal state.
type styleBook struct {
	looks map[string]look
	maps  map[string]ownStyle
}

func newStyleBook() styleBook {
	return styleBook{map[string]look{}, map[string]ownStyle{}}
}

// find follows an id to its look, through at most a few StyleMaps.
func (b styleBook) find(id string) look {
	var got look
	for range 8 {
		if l, found := b.looks[id]; found {
			return got.over(l)
		}
		m, found := b.maps[id]
		if !found {
			break
		}
		got, id = got.over(m.look), m.url
	}
	return got
}

func (w *walk) sharedStyle(s xml.StartElement) error {
	id := attr(s, "id")
	if s.Name.Local == "StyleMap" {
		own, err := w.styleMap()
		w.styles.maps[id] = own
		return err
	}
	l, err := w.look()
	w.styles.looks[id] = l
	return err
}

func (w *walk) featureStyle(d *draft, s xml.StartElement) error {
	switch s.Name.Local {
	case "styleUrl":
		url, err := w.trimmed()
		d.style.url = w.localStyle(url)
		return err
	case "StyleMap":
		own, err := w.styleMap()
		d.style.look = d.style.look.over(own.look)
		d.style.url = either(own.url, d.style.url)
		return err
	default:
		l, err := w.look()
		d.style.look = l.over(d.style.look)
		return err
	}
}

// localStyle gives the id of a style within the document; one in another file is counted as a link and not followed.
func (w *walk) localStyle(url string) string {
	id, local := strings.CutPrefix(url, "#")
	if !local && strings.Contains(url, "#") {
		w.link(url[:strings.Index(url, "#")])
		return ""
	}
	return id
}

// styleMap reads the normal state of a StyleMap.
func (w *walk) styleMap() (ownStyle, error) {
	var normal ownStyle
	err := w.children(func(s xml.StartElement) error {
		if s.Name.Local != "Pair" {
			return w.skip()
		}
		key, pair := "", ownStyle{}
		err := w.children(func(c xml.StartElement) error {
			var err error
			switch c.Name.Local {
			case "key":
				key, err = w.trimmed()
			case "styleUrl":
				var url string
				url, err = w.trimmed()
				pair.url = w.localStyle(url)
			case "Style":
				pair.look, err = w.look()
			default:
				err = w.skip()
			}
			return err
		})
		if key != "highlight" {
			normal = pair
		}
		return err
	})
	return normal, err
}

// look reads a Style.
func (w *walk) look() (look, error) {
	var l look
	err := w.children(func(s xml.StartElement) error {
		kind := s.Name.Local
		switch kind {
		case "LineStyle", "PolyStyle", "IconStyle":
			return w.children(func(c xml.StartElement) error { return w.styleValue(&l, kind, c) })
		case "BalloonStyle", "LabelStyle":
			return w.skip()
		}
		return w.collectLinks() // ListStyle has icons
	})
	return l, err
}

func (w *walk) styleValue(l *look, kind string, s xml.StartElement) error {
	if s.Name.Local == "Icon" {
		return w.collectLinks()
	}
	text, err := w.trimmed()
	switch s.Name.Local {
	case "color":
		color := abgr(text)
		switch kind {
		case "LineStyle":
			l.line = color
		case "PolyStyle":
			l.poly = color
		case "IconStyle":
			l.icon = color
		}
	case "width":
		if v, e := strconv.ParseFloat(text, 64); e == nil && kind == "LineStyle" && v > 0 && v <= 1000 && !math.IsNaN(v) {
			l.width = v
		}
	case "fill":
		l.noFill = text == "0" || text == "false"
	case "outline":
		l.noOutline = text == "0" || text == "false"
	}
	return err
}

// abgr gives a colour of KML in lower case, or "" when it is not one.
func abgr(text string) string {
	text = strings.ToLower(strings.TrimPrefix(text, "#"))
	if len(text) != 8 {
		return ""
	}
	if _, err := strconv.ParseUint(text, 16, 32); err != nil {
		return ""
	}
	return text
}

// style gives the look of a feature of one kind of geometry.
func (l look) style(g orb.Geometry) feature.Style {
	s := feature.Style{Stroke: rgb(l.line), Width: l.width}
	fill := l.poly
	switch g.(type) {
	case orb.Point, orb.MultiPoint:
		fill = either(l.icon, l.poly)
	}
	s.Fill = rgb(fill)
	if fill != "" {
		if alpha, err := strconv.ParseUint(fill[:2], 16, 8); err == nil && alpha != 255 {
			opacity := float64(alpha) / 255
			s.Opacity = &opacity
		}
	}
	if l.noFill {
		none := 0.0
		s.Opacity = &none
	}
	return s
}

// rgb turns aabbggrr into #rrggbb.
func rgb(c string) string {
	if c == "" {
		return ""
	}
	return "#" + c[6:8] + c[4:6] + c[2:4]
}

// settleStyles gives the features of a document their styles.
func (w *walk) settleStyles() {
	for _, s := range w.styled {
		f := &w.out.Layers[s.layer].Features[s.index]
		f.Style = s.style.look.over(w.styles.find(s.style.url)).style(f.Geometry)
		w.ownLooks[s.layer]++
	}
}

// layerStyles gives a style to each layer whose features all look alike.
func (w *walk) layerStyles() {
	for i := range w.out.Layers {
		l := &w.out.Layers[i]
		if len(l.Features) == 0 || w.ownLooks[i] < len(l.Features) || !alike(l.Features) {
			continue
		}
		l.Style = l.Features[0].Style
		for j := range l.Features {
			l.Features[j].Style = feature.Style{}
		}
	}
}

func alike(features []feature.Feature) bool {
	for _, f := range features {
		if !sameStyle(f.Style, features[0].Style) {
			return false
		}
	}
	return true
}

func sameStyle(a, b feature.Style) bool {
	if (a.Opacity == nil) != (b.Opacity == nil) || a.Opacity != nil && *a.Opacity != *b.Opacity {
		return false
	}
	a.Opacity, b.Opacity = nil, nil
	return a == b
}
