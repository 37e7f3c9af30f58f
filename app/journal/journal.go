package journal

import (
	"context"
	"errors"
	"sync"
	"time"

	"hubscape/app/disk"
	"hubscape/app/session"
)

// Where says where the edits of the open document are kept.
type Where int

// Places.
const (
	Idle     Where = iota // nothing was edited yet: there is nothing to keep
	OnDisk                // in the first place
	Second                // in another place: the first one refuses
	InMemory              // nowhere but in memory: every place refuses
)

// Status is how well the edits are kept.
type Status struct {
	Where  Where
	Err    error     // why it is not OnDisk; of a problem that does not stop it, too
	Behind time.Time // of the oldest edit that is not on the disk; zero when all are
	Synced time.Time // when the last edit came to the disk
}

// Options of Start.
type Options struct {
	FS      disk.FS
	Dirs    []string                             // the folder for journals, and those to move to when it refuses
	Session string                               // what no other session is called
	Now     func() time.Time                     // the clock of the records
	Tell    func(Status)                         // hears of changes of place or error, on the journal's goroutine
	After   func(time.Duration) <-chan time.Time // time.After when nil
	Program string                               // name and version, for the record

	Quiet time.Duration // after the last edit until it is synced; a quarter of a second when 0. Written it is after a third
	Most  time.Duration // after the first edit until it is synced at the latest; 0.7 s when 0
	Retry time.Duration // until a place that refused is tried again; 5 s when 0

	growthFrom int64 // bytes; smaller in tests
}

// ErrSlow is the answer of Flush when the disk did not answer in time.
var ErrSlow = errors.New("the disk did not answer in time; the edits will be written when it does")

// ErrMemory is the answer of Flush when there is no place on any disk.
var ErrMemory = errors.New("the edits are in memory only; save the document elsewhere")

// Journal keeps the edits of the open document. Its methods may be called from any goroutine and do not wait for the disk,
// except Flush and Close.
type Journal struct {
	o    Options
	wake chan struct{}
	ask  chan chan error
	quit chan struct{}
	done chan struct{}

	mu      sync.Mutex
	queue   []entry
	files   map[string]File // what is known of files, by path
	resume  *Found
	status  Status
	first   time.Time // by the wall: of the oldest entry that is not written
	loose   time.Time // of the oldest for which no sync has begun
	looseAt time.Time // the same by the clock of the records
	last    time.Time // of the newest
	stop    sync.Once

	b *book // the journal's goroutine alone
	n int   // books begun
}

// entry is one thing that happened.
type entry struct {
	event session.Event
	at    time.Time
	file  File   // Opened and Saved: what is known of the file
	found *Found // Opened: the recovered session that it is
	close bool   // the session ends

	settled bool // what was recovered has not made the program fall
}

// ends tells whether the book that was open is closed by it.
func (e entry) ends() bool { return e.close || !e.settled && e.event.Kind == session.Opened }

// Start begins to keep a journal. Hand its Hear every event of the session from its first.
func Start(o Options) *Journal {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = time.After
	}
	o.Quiet, o.Most, o.Retry = orElse(o.Quiet, 250*time.Millisecond), orElse(o.Most, 700*time.Millisecond), orElse(o.Retry, 5*time.Second)
	if o.growthFrom == 0 {
		o.growthFrom = growthFrom
	}
	j := &Journal{o: o, wake: make(chan struct{}, 1), ask: make(chan chan error), quit: make(chan struct{}), done: make(chan struct{}), files: map[string]File{}}
	go j.run()
	return j
}

func orElse(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}

// Known notes what is known of a file: before the session opens it, and before the session is told that it was saved.
func (j *Journal) Known(f File) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.files[f.Path] = f
}

// Resume says that the next document that the session opens is a recovered one: what was found goes once the new journal
// is safe.
func (j *Journal) Resume(f *Found) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.resume = f
}

// Hear takes an event of the session.
func (j *Journal) Hear(e session.Event) {
	j.mu.Lock()
	defer j.mu.Unlock()
	n := entry{event: e, at: j.o.Now().UTC()}
	switch e.Kind {
	case session.Opened:
		n.file, n.found = j.files[e.Path], j.resume
		j.files, j.resume = map[string]File{e.Path: n.file}, nil
	case session.Saved:
		n.file = j.files[e.Path]
		n.file.Path = e.Path
	}
	j.put(n)
}

// put queues an entry; the lock is held.
func (j *Journal) put(n entry) {
	j.queue = append(j.queue, n)
	j.last = time.Now()
	if j.first.IsZero() {
		j.first = j.last
	}
	if j.loose.IsZero() {
		j.loose, j.looseAt = j.last, n.at
	}
	if j.status.Behind.IsZero() {
		j.status.Behind = n.at
	}
	select {
	case j.wake <- struct{}{}:
	default:
	}
}

// Settled says that the program runs well with what was recovered.
func (j *Journal) Settled() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.put(entry{settled: true, at: j.o.Now().UTC()})
}

// Status is how well the edits are kept now.
func (j *Journal) Status() Status {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.status
}

// Flush waits until all that was heard is on the disk, at most until ctx ends.
func (j *Journal) Flush(ctx context.Context) error {
	answer := make(chan error, 1)
	select {
	case j.ask <- answer:
	case <-j.done:
		return nil
	case <-ctx.Done():
		return ErrSlow
	}
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ErrSlow
	}
}

