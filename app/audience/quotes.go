package audience

import (
	"maps"
	"slices"
	"strings"

	"hubscape/app/scenario"
)

// shared is how many words in a row, the same in a text that stays and in one that was held back, are a quotation.
const shared = 8

// quotes looks for what was held back in every text of the copy.
func (r *Report) quotes(out *scenario.Scenario) {
	if len(r.secrets) == 0 {
		return
	}
	runs := r.runs()
	for _, p := range pieces(out) {
		text := normal(p.text)
		found := map[int]bool{}
		w := words(text)
		for i := 0; i+shared <= len(w); i++ {
			if s, ok := runs[strings.Join(w[i:i+shared], " ")]; ok {
				found[s] = true
			}
		}
		for _, n := range r.texts.in([]byte(text)) {
			found[n.secret] = true
		}
		r.places.in(p.text, found)
		for _, i := range slices.Sorted(maps.Keys(found)) {
			s := r.secrets[i]
			r.Finds = append(r.Finds, Find{Where: p.where.in(p.field), What: s.short(), Remedy: remedy(s), Term: i, Kind: p.where.kind, ID: p.where.id, Part: p.where.part})
		}
	}
}

// runs lists the runs of words of every text that was held back.
func (r *Report) runs() map[string]int {
	runs := map[string]int{}
	for i, s := range r.secrets {
		if s.kind == kindPoint || s.kind == kindID || s.kind == kindAddress {
			continue
		}
		w := words(normal(s.text))
		for j := 0; j+shared <= len(w); j++ {
			run := strings.Join(w[j:j+shared], " ")
			if _, ok := runs[run]; !ok {
				runs[run] = i
			}
		}
	}
	return runs
}

func remedy(s secret) string {
	switch s.kind {
	case kindPoint:
		return "take the position out of the text"
	case kindAttribution, kindRole:
		return "reword it so that nobody is named, or leave the item out"
	}
	return "reword it, or leave the item out"
}
