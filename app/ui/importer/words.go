package importer

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"hubscape/app/exchange"
	"hubscape/app/ui/kit"
)

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// single is one of a kind of personal data.
var single = map[string]string{
	"e-mail addresses": "e-mail address", "telephone numbers": "telephone number", "passport or identity numbers": "passport or identity number",
	"dates of birth": "date of birth", "names of people": "name of a person", "possible names of people": "possible name of a person", "case numbers": "case number",
}

// kindCounted counts personal data of a kind.
func kindCounted(n int, kind string) string {
	if one := single[kind]; n == 1 && one != "" {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, kind)
}

// sentence begins large and ends with a full stop.
func sentence(s string) string {
	s = capital(s)
	if s != "" && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

func shortName(s string) string {
	if r := []rune(s); len(r) > 48 {
		return string(r[:22]) + "…" + string(r[len(r)-22:])
	}
	return s
}

// plain makes a value of a file fit for one line: controls and marks of direction become spaces.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return strings.TrimSpace(s)
}

// toDecide says whether a row waits for an eye.
func toDecide(r *exchange.Row) bool { return r.State != exchange.Ready && r.State != exchange.Same }

// verdict is the last cell of a row and the fill of the row.
type verdict struct {
	text, icon string
	tone       kit.Tone
	fill       kit.Fill
}

// reading words what becomes of a row.
func reading(r *exchange.Row) verdict {
	left := r.Choice == exchange.Leave
	switch r.State {
	case exchange.Skipped:
		if !left {
			return verdict{"mended", "check", kit.OK, kit.FillOK}
		}
		return verdict{brief(r.Reason), "close", kit.Error, kit.FillError}
	case exchange.Swapped:
		switch {
		case left:
			return verdict{"left out", "close", kit.Ink3, kit.FillWarn}
		case r.Choice == exchange.AsWritten:
			return verdict{"as written", "swap", kit.Warn, kit.FillWarn}
		}
		return verdict{"swapped", "swap", kit.Warn, kit.FillWarn}
	case exchange.Twin:
		if left {
			return verdict{"there already", "copy", kit.Warn, kit.FillWarn}
		}
		return verdict{"added beside", "change-add", kit.Warn, kit.FillWarn}
	case exchange.Update:
		if left {
			return verdict{"left out", "close", kit.Ink3, kit.FillWarn}
		}
		return verdict{"updates", "change-edit", kit.Warn, kit.FillWarn}
	case exchange.Elsewhere:
		if left {
			return verdict{"left out", "close", kit.Ink3, kit.FillWarn}
		}
		return verdict{"other country", "warning", kit.Warn, kit.FillWarn}
	case exchange.Same:
		return verdict{"there already", "copy", kit.Ink3, kit.FillNone}
	}
	if left {
		return verdict{"left out", "close", kit.Ink3, kit.FillNone}
	}
	return verdict{"read", "check", kit.Ink2, kit.FillNone}
}

// brief is the end of a reason that fits into a cell: "latitude 426.59 is outside ±90°" becomes "outside ±90°".
func brief(reason string) string {
	if strings.Contains(reason, "outside the world") || strings.Contains(reason, "not between") {
		return "outside the world"
	}
	if strings.Contains(reason, "coordinate system") {
		return "needs a system"
	}
	reason, _, _ = strings.Cut(reason, ";")
	if _, tail, ok := strings.Cut(reason, " is "); ok && len(tail) > 5 && len([]rune(tail)) <= 28 {
		return tail
	}
	return plain(reason)
}

// choiceWords name what can become of a row, in its menu.
var choiceWords = map[exchange.Choice]string{
	exchange.Take: "Bring it in", exchange.Turn: "Turn latitude and longitude round", exchange.AsWritten: "Bring it in as written",
	exchange.Replace: "Bring the site up to date", exchange.AddTwin: "Add it beside the site that is there", exchange.Leave: "Leave it out",
}

// number is the row's number in the file: "row 8" is shown as "8".
func number(where string) string {
	where = within(where)
	for _, head := range []string{"row ", "line ", "feature "} {
		if rest, ok := strings.CutPrefix(where, head); ok && !strings.ContainsAny(rest, " ,") {
			return rest
		}
	}
	return plain(where)
}

// epsg is the name of a coordinate system as decisions hold it.
func epsg(code int) string { return "EPSG:" + strconv.Itoa(code) }

// within is the place of a row in its layer: "layer “areas”, feature 4" is shown as "feature 4".
func within(where string) string {
	where = plain(where)
	if strings.HasPrefix(where, "layer ") || strings.HasPrefix(where, "sheet ") {
		if at := strings.LastIndex(where, ", "); at >= 0 {
			return where[at+2:]
		}
	}
	return where
}