// Close ends the session well: the journal is not needed any more, and where unsaved changes were given up it is kept for
// a while in the folder "given up". It waits at most until ctx ends.
func (j *Journal) Close(ctx context.Context) error {
	j.stop.Do(func() {
		j.mu.Lock()
		j.put(entry{close: true, at: j.o.Now().UTC()})
		j.mu.Unlock()
		close(j.quit)
	})
	select {
	case <-j.done:
		return nil
	case <-ctx.Done():
		return ErrSlow
	}
}

// Abandon stops without another word to the disk, as a crash would; for tests and for a program that is about to end.
func (j *Journal) Abandon() {
	j.stop.Do(func() { close(j.quit) })
	<-j.done
}

// run is the journal's goroutine. Writing comes first, so that what was done outlives the program; syncing, which outlives
// a power cut, may take as long as the disk takes, and meanwhile writing goes on.
func (j *Journal) run() {
	defer close(j.done)
	var retry <-chan time.Time
	for {
		write, sync := j.waits()
		if retry == nil && j.b.wantsBetter() {
			retry = j.o.After(j.o.Retry)
		}
		select {
		case <-j.wake:
		case <-write:
			j.write()
		case <-sync:
			j.write()
			j.startSync()
		case err := <-j.b.syncing():
			j.synced(err)
		case answer := <-j.ask:
			j.write()
			j.b.sync()
			answer <- j.settle()
		case <-retry:
			retry = nil
			j.better()
		case <-j.quit:
			j.end()
			return
		}
	}
}

// waits are when what is in the queue must be written, and when what is written must be synced.
func (j *Journal) waits() (write, sync <-chan time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	now := time.Now()
	if len(j.queue) > 0 {
		write = j.o.After(max(0, j.first.Add(j.o.Quiet/3).Sub(now)))
	}
	if !j.loose.IsZero() && j.b.canSync(len(j.queue) > 0) {
		sync = j.o.After(max(0, min(j.last.Add(j.o.Quiet).Sub(now), j.loose.Add(j.o.Most).Sub(now))))
	}
	return write, sync
}

// startSync begins to sync what is written; what comes later is for the next one.
func (j *Journal) startSync() {
	if !j.b.startSync() {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.loose, j.looseAt = j.first, time.Time{}
	if len(j.queue) > 0 {
		j.looseAt = j.queue[0].at
	}
}

// synced takes the answer of that.
func (j *Journal) synced(err error) {
	j.b.synced(err)
	if err == nil {
		j.mu.Lock()
		j.status.Behind, j.status.Synced = j.looseAt, j.o.Now().UTC()
		j.mu.Unlock()
	}
	_ = j.settle() // told there
}

// end writes what is left when the session ended well.
func (j *Journal) end() {
	j.mu.Lock()
	well := len(j.queue) > 0 && j.queue[len(j.queue)-1].close
	j.mu.Unlock()
	if well {
		j.write()
		j.b.sync() // what could not be written stands in the status; the book stays where it is then
	}
	j.b.leave()
}

// write brings the queue to the file.
func (j *Journal) write() {
	j.mu.Lock()
	queue := j.queue
	j.queue, j.first = nil, time.Time{}
	j.mu.Unlock()
	if len(queue) == 0 && j.b.wantsBetter() {
		j.b.move(true)
	}
	for len(queue) > 0 {
		n := 1 // entries up to the next that begins or ends a book
		for n < len(queue) && !queue[n].ends() {
			n++
		}
		j.take(queue[:n])
		queue = queue[n:]
	}
	_ = j.settle() // told there
}

// take handles entries of which only the first may begin or end a book.
func (j *Journal) take(entries []entry) {
	first := entries[0]
	switch {
	case first.close:
		j.b.close(first.at)
		j.b = nil
		return
	case first.ends():
		if first.found != nil && j.b.isDirty() {
			j.b.sync() // two sessions are taken up one after the other: the first is there at the next start
			j.b.leave()
		} else {
			j.b.close(first.at)
		}
		j.n++
		j.b = newBook(j.o, j.n, first)
		entries = entries[1:]
	}
	if j.b != nil {
		j.b.hear(entries)
	}
}

// better tries the places that refused.
func (j *Journal) better() {
	if j.b.wantsBetter() {
		j.b.move(true)
		_ = j.settle() // told there
	}
}

// settle tells how it went; the error is that of Flush.
func (j *Journal) settle() error {
	where, err := j.b.where()
	j.mu.Lock()
	before := j.status
	j.status.Where, j.status.Err = where, err
	if where != InMemory && len(j.queue) == 0 && !j.b.isLoose() {
		j.loose, j.looseAt = time.Time{}, time.Time{}
		j.status.Behind, j.status.Synced = time.Time{}, j.o.Now().UTC()
	}
	s := j.status
	j.mu.Unlock()
	if j.o.Tell != nil && (s.Where != before.Where || (s.Err == nil) != (before.Err == nil)) {
		j.o.Tell(s)
	}
	if where == InMemory {
		return errors.Join(ErrMemory, err)
	}
	return nil
}
