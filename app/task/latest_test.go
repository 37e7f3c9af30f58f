package task

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
)

// inbox collects what is dispatched, as a window's queue does, until it is run.
type inbox struct {
	mu    sync.Mutex
	queue []func()
}

func (b *inbox) dispatch(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.queue = append(b.queue, f)
}

func (b *inbox) run() {
	b.mu.Lock()
	queue := b.queue
	b.queue = nil
	b.mu.Unlock()
	for _, f := range queue {
		f()
	}
}

func answer(v string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return v, nil }
}

func TestAnswerComesBackThroughTheDispatcher(t *testing.T) {
	var box inbox
	var got []string
	l := New(box.dispatch, func(v string, err error) { got = append(got, v) })
	l.Start(answer("one"))
	l.Wait()
	if len(got) != 0 || !l.Busy() {
		t.Fatalf("before the dispatcher ran: %v, busy %v", got, l.Busy())
	}
	box.run()
	if len(got) != 1 || got[0] != "one" || l.Busy() {
		t.Errorf("got %v, busy %v", got, l.Busy())
	}
}

func TestOvertakenWorkIsCancelledAndDropped(t *testing.T) {
	var box inbox
	var got []string
	l := New(box.dispatch, func(v string, err error) { got = append(got, v) })
	started, released := make(chan bool), make(chan error, 1)
	l.Start(func(ctx context.Context) (string, error) {
		close(started)
		<-ctx.Done() // returns only because the next Start cancels it
		released <- ctx.Err()
		return "old", nil
	})
	<-started
	l.Start(answer("new"))
	l.Wait()
	box.run()
	if err := <-released; !errors.Is(err, context.Canceled) {
		t.Errorf("the overtaken work saw %v", err)
	}
	if len(got) != 1 || got[0] != "new" {
		t.Errorf("got %v, want only new", got)
	}
}

func TestAnswerOvertakenWhileItWaitsItsTurnIsDropped(t *testing.T) {
	var box inbox
	var got []string
	l := New(box.dispatch, func(v string, err error) { got = append(got, v) })
	l.Start(answer("old"))
	l.Wait() // its answer is in the inbox now
	l.Start(answer("new"))
	l.Wait()
	box.run()
	if len(got) != 1 || got[0] != "new" {
		t.Errorf("got %v, want only new", got)
	}
}

func TestCancel(t *testing.T) {
	var box inbox
	var got []string
	l := New(box.dispatch, func(v string, err error) { got = append(got, v) })
	l.Cancel() // nothing runs: nothing happens
	l.Start(answer("old"))
	l.Wait()
	l.Cancel()
	box.run()
	if len(got) != 0 || l.Busy() {
		t.Errorf("got %v after Cancel, busy %v", got, l.Busy())
	}
	l.Start(answer("new"))
	l.Wait()
	box.run()
	if len(got) != 1 || got[0] != "new" {
		t.Errorf("got %v after a new start", got)
	}
}

func TestErrorsAndPanicsComeBack(t *testing.T) {
	for _, c := range []struct {
		work func(context.Context) (int, error)
		want string
	}{
		{func(context.Context) (int, error) { return 0, errors.New("no map") }, "no map"},
		{func(context.Context) (int, error) { panic("broken") }, "broke off: broken"},
	} {
		var box inbox
		var got error
		l := New(box.dispatch, func(_ int, err error) { got = err })
		l.Start(c.work)
		l.Wait()
		box.run()
		if got == nil || !strings.Contains(got.Error(), c.want) {
			t.Errorf("got %v, want %q", got, c.want)
		}
	}
}

// TestManyStarts has many goroutines start work at once; the last number started wins and only answers in rising
// order are seen. Run it with the race detector.
func TestManyStarts(t *testing.T) {
	var mu sync.Mutex
	var got []int
	l := New(func(f func()) { mu.Lock(); defer mu.Unlock(); f() }, func(v int, err error) { got = append(got, v) })
	for i := range 200 {
		l.Start(func(context.Context) (int, error) { return i, nil })
	}
	l.Wait()
	if len(got) == 0 || got[len(got)-1] != 199 {
		t.Fatalf("answers %v do not end with the newest", got)
	}
	for i := 1; i < len(got); i++ {
		if got[i] <= got[i-1] {
			t.Errorf("answer %d came after %d", got[i], got[i-1])
		}
	}
}
