package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// After calls f on the main goroutine once d has passed, unless stop is called first. Tests put a clock of their own in
// its place.
var After = func(d time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}
