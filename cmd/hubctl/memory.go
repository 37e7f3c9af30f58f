package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// modestMemory is what a conversion keeps within where it can, in bytes. Go's memory is meant; the program itself takes
// some 20 MB besides.
const modestMemory = 204 << 20

// thrift has Go collect what was let go before the process grows beyond modestMemory, or by a quarter beyond what is in
// use when that is more. Left alone, Go lets a process grow to twice what is in use.
type thrift struct {
	lock sync.Mutex
	old  int64 // limit
	over bool
}

// modest begins; what it returns ends it.
func modest() (end func()) {
	t := &thrift{old: debug.SetMemoryLimit(-1)}
	t.limit()
	t.watch()
	return func() {
		t.lock.Lock()
		defer t.lock.Unlock()
		t.over = true
		debug.SetMemoryLimit(t.old)
	}
}

// limit sets the limit by what was in use at the last collection.
func (t *thrift) limit() {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.over {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	limit := int64(modestMemory)
	if live[0].Value.Kind() == metrics.KindUint64 {
		use := int64(live[0].Value.Uint64())
		limit = max(limit, use+use/4)
	}
	debug.SetMemoryLimit(min(t.old, limit))
}

// watch has limit called after every collection.
func (t *thrift) watch() {
	type mark struct{ at *thrift }
	runtime.SetFinalizer(&mark{t}, func(m *mark) {
		m.at.limit()
		m.at.lock.Lock()
		over := m.at.over
		m.at.lock.Unlock()
		if !over {
			m.at.watch()
		}
	})
}
