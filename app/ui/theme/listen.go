package theme

import "fyne.io/fyne/v2"

// Apply makes the running program follow m at once: every widget is refreshed, then the listeners are told.
func Apply(m Mode) { fyne.CurrentApp().Settings().SetTheme(New(m)) }

type watch struct {
	app       fyne.App
	listeners map[int]func(*Set)
	order     []int
	next      int
	last      *Set
}

var watching watch

// Listen calls f after the window changed between light and dark, on the goroutine that Fyne reports settings on (the
// main one). It returns the way to stop.
func Listen(f func(*Set)) (stop func()) {
	watching.attach(fyne.CurrentApp())
	id := watching.next
	watching.next++
	watching.listeners[id] = f
	watching.order = append(watching.order, id)
	return func() { delete(watching.listeners, id) }
}

func (w *watch) attach(app fyne.App) {
	if w.app == app {
		return
	}
	*w = watch{app: app, listeners: map[int]func(*Set){}, last: Now()}
	app.Settings().AddListener(func(fyne.Settings) {
		if w.app == app {
			w.tell()
		}
	})
}

func (w *watch) tell() {
	s := Now()
	if s == w.last {
		return
	}
	w.last = s
	for _, id := range w.order {
		if f, ok := w.listeners[id]; ok {
			f(s)
		}
	}
}
