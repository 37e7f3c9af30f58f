package mapview

import (
	"image"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// Painter draws pictures. Paint is called off the window's goroutine, one call at a time for each Painter.
type Painter interface {
	// Paint draws in into dst, whose size in device pixels is the camera's size times the scale, rounded.
	Paint(dst *image.RGBA, in scene.Input) *scene.Scene
}

// Tool is what a press on the map means.
type Tool int

// Tools.
const (
	Select Tool = iota
	Site        // a click places a site
	Look        // the map is only looked at: every drag pans it
)

// Pointer is where the mouse is.
type Pointer struct {
	Inside bool
	Pos    fyne.Position // px within the view
	At     orb.Point     // lon, lat
	Hit    scene.Hit     // Kind "" when nothing but land or sea is under it
	// Overlay is the feature of an imported layer under it where Hit is nothing; the zero value is none.
	Overlay scene.OverlayHit
}

// Host is what the view asks of the window around it. All calls come on the window's goroutine.
type Host interface {
	// Input gives what to show; the view fills in camera, scale and overscan.
	Input() scene.Input
	// Click is a press and release without movement in the Select tool.
	Click(p Pointer, mod fyne.KeyModifier)
	// PlaceSite is a click in the Site tool.
	PlaceSite(at orb.Point)
	// DragSite moves a site while the pointer drags it; done is true once, at the end.
	DragSite(id string, at orb.Point, done bool)
	// Menu opens the context menu at a canvas position.
	Menu(p Pointer, abs fyne.Position)
	// Hover tells where the pointer is, also while it leaves.
	Hover(p Pointer)
	// Drawn tells that a picture of the whole view was put up.
	Drawn(scene.Input, *scene.Scene)
	// Moved tells that the camera changed.
	Moved(c camera.Camera)
	// Key gets keys the view does not use; Rune typed characters.
	Key(*fyne.KeyEvent)
	Rune(rune)
}
