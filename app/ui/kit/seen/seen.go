// Package seen reads a window as a person does, for tests: the words that stand in it and the things with a name that
// can be pressed. It looks only at what is visible and knows every widget by what a screen reader is told of it.
package seen

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
)

// Walk visits o and what is visible in it, outermost first; visit tells whether to look inside.
func Walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) {
	if o == nil || !o.Visible() || !visit(o) {
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			Walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			Walk(c, visit)
		}
	}
}

// Words joins all texts in o with blanks.
func Words(o fyne.CanvasObject) string {
	var out []string
	Walk(o, func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *fyne.Container: // the toolkit names it by its kind
		case *kit.Entry:
			out = append(out, o.Text())
			for _, part := range test.WidgetRenderer(o).Objects() {
				if message, ok := part.(*canvas.Text); ok {
					out = append(out, message.Text)
				}
			}
			return false
		case fyne.Accessible:
			out = append(out, o.AccessibilityLabel())
			return false
		case *canvas.Text:
			out = append(out, o.Text)
		}
		return true
	})
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

// Named finds the first thing in o that can be pressed and has a name; nil when there is none.
func Named(o fyne.CanvasObject, name string) fyne.Tappable {
	var found fyne.Tappable
	Walk(o, func(o fyne.CanvasObject) bool {
		a, named := o.(fyne.Accessible)
		if p, ok := o.(fyne.Tappable); ok && named && found == nil && a.AccessibilityLabel() == name {
			found = p
		}
		return found == nil
	})
	return found
}

// Press presses what has a name and tells whether it was there.
func Press(o fyne.CanvasObject, name string) bool {
	p := Named(o, name)
	if p != nil {
		p.Tapped(&fyne.PointEvent{})
	}
	return p != nil
}

// All lists the objects of one type in o.
func All[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var out []T
	Walk(o, func(o fyne.CanvasObject) bool {
		if x, ok := o.(T); ok {
			out = append(out, x)
		}
		return true
	})
	return out
}
