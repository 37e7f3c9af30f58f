package table

import (
	"strings"
)

// separators that a table may have, the likelier first where nothing else tells.
var separators = []byte{'\t', ';', ',', '|'}

// separatorNames are for people.
var separatorNames = map[byte]string{'\t': "tab", ';': "semicolon", ',': "comma", '|': "vertical bar"}

// sepLine reads the line with which Excel names the separator ("sep=;"); rest begins behind it.
func sepLine(text string) (sep byte, rest string) {
	head, tail, _ := strings.Cut(text, "\n")
	line := strings.Trim(strings.TrimSpace(head), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") {
		return line[4], tail
	}
	if len(head) > 4 && strings.EqualFold(strings.TrimRight(head, "\r"), "sep=\t") {
		return '\t', tail
	}
	return 0, text
}

// guessSeparator chooses the separator that cuts the first records into rows of one length and leaves cells that are
// whole: none of them holds another separator, unless as a decimal comma.
func guessSeparator(text string) byte {
	if len(text) > sampled {
		text = text[:sampled]
		if i := strings.LastIndexAny(text, "\r\n"); i > 0 {
			text = text[:i]
		}
	}
	best, bestScore := byte(','), 0.0
	for _, sep := range separators {
		if strings.IndexByte(text, sep) < 0 {
			continue
		}
		if score := separatorScore(text, sep); score > bestScore+1e-9 {
			best, bestScore = sep, score
		}
	}
	return best
}

func separatorScore(text string, sep byte) float64 {
	s := newScanner(text, sep)
	counts := map[int]int{}
	records, cells, impure := 0, 0, 0
	var record []string
	for records < 200 {
		var ok bool
		if record, _, ok = s.next(record[:0]); !ok {
			break
		}
		if blankRecord(record) {
			continue
		}
		records++
		counts[len(record)]++
		for _, c := range record {
			cells++
			if holdsSeparator(c, sep) {
				impure++
			}
		}
	}
	width, rows := 0, 0
	for w, n := range counts {
		if n > rows || n == rows && w > width {
			width, rows = w, n
		}
	}
	if records == 0 || width < 2 {
		return 0
	}
	alike := float64(rows) / float64(records)
	return alike*(1-0.9*float64(impure)/float64(cells)) + 0.01*float64(min(width, 20))/20
}

// holdsSeparator tells whether a cell seems to be two: a separator stands in it that is no decimal comma and has no
// space after it, as a comma in a sentence has.
func holdsSeparator(cell string, own byte) bool {
	for i := 0; i < len(cell); i++ {
		switch c := cell[i]; {
		case c == own || strings.IndexByte("\t;,|", c) < 0:
			continue
		case c == ',' && own != ',' && (i+1 == len(cell) || cell[i+1] == ' ' || digitAt(cell, i-1) && digitAt(cell, i+1)):
			continue
		}
		return true
	}
	return false
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

func blankRecord(record []string) bool {
	for _, c := range record {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
