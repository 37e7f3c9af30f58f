// Package task runs slow work off the goroutine of the window; only the newest answer comes back.
//
// # Design
//
// Work gets a context instead of being stopped: what is overtaken may finish early when it looks at its context, and
// its answer is dropped either way. Answers come back through a dispatcher that is passed in (in the window: run on the
// toolkit's goroutine), and whether an answer is still the newest is asked there, at the last moment. So an answer that
// was overtaken while it waited its turn is dropped as well.
package task

import (
	"context"
	"fmt"
	"sync"
)

// Latest runs one kind of slow work.
type Latest[T any] struct {
	dispatch func(func())
	done     func(T, error)

	mu      sync.Mutex
	number  uint64
	cancel  context.CancelFunc
	running sync.WaitGroup
}

// New makes a Latest. dispatch runs a function on the goroutine that owns what done changes; done gets the newest
// answer there.
func New[T any](dispatch func(func()), done func(T, error)) *Latest[T] {
	return &Latest[T]{dispatch: dispatch, done: done}
}

// Start begins work on a goroutine of its own and overtakes what was started before. A panic in work becomes its error.
func (l *Latest[T]) Start(work func(context.Context) (T, error)) {
	ctx, number := l.next()
	l.running.Go(func() {
		v, err := guarded(ctx, work)
		if !l.newest(number) {
			return
		}
		l.dispatch(func() {
			if l.finish(number) {
				l.done(v, err)
			}
		})
	})
}

// Cancel overtakes what runs without starting anything: no answer comes any more.
func (l *Latest[T]) Cancel() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.number++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Busy tells whether an answer is still to come.
func (l *Latest[T]) Busy() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cancel != nil
}

// Wait returns when no work runs any more; answers handed to the dispatcher may still be on their way.
func (l *Latest[T]) Wait() { l.running.Wait() }

// next cancels what runs and gives the new work its number.
func (l *Latest[T]) next() (context.Context, uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cancel != nil {
		l.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	l.number++
	return ctx, l.number
}

func (l *Latest[T]) newest(number uint64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.number == number
}

// finish ends the work of that number; false when it was overtaken.
func (l *Latest[T]) finish(number uint64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.number != number {
		return false
	}
	l.cancel()
	l.cancel = nil
	return true
}

// guarded turns a panic of work into an error, so that a broken background task does not end the program.
func guarded[T any](ctx context.Context, work func(context.Context) (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a background task broke off: %v; what is open is not touched, try again", r)
		}
	}()
	return work(ctx)
}
