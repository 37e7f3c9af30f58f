package backup

import "time"

// Pace says when unsaved work is due for a snapshot: after so much time in which it was edited, not while it lies idle.
type Pace struct {
	Every time.Duration // 0 is 10 minutes

	spent time.Duration // of editing since the last snapshot
	last  time.Time     // of the last edit
}

// idle is the longest pause that still counts as editing.
const idle = time.Minute

// Edited notes an edit and says whether a snapshot is due now.
func (p *Pace) Edited(now time.Time) bool {
	if pause := now.Sub(p.last); !p.last.IsZero() && pause > 0 {
		p.spent += min(pause, idle)
	}
	p.last = now
	every := p.Every
	if every == 0 {
		every = 10 * time.Minute
	}
	return p.spent >= every
}

// Kept notes that the work is safe: a snapshot was made, or it was saved.
func (p *Pace) Kept(now time.Time) { p.spent, p.last = 0, now }
