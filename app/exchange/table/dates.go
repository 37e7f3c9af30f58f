package table

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// dateStyle says which parts of a date a number format shows; zero for a format of plain numbers.
type dateStyle struct {
	year, month, day, clock bool
	elapsed                 bool // hours go beyond 24
}

// builtin gives the date formats that a workbook need not spell out.
func builtin(id int) dateStyle {
	switch {
	case id >= 14 && id <= 16, id >= 27 && id <= 31, id >= 34 && id <= 36, id >= 50 && id <= 58:
		return dateStyle{year: true, month: true, day: true}
	case id == 17:
		return dateStyle{year: true, month: true}
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return dateStyle{clock: true}
	case id == 22:
		return dateStyle{year: true, month: true, day: true, clock: true}
	case id == 46:
		return dateStyle{clock: true, elapsed: true}
	}
	return dateStyle{}
}

// readStyles finds out which cell formats show dates.
func (b *book) readStyles(part string) error {
	codes := map[int]dateStyle{}
	inFormats := false
	return b.walk(part, func(el xml.StartElement) error {
		switch el.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(el, "numFmtId")); err == nil {
				codes[id] = parseFormat(attr(el, "formatCode"))
			}
		case "cellXfs":
			inFormats = true
		case "xf":
			if !inFormats || len(b.dates) > 1<<16 {
				return nil
			}
			id, _ := strconv.Atoi(attr(el, "numFmtId"))
			style, own := codes[id]
			if !own {
				style = builtin(id)
			}
			b.dates = append(b.dates, style)
		}
		return nil
	}, nil, func(name string) {
		if name == "cellXfs" {
			inFormats = false
		}
	})
}

// parseFormat looks for the letters of dates and times in a number format, outside quotation marks and brackets.
func parseFormat(code string) dateStyle {
	code, _, _ = strings.Cut(code, ";")
	var s dateStyle
	ms := 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return dateStyle{}
			}
			if inner := strings.ToLower(code[i+1 : i+end]); inner != "" && strings.Trim(inner, "hms") == "" {
				s.clock, s.elapsed = true, true
			}
			i += end
		case 'y', 'Y', 'e':
			s.year = true
		case 'd', 'D':
			s.day = true
		case 'h', 'H', 's', 'S':
			s.clock = true
		case 'm', 'M':
			ms++
		case '#', '?', 'E', 'G':
			return dateStyle{}
		}
	}
	s.month = ms > 0 && (s.year || s.day || !s.clock)
	return s
}

// format writes a day number as the ISO date or time that its cell shows. ok is false for formats of plain numbers
// and for days that are no date.
func (s dateStyle) format(v float64, from1904 bool) (text string, ok bool) {
	if s == (dateStyle{}) || v < 0 || v >= 2958466 {
		return "", false
	}
	if !s.year && !s.month && !s.day {
		return clockText(v, s.elapsed), true
	}
	whole, part := math.Modf(v)
	millis := math.Round(part * 86_400_000)
	if millis == 86_400_000 {
		whole, millis = whole+1, 0
	}
	day, known := dayOf(int(whole), from1904)
	if !known {
		return "", false
	}
	switch {
	case millis != 0:
		at := day.Add(time.Duration(millis) * time.Millisecond)
		if at.Nanosecond() != 0 {
			return at.Format("2006-01-02T15:04:05.000"), true
		}
		return at.Format("2006-01-02T15:04:05"), true
	case s.year && s.month && !s.day && day.Day() == 1:
		return day.Format("2006-01"), true
	}
	return day.Format("2006-01-02"), true
}

// dayOf turns a day number into a date. Workbooks that count from 1900 believe that year had a 29 February.
func dayOf(n int, from1904 bool) (time.Time, bool) {
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n == 0 || n == 60:
		return time.Time{}, false
	case n < 60:
		base = base.AddDate(0, 0, 1)
	}
	return base.AddDate(0, 0, n), true
}

func clockText(v float64, elapsed bool) string {
	seconds := int64(math.Round(v * 86_400))
	if !elapsed {
		seconds %= 86_400
	}
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}
