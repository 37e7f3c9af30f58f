package kml

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hubscape/app/exchange/feature"
)

// walk goes through the elements of one document, and of those in the same archive that it links to.
type walk struct {
	ctx  context.Context
	out  *feature.Dataset
	docs *archive // nil for a plain file
	most int      // bytes of one feature

	// The document that is being read.
	dec      *xml.Decoder
	scrub    *scrubber
	where0   string // before "line 3" in messages; "" for the first document
	depth    int    // elements that are open
	styles   styleBook
	styled   []styledFeature
	schemas  map[string]map[string]string // schema id -> field -> type
	elements map[string]map[string]string // element that stands for a Placemark -> field -> type

	// The feature that is being read.
	inFeature bool
	started   int64  // byte at which it began
	outside   string // why it lies outside the world
	positions int

	tokens    int
	positionN int
	layers    []*container // those that have features, in the order of out.Layers
	keys      []map[string]bool
	ownLooks  []int           // features with a style, of each layer
	links     map[string]bool // what the file points at
	doubles   map[string]bool // property keys that a feature had twice
	relative  int             // features whose altitudes are above the ground
	trackN    int             // times of track points that were left out
	saw       struct{ declared, unknownRefs, controls bool }
}

// container is a Document or Folder.
type container struct {
	name  string
	up    *container
	layer int // in out.Layers; -1 while it has no features
	root  bool
}

func newWalk(ctx context.Context, d *feature.Dataset) *walk {
	return &walk{ctx: ctx, out: d, most: feature.MaxFeature, links: map[string]bool{}, doubles: map[string]bool{}}
}

// begin turns to a new document.
func (w *walk) begin(text io.Reader) {
	w.scrub = newScrubber(text, w.most)
	w.dec = xml.NewDecoder(w.scrub)
	w.dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded already
	w.depth, w.inFeature = 0, false
	w.styles, w.styled = newStyleBook(), nil
	w.schemas, w.elements = map[string]map[string]string{}, map[string]map[string]string{}
}

// skipFeature is why one feature is left out while the file is read on.
type skipFeature string

func (s skipFeature) Error() string { return string(s) }

var errTooDeep = errors.New("nested too deeply")

// next gives the next start tag, end tag or text.
func (w *walk) next() (xml.Token, error) {
	if w.tokens++; w.tokens%512 == 0 && w.ctx.Err() != nil {
		return nil, w.ctx.Err()
	}
	tok, err := w.dec.Token()
	if err != nil {
		return nil, err
	}
	switch tok.(type) {
	case xml.StartElement:
		if w.depth++; w.depth > feature.MaxXMLDepth {
			return nil, errTooDeep
		}
	case xml.EndElement:
		w.depth--
	}
	if w.inFeature && w.dec.InputOffset()-w.started > int64(w.most) {
		return tok, skipFeature(fmt.Sprintf("it is larger than %d MB", w.most>>20))
	}
	return tok, nil
}

// line is where the walk stands, from 1.
func (w *walk) line() int {
	line, _ := w.dec.InputPos()
	return line + w.scrub.cutLines
}

func (w *walk) where() string { return w.whereLine(w.line()) }

func (w *walk) whereLine(line int) string { return w.where0 + "line " + strconv.Itoa(line) }

