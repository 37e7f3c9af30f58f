package evidence

import "time"

// DateText writes an ISO date as people read it: "2025-10-21" is "21 Oct 2025", "2025-10" is "Oct 2025"; a year, and
// what is no date, stays as it is.
func DateText(iso string) string {
	if t, err := time.Parse("2006-01-02", iso); err == nil {
		return t.Format("2 Jan 2006")
	}
	if t, err := time.Parse("2006-01", iso); err == nil {
		return t.Format("Jan 2006")
	}
	return iso
}
