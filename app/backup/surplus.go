package backup

import (
	"cmp"
	"slices"
	"time"
)

// Policy says what is kept.
type Policy struct {
	Saves  int           // the last so many saves of a document; as many of its autosaves besides
	Hourly time.Duration // so long the last version of every hour
	Daily  time.Duration // so long the last version of every day
	Bytes  int64         // of all documents together
}

// Usual is the policy of the program: the last 10 saves, hourly for a day, daily for 30 days, 500 MB.
var Usual = Policy{Saves: 10, Hourly: 24 * time.Hour, Daily: 30 * 24 * time.Hour, Bytes: 500 << 20}

// Surplus tells which versions of one document may go at a moment, oldest first. Days and hours are those of now's
// location. Of the versions that can be read, the newest always stays.
func (p Policy) Surplus(versions []Version, now time.Time) []Version {
	list := newestFirst(versions)
	keep := make([]bool, len(list))
	saves, autosaves := 0, 0
	hours, days := map[int64]bool{}, map[int64]bool{}
	saved := map[string]bool{} // contents of saves that stay
	for i, v := range list {
		if v.Kind == History && saved[v.SHA256] {
			continue // it became a save
		}
		if i == 0 {
			keep[i] = true
		}
		if v.Kind == History {
			autosaves++
			keep[i] = keep[i] || autosaves <= p.Saves
		} else {
			saves++
			keep[i] = keep[i] || saves <= p.Saves
		}
		local := v.When.In(now.Location())
		day := date(local).Unix()
		hour := day*24 + int64(local.Hour())
		age := now.Sub(v.When)
		if age < p.Hourly && !hours[hour] {
			keep[i], hours[hour] = true, true
		}
		if age < p.Daily && !days[day] {
			keep[i], days[day] = true, true
		}
		if keep[i] && v.Kind != History {
			saved[v.SHA256] = true
		}
	}
	var out []Version
	for i := len(list) - 1; i >= 0; i-- {
		if !keep[i] {
			out = append(out, list[i])
		}
	}
	return out
}

// date is the beginning of a day.
func date(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// newestFirst orders the versions of one document by number, not by the clock.
func newestFirst(versions []Version) []Version {
	out := slices.Clone(versions)
	slices.SortStableFunc(out, func(a, b Version) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), b.When.Compare(a.When), cmp.Compare(a.File, b.File))
	})
	return out
}

// OverLimit tells which versions must go besides, oldest first, so that all documents together take no more than the
// limit. The newest version of each document stays, even if that is too much.
func (p Policy) OverLimit(versions []Version) []Version {
	var total int64
	newest := map[string]Version{}
	for _, v := range versions {
		total += v.Disk
		if n, ok := newest[v.ID]; !ok || newestFirst([]Version{n, v})[0] == v {
			newest[v.ID] = v
		}
	}
	var out []Version
	for _, v := range oldestFirst(versions) {
		if total <= p.Bytes {
			break
		}
		if v == newest[v.ID] {
			continue
		}
		total -= v.Disk
		out = append(out, v)
	}
	return out
}

// oldestFirst orders the versions of several documents by the clock.
func oldestFirst(versions []Version) []Version {
	out := slices.Clone(versions)
	slices.SortStableFunc(out, func(a, b Version) int {
		return cmp.Or(a.When.Compare(b.When), cmp.Compare(a.Number, b.Number), cmp.Compare(a.File, b.File))
	})
	return out
}
