package custody

import (
	"context"
	"os"
	"os/signal"
	"time"
)

// Grace is how long the program takes to bring edits to the disk when it is told to end.
const Grace = 300 * time.Millisecond

// OnSignal brings every edit to the disk when the program is told to end by one of the signals, and then calls exit. The
// session did not end well then: the next start offers it.
func (k *Keeper) OnSignal(exit func(os.Signal), signals ...os.Signal) (stop func()) {
	c := make(chan os.Signal, 1)
	quit := make(chan struct{})
	gone := make(chan struct{})
	signal.Notify(c, signals...)
	go func() {
		defer close(gone)
		select {
		case s := <-c:
			k.flushInTime()
			exit(s)
		case <-quit:
		}
	}()
	return func() {
		signal.Stop(c)
		close(quit)
		<-gone
	}
}

// OnPanic is deferred where a fault of the program would end it: it brings every edit to the disk and lets the panic go on.
func (k *Keeper) OnPanic() {
	if fault := recover(); fault != nil {
		k.flushInTime()
		panic(fault)
	}
}

func (k *Keeper) flushInTime() {
	ctx, cancel := context.WithTimeout(context.Background(), Grace)
	defer cancel()
	_ = k.Flush(ctx) // there is nobody left to tell
}
