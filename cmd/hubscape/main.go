// Command hubscape is the desktop program: it reads flags, wires the parts together and opens the window.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

func main() {
	a := app.NewWithID("net.hubscape.Hubscape")
	a.SetIcon(theme.AppIcon())
	theme.Apply(theme.System)
	w := a.NewWindow("Hubscape")
	w.SetPadded(false)
	root := kit.NewRoot(container.NewStack())
	w.SetContent(root)
	root.Attach(w.Canvas())
	w.Resize(fyne.NewSize(1440, 900))
	w.ShowAndRun()
}
