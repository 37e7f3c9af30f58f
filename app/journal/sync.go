package journal

// isLoose tells whether something is written that is not synced.
func (b *book) isLoose() bool { return b != nil && b.f != nil && (b.loose || b.pending != nil) }

// canSync tells whether a sync may be begun, when there is something to sync or to write before.
func (b *book) canSync(queued bool) bool {
	return b == nil && queued || b != nil && b.pending == nil && (queued || b.f != nil && b.loose)
}

// syncing is where the sync on its way answers; nil when there is none.
func (b *book) syncing() <-chan error {
	if b == nil {
		return nil
	}
	return b.pending
}

// startSync begins to sync what is written, on a goroutine of its own: a slow disk does not keep from writing on.
func (b *book) startSync() bool {
	if b == nil || b.f == nil || !b.loose || b.pending != nil {
		return false
	}
	f, answer := b.f, make(chan error, 1)
	b.loose, b.pending = false, answer
	go func() { answer <- f.Sync() }()
	return true
}

// synced takes the answer.
func (b *book) synced(err error) {
	b.pending = nil
	if err != nil {
		b.fail(err)
	}
}

// wait waits for the sync on its way, before the file is left.
func (b *book) wait() (err error) {
	if b.pending != nil {
		err, b.pending = <-b.pending, nil
	}
	return err
}

// sync brings what is written to the disk.
func (b *book) sync() {
	if b == nil || b.f == nil {
		return
	}
	err := b.wait()
	if err == nil && b.loose {
		b.loose = false
		err = b.f.Sync()
	}
	if err != nil {
		b.fail(err)
	}
}
