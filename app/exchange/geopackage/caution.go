package geopackage

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ncruces/go-sqlite3"

	"hubscape/app/exchange/feature"
)

// SQLite asks whether to go on once in a thousand steps, and a step can be long: a search for one text of megabytes in
// another, or a pattern of many wildcards, keeps it busy for hours. So while anything that the file's own expressions
// take part in is read, texts are kept small, only some functions are at hand, and those of them that can take long are
// our own, whose time grows with the size of what they are given.

// cautiousLength is the longest value while expressions of the file's own are evaluated, in bytes.
const cautiousLength = 4 << 20

// cautious sets whether expressions of the file's own may be evaluated in what comes.
func (in *reader) cautious(on bool) {
	in.careful = on
	length := feature.MaxFeature
	if on {
		length = cautiousLength
	}
	in.conn.Limit(sqlite3.LIMIT_LENGTH, length)
}

// longest is the longest value at present, in MB.
func (in *reader) longest() int {
	if in.careful {
		return cautiousLength >> 20
	}
	return feature.MaxFeature >> 20
}

// atHand are the functions that views may use.
var atHand = words(`abs avg coalesce concat concat_ws count cume_dist date datetime dense_rank first_value glob group_concat
	hex if ifnull iif instr julianday lag last_value lead length like likelihood likely lower ltrim max min nth_value ntile
	nullif percent_rank quote rank replace round row_number rtrim sign strftime string_agg substr substring sum time total
	trim typeof unicode unixepoch unlikely upper json_extract json_valid json_type -> ->>`)

func words(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// authorize is asked about all that a statement does.
func (in *reader) authorize(action sqlite3.AuthorizerActionCode, _, function, _, _ string) sqlite3.AuthorizerReturnCode {
	switch action {
	case sqlite3.AUTH_SELECT, sqlite3.AUTH_READ, sqlite3.AUTH_RECURSIVE:
		return sqlite3.AUTH_OK
	case sqlite3.AUTH_FUNCTION:
		if atHand[strings.ToLower(function)] {
			return sqlite3.AUTH_OK
		}
	case sqlite3.AUTH_PRAGMA:
		if in.pragmas {
			return sqlite3.AUTH_OK
		}
	}
	return sqlite3.AUTH_DENY
}

// ownFunctions puts functions of ours in the place of SQLite's that can take long.
func (in *reader) ownFunctions() error {
	const flags = sqlite3.DETERMINISTIC | sqlite3.INNOCUOUS
	for _, f := range []struct {
		name string
		args int
		call sqlite3.ScalarFunction
	}{
		{"like", 2, like}, {"like", 3, like}, {"glob", 2, glob}, {"instr", 2, instr}, {"replace", 3, replace},
		{"trim", 2, trim(strings.Trim)}, {"ltrim", 2, trim(strings.TrimLeft)}, {"rtrim", 2, trim(strings.TrimRight)},
		{"randomblob", 1, refuse}, {"zeroblob", 1, refuse}, {"printf", -1, refuse}, {"format", -1, refuse}, {"unhex", 2, refuse},
	} {
		if err := in.conn.CreateFunction(f.name, f.args, flags, f.call); err != nil {
			return err
		}
	}
	return nil
}

func refuse(c sqlite3.Context, _ ...sqlite3.Value) { c.ResultError(fmt.Errorf("not at hand")) }

// texts gives the arguments as text; false when one is null, and the result is null with it.
func texts(c sqlite3.Context, args []sqlite3.Value) ([]string, bool) {
	all := make([]string, len(args))
	for i, a := range args {
		if a.Type() == sqlite3.NULL {
			c.ResultNull()
			return nil, false
		}
		all[i] = a.Text()
	}
	return all, true
}

// instr gives where one text first stands in another, counted in letters from 1; 0 for nowhere.
func instr(c sqlite3.Context, args ...sqlite3.Value) {
	if t, ok := texts(c, args); ok {
		at := strings.Index(t[0], t[1])
		if at > 0 && args[0].Type() != sqlite3.BLOB {
			at = utf8.RuneCountInString(t[0][:at])
		}
		c.ResultInt(at + 1)
	}
}

func replace(c sqlite3.Context, args ...sqlite3.Value) {
	t, ok := texts(c, args)
	switch {
	case !ok:
	case t[1] == "":
		c.ResultText(t[0])
	case len(t[0])+strings.Count(t[0], t[1])*(len(t[2])-len(t[1])) > cautiousLength:
		c.ResultError(sqlite3.TOOBIG)
	default:
		c.ResultText(strings.ReplaceAll(t[0], t[1], t[2]))
	}
}

func trim(by func(text, letters string) string) sqlite3.ScalarFunction {
	return func(c sqlite3.Context, args ...sqlite3.Value) {
		t, ok := texts(c, args)
		switch {
		case !ok:
		case len(t[1]) > 100:
			c.ResultError(sqlite3.TOOBIG)
		default:
			c.ResultText(by(t[0], t[1]))
		}
	}
}

// like is text LIKE pattern ESCAPE escape: letters of ASCII match without regard to case.
func like(c sqlite3.Context, args ...sqlite3.Value) {
	t, ok := texts(c, args)
	if !ok {
		return
	}
	var escape rune = -1
	if len(t) == 3 {
		escape, _ = utf8.DecodeRuneInString(t[2])
	}
	var pattern []wildcard
	for rest := t[0]; rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
		switch {
		case r == escape && rest != "":
			r, n = utf8.DecodeRuneInString(rest)
			rest = rest[n:]
			pattern = append(pattern, wildcard{letter: r})
		case r == '%':
			pattern = append(pattern, wildcard{any: true})
		case r == '_':
			pattern = append(pattern, wildcard{one: true})
		default:
			pattern = append(pattern, wildcard{letter: r})
		}
	}
	answer(c, pattern, t[1], true)
}

// glob is text GLOB pattern, without sets of letters in brackets.
func glob(c sqlite3.Context, args ...sqlite3.Value) {
	t, ok := texts(c, args)
	if !ok {
		return
	}
	if strings.Contains(t[0], "[") {
		refuse(c)
		return
	}
	var pattern []wildcard
	for _, r := range t[0] {
		pattern = append(pattern, wildcard{letter: r, any: r == '*', one: r == '?'})
	}
	answer(c, pattern, t[1], false)
}

// wildcard is one place of a pattern: a letter, any one letter, or any letters.
type wildcard struct {
	letter   rune
	one, any bool
}

func answer(c sqlite3.Context, pattern []wildcard, text string, fold bool) {
	if len(pattern) > 100 {
		c.ResultError(sqlite3.TOOBIG)
		return
	}
	c.ResultBool(matches(pattern, []rune(text), fold))
}

// matches compares in steps of at most letters times places: only the last "any letters" ever needs to take more.
func matches(pattern []wildcard, text []rune, fold bool) bool {
	p, t, lastAny, from := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p].any:
			lastAny, from = p, t
			p++
		case p < len(pattern) && (pattern[p].one || sameLetter(pattern[p].letter, text[t], fold)):
			p++
			t++
		case lastAny >= 0:
			from++
			p, t = lastAny+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p].any {
		p++
	}
	return p == len(pattern)
}

func sameLetter(a, b rune, fold bool) bool {
	if fold {
		a, b = lower(a), lower(b)
	}
	return a == b
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}
