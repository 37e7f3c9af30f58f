package recovery

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
)

// limited gives a scroll a height of its own.
func limited(o fyne.CanvasObject, height float32) fyne.CanvasObject {
	return container.New(&tall{height}, o)
}

type tall struct{ height float32 }

// MinSize implements fyne.Layout.
func (t *tall) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, t.height)
}

// Layout implements fyne.Layout.
func (t *tall) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(s)
}

// sideBySide sets two flowing objects beside each other, each half as wide.
func sideBySide(left, right fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewRow(10, kit.Inset{}, kit.Expand(left), kit.Expand(right)).AtTop()
}
