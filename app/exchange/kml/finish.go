package kml

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hubscape/app/exchange/feature"
)

// finish settles what can only be known at the end of a document: styles may stand after their use.
func (w *walk) finish() {
	w.settleStyles()
	w.saw.declared = w.saw.declared || w.scrub.declared
	w.saw.unknownRefs = w.saw.unknownRefs || w.scrub.unknownRefs
	w.saw.controls = w.saw.controls || w.scrub.controls
}

// settle settles what can only be known when everything is read: the names of layers, and what to say about the file as
// a whole.
func (w *walk) settle() {
	for i, c := range w.layers {
		w.out.Layers[i].Name = c.path(stem(w.out.Name))
	}
	w.layerStyles()
	w.docs.tell(w)
	w.remarks()
}

// judge turns the cause of an early end into a refusal of the whole file, or, where features were read before it, into
// a remark about the rest.
func (w *walk) judge(err error) error {
	var syntax *xml.SyntaxError
	name := w.out.Name
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errTooDeep):
		return fmt.Errorf("%s: nested too deeply (line %d), for at most %d levels are read; simplify the file", name, w.line(), feature.MaxXMLDepth)
	case errors.Is(err, errTagTooLong):
		return fmt.Errorf("%s: line %d has a tag of over %d MB; make the file again", name, w.line(), w.most>>20)
	case errors.As(err, &syntax):
		line := syntax.Line + w.scrub.cutLines
		if len(w.layers) == 0 {
			return fmt.Errorf("%s: line %d is not well-formed XML (%s); make the file again", name, line, plainSyntax(syntax.Msg))
		}
		w.skipped(w.whereLine(line), "the file is damaged here (%s), and what follows was left out", plainSyntax(syntax.Msg))
		return nil
	default:
		return readingFailed(name, err)
	}
}

// plainSyntax words what the XML reader found.
func plainSyntax(msg string) string {
	switch {
	case strings.Contains(msg, "EOF"):
		return "it ends in the middle"
	case strings.Contains(msg, "closed by"), strings.Contains(msg, "unexpected end element"):
		return "tags are closed that were not opened"
	default:
		return "a tag is not written as it must be"
	}
}

// path joins the names of a container and those around it. The outermost Document stands for the file, so its name is
// left out of the names of the folders within it.
func (c *container) path(file string) string {
	var parts []string
	for at := c; at != nil; at = at.up {
		if at.name != "" && (!at.root || at == c) {
			parts = append(parts, at.name)
		}
	}
	if len(parts) == 0 {
		return file
	}
	slices.Reverse(parts)
	return strings.Join(parts, " / ")
}

func (w *walk) remarks() {
	if w.saw.declared {
		w.notice("", "contains a document type declaration; ignored")
	}
	if w.saw.unknownRefs {
		w.notice("", "contains references that KML does not know (such as &name;); they stand as they are written")
	}
	if w.saw.controls {
		w.notice("", "control characters were taken out")
	}
	if n := len(w.links); n == 1 {
		w.notice("", "1 linked file was not fetched")
	} else if n > 1 {
		w.notice("", "%d linked files were not fetched", n)
	}
	if w.relative > 0 {
		w.notice("", "%d features give their altitude above the ground and not above the sea", w.relative)
	}
	if w.trackN > 0 {
		w.notice("", "the times of %d points of tracks were not kept, only the first and the last of each track", w.trackN)
	}
}
