package sweep

import "sync"

// The helpers are goroutines that wait for frames and live as long as the program: starting one for each frame would
// cost memory and time. One that is busy is not waited for; the drawing goroutine does its share.
var (
	helpers    = make(chan *frame)
	startOnce  sync.Once
	helperBody = func() {
		for f := range helpers {
			f.work()
			f.wait.Done()
		}
	}
)

func startHelpers() {
	for range maxWorkers - 1 {
		go helperBody()
	}
}

// share paints the bands of the frame with at most n workers.
func (f *frame) share(n int) {
	f.next.Store(0)
	f.seats.Store(0)
	if len(f.workers) < n {
		f.workers = append(f.workers, make([]band, n-len(f.workers))...)
	}
	for i := range n {
		f.workers[i].size(f.w)
	}
	if n > 1 {
		startOnce.Do(startHelpers)
	}
	for range n - 1 {
		f.wait.Add(1)
		select {
		case helpers <- f:
		default:
			f.wait.Done()
		}
	}
	f.work()
	f.wait.Wait()
}

// work paints bands until none is left.
func (f *frame) work() {
	b := &f.workers[f.seats.Add(1)-1]
	for {
		k := int(f.next.Add(1)) - 1
		if k >= f.bands {
			return
		}
		f.band(b, k)
	}
}
