package find

import (
	"math/bits"
	"strings"
)

// tier says how well a query fits a name; smaller is better.
type tier int

const (
	exact tier = iota
	prefix
	wordPrefix
	allWords // every word of the query begins a word of the entry
	inside
	typo // one letter wrong, missing, too many, or two swapped
	related
	none
)

// shortestTypo is the number of letters from which a slip is forgiven.
const shortestTypo = 4

// query is what was typed, folded.
type query struct {
	text, sound         string
	mask, soundMask     uint32
	words               []string
	typed               string
	letters, soundCount int
}

func newQuery(typed string) query {
	f := fold(typed, false)
	q := query{typed: typed, text: f.text, sound: sound(f).text, words: strings.Fields(f.text)}
	q.mask, q.soundMask = letters(q.text), letters(q.sound)
	q.letters, q.soundCount = len([]rune(q.text)), len([]rune(q.sound))
	return q
}

// name is one spelling of an entry, folded in both ways.
type name struct {
	text            string // as it is written
	fold, sound     string
	mask, soundMask uint32
}

func newName(text string) name {
	f := fold(text, false)
	n := name{text: text, fold: f.text, sound: sound(f).text}
	n.mask, n.soundMask = letters(n.fold), letters(n.sound)
	return n
}

// fit is how a query fits a name: the better of the two folds, the coarser one half a step behind.
func (q *query) fit(n *name) (tier, bool) {
	t := fitFolded(q.text, n.fold, q.mask, n.mask, q.letters)
	if t <= prefix || q.sound == q.text && n.sound == n.fold {
		return t, false
	}
	if s := fitFolded(q.sound, n.sound, q.soundMask, n.soundMask, q.soundCount); s < t {
		return s, true
	}
	return t, false
}

func fitFolded(q, n string, qm, nm uint32, count int) tier {
	missing := bits.OnesCount32(qm &^ nm)
	if missing > 1 || q == "" {
		return none
	}
	if missing == 0 {
		if strings.HasPrefix(n, q) {
			if len(n) == len(q) {
				return exact
			}
			return prefix
		}
		if i := strings.Index(n, q); i > 0 {
			if wordAt(n, q) >= 0 {
				return wordPrefix
			}
			if count >= 2 {
				return inside
			}
			return none
		}
	}
	if count >= shortestTypo && slipAtWord(q, n) >= 0 {
		return typo
	}
	return none
}

// wordAt is where q begins a word of n, or -1.
func wordAt(n, q string) int {
	for from := 0; ; {
		i := strings.Index(n[from:], q)
		if i < 0 {
			return -1
		}
		if i += from; i == 0 || n[i-1] == ' ' {
			return i
		}
		from = i + 1
	}
}

// slipAtWord is the start of a word of n from which q fits with one slip, or -1.
func slipAtWord(q, n string) int {
	for i := 0; i >= 0 && i < len(n); {
		if slip(q, n[i:]) > 0 {
			return i
		}
		j := strings.IndexByte(n[i:], ' ')
		if j < 0 {
			return -1
		}
		i += j + 1
	}
	return -1
}

// slip is the number of bytes at the start of n that q is one edit away from (a wrong, missing or extra letter, or two
// neighbours swapped: Damerau and Levenshtein's distance), ending where a word of n ends or q does; 0 for none. The
// first letter must be right, or the two first swapped.
func slip(q, n string) int {
	i := 0
	for i < len(q) && i < len(n) && q[i] == n[i] {
		i++
	}
	if i == len(q) {
		return 0 // no slip at all
	}
	rest := func(from, at int) int { // q[from:] continues at n[at:]
		if at <= len(n) && strings.HasPrefix(n[at:], q[from:]) {
			return at + len(q) - from
		}
		return 0
	}
	if i+1 < len(q) && i+1 < len(n) && q[i] == n[i+1] && q[i+1] == n[i] {
		if end := rest(i+2, i+2); end > 0 {
			return end
		}
	}
	if i == 0 {
		return 0
	}
	if end := rest(i+1, i+1); i < len(n) && end > 0 { // wrong
		return end
	}
	if end := rest(i, i+1); end > 0 { // missing
		return end
	}
	if end := rest(i+1, i); end > 0 { // too many
		return end
	}
	return 0
}

// Range is a run of bytes of a text, to be shown bold.
type Range struct{ From, To int }

// ranges finds what of a shown text the query fits, for bold letters; nil when nothing.
func (q *query) ranges(text string) []Range {
	f := fold(text, true)
	if r, ok := locate(q.text, f); ok {
		return []Range{r}
	}
	s := sound(f)
	if r, ok := locate(q.sound, s); ok {
		return []Range{r}
	}
	var out []Range
	if len(q.words) > 1 {
		for _, w := range q.words {
			if r, ok := locateWord(w, f); ok {
				out = append(out, r)
			}
		}
		return tidy(out)
	}
	if q.letters >= shortestTypo {
		if i := slipAtWord(q.text, f.text); i >= 0 {
			return []Range{span(f, i, i+slip(q.text, f.text[i:]))}
		}
		if i := slipAtWord(q.sound, s.text); i >= 0 && q.soundCount >= shortestTypo {
			return []Range{span(s, i, i+slip(q.sound, s.text[i:]))}
		}
	}
	return nil
}

func locate(q string, f folded) (Range, bool) {
	if q == "" {
		return Range{}, false
	}
	i := wordAt(f.text, q)
	if i < 0 && len(q) > 1 {
		i = strings.Index(f.text, q)
	}
	if i < 0 {
		return Range{}, false
	}
	return span(f, i, i+len(q)), true
}

func locateWord(q string, f folded) (Range, bool) {
	if i := wordAt(f.text, q); i >= 0 {
		return span(f, i, i+len(q)), true
	}
	return Range{}, false
}

func span(f folded, from, to int) Range { return Range{f.pieces[from].from, f.pieces[to-1].to} }

// tidy sorts ranges and joins those that overlap.
func tidy(in []Range) []Range {
	for i := 1; i < len(in); i++ {
		for j := i; j > 0 && in[j].From < in[j-1].From; j-- {
			in[j], in[j-1] = in[j-1], in[j]
		}
	}
	var out []Range
	for _, r := range in {
		if n := len(out); n > 0 && r.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	return out
}