// children calls f for each element within the one that was just begun. f reads it to its end.
func (w *walk) children(f func(xml.StartElement) error) error {
	for {
		tok, err := w.next()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if err := f(tok); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// leave reads to the end of the element that was open as the depth'th.
func (w *walk) leave(depth int) error {
	for w.depth >= depth {
		if _, err := w.next(); err != nil {
			var s skipFeature
			if errors.As(err, &s) {
				continue
			}
			return err
		}
	}
	return nil
}

func (w *walk) skip() error { return w.leave(w.depth) }

// text gives the text of the element that was just begun, with that of elements within it, cut to the longest text that
// is kept.
func (w *walk) text() (string, error) {
	var b strings.Builder
	depth, cut := w.depth, false
	for w.depth >= depth {
		tok, err := w.next()
		if err != nil {
			return "", err
		}
		if chars, ok := tok.(xml.CharData); ok && !cut {
			chars, cut = fit(chars, feature.MaxText-b.Len())
			b.Write(chars)
		}
	}
	if cut {
		w.notice(w.where(), "a text was cut to %d MB", feature.MaxText>>20)
	}
	return b.String(), nil
}

// fit cuts b to n bytes without splitting a letter.
func fit(b []byte, n int) ([]byte, bool) {
	if len(b) <= n {
		return b, false
	}
	for n > 0 && b[n]&0xC0 == 0x80 {
		n--
	}
	return b[:n], true
}

// trimmed is text without the blank space around it.
func (w *walk) trimmed() (string, error) {
	s, err := w.text()
	return strings.TrimSpace(s), err
}

func (w *walk) notice(where, format string, args ...any) {
	w.out.Notices = append(w.out.Notices, feature.Notice{Where: where, Message: fmt.Sprintf(format, args...)})
}

func (w *walk) skipped(where, format string, args ...any) {
	w.out.Skipped = append(w.out.Skipped, feature.Notice{Where: where, Message: fmt.Sprintf(format, args...)})
}

// link counts a file that the document points at.
func (w *walk) link(href string) {
	if href = strings.TrimSpace(href); href != "" && !strings.HasPrefix(href, "#") {
		w.links[href] = true
	}
}

// document reads from the start of a text to its end.
func (w *walk) document(into *container) error {
	for {
		tok, err := w.next()
		if errors.Is(err, io.EOF) {
			return refusal("holds no KML; choose another file")
		}
		if err != nil {
			return err
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if err := w.rootElement(start, into); err != nil {
			return err
		}
		return w.rest()
	}
}

func (w *walk) rootElement(start xml.StartElement, top *container) error {
	switch start.Name.Local {
	case "kml":
		return w.children(func(s xml.StartElement) error { return w.element(s, top) })
	case "Document", "Folder", "Placemark":
		return w.element(start, top) // without the kml element, as some programs write it
	case "html", "HTML":
		return refusal("is a web page saved as a KML file; download the file itself, not the page about it")
	default:
		return refusal("is XML of another kind (" + strconv.QuoteToGraphic(start.Name.Local) + ") and not KML; export it as KML from the program that made it")
	}
}

// rest looks whether anything but blank space follows the document.
func (w *walk) rest() error {
	for {
		if _, err := w.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// element reads one child of a container.
func (w *walk) element(start xml.StartElement, in *container) error {
	switch start.Name.Local {
	case "Document", "Folder":
		return w.container(in)
	case "Placemark":
		return w.feature(start, in)
	case "NetworkLink":
		return w.networkLink()
	case "NetworkLinkControl":
		return w.collectLinks()
	case "GroundOverlay", "ScreenOverlay", "PhotoOverlay":
		return w.overlay(start.Name.Local)
	case "Tour":
		w.skipped(w.where(), "a tour was left out, for flights are not read")
		return w.skip()
	case "Style", "StyleMap":
		return w.sharedStyle(start)
	case "Schema":
		return w.schema(start)
	case "name":
		name, err := w.trimmed()
		in.name = name
		return err
	case "Create", "Delete", "Change", "Update":
		w.skipped(w.where(), "an update of another file was left out")
		return w.skip()
	default:
		if w.elements[start.Name.Local] != nil {
			return w.feature(start, in)
		}
		if attr(start, "href") != "" {
			w.link(attr(start, "href"))
		}
		return w.skip()
	}
}

func (w *walk) container(up *container) error {
	c := &container{up: up, layer: -1, root: up.root && up.up == nil}
	return w.children(func(s xml.StartElement) error { return w.element(s, c) })
}

// networkLink looks where a NetworkLink leads: to another text of the same archive, which will be read, or elsewhere.
func (w *walk) networkLink() error {
	name := ""
	var inside func(s xml.StartElement) error
	inside = func(s xml.StartElement) error {
		var err error
		text := ""
		switch s.Name.Local {
		case "name":
			name, err = w.trimmed()
		case "href":
			text, err = w.trimmed()
			if !w.docs.follow(text, name) {
				w.link(text)
			}
		default:
			err = w.children(inside)
		}
		return err
	}
	return w.children(inside)
}

// collectLinks counts every address within an element.
func (w *walk) collectLinks() error {
	return w.children(func(s xml.StartElement) error {
		if s.Name.Local == "href" || s.Name.Local == "linkHref" {
			href, err := w.trimmed()
			w.link(href)
			return err
		}
		return w.collectLinks()
	})
}

func (w *walk) overlay(kind string) error {
	where, name := w.where(), ""
	err := w.children(func(s xml.StartElement) error {
		if s.Name.Local == "name" {
			var err error
			name, err = w.trimmed()
			return err
		}
		return w.collectLinksIn(s)
	})
	w.skipped(where, "%s was left out, for a picture laid over the map (%s) is not read", called(name), kind)
	return err
}

func (w *walk) collectLinksIn(s xml.StartElement) error {
	if s.Name.Local == "href" {
		href, err := w.trimmed()
		w.link(href)
		return err
	}
	return w.collectLinks()
}

// called names a feature in a sentence.
func called(name string) string {
	if name == "" {
		return "a feature without a name"
	}
	short, cut := fit([]byte(name), 80)
	if cut {
		short = append(short[:len(short):len(short)], "…"...)
	}
	return strconv.QuoteToGraphic(string(short))
}

func attr(s xml.StartElement, name string) string {
	for _, a := range s.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
