package evidence

import (
	"strings"
	"time"
)

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

// typedDates are the forms in which people write dates, with what each becomes.
var typedDates = []struct{ form, iso string }{
	{"2 Jan 2006", "2006-01-02"}, {"2 January 2006", "2006-01-02"}, {"2.1.2006", "2006-01-02"}, {"2. 1. 2006", "2006-01-02"},
	{"2/1/2006", "2006-01-02"}, {"Jan 2006", "2006-01"}, {"January 2006", "2006-01"},
}

// ISODate turns a date as people write it, day first, into its ISO form; what it does not know stays as it is.
func ISODate(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for _, d := range typedDates {
		if t, err := time.Parse(d.form, s); err == nil {
			return t.Format(d.iso)
		}
	}
	return s
}
