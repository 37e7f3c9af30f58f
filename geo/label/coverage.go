package label

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// listCoverage rewrites the substitutions of a typeface so that each names its glyphs one by one. The shaper filters
// glyphs before it looks a substitution up, and its filter forgets ranges that follow after it has once been saturated:
// Arabic yeh and noon would never take their joined forms. Lists do not pass through that part of the filter.
func listCoverage(f *font.Font) {
	for i := range f.GSUB.Lookups {
		subs := f.GSUB.Lookups[i].Subtables
		for k, s := range subs {
			switch s := s.(type) {
			case tables.SingleSubs:
				switch d := s.Data.(type) {
				case tables.SingleSubstData1:
					d.Coverage = listed(d.Coverage)
					s.Data = d
				case tables.SingleSubstData2:
					d.Coverage = listed(d.Coverage)
					s.Data = d
				}
				subs[k] = s
			case tables.MultipleSubs:
				s.Coverage = listed(s.Coverage)
				subs[k] = s
			case tables.LigatureSubs:
				s.Coverage = listed(s.Coverage)
				subs[k] = s
			case tables.ChainedContextualSubs:
				if d, ok := s.Data.(tables.ChainedContextualSubs3); ok && len(d.InputCoverages) > 0 {
					d.InputCoverages[0] = listed(d.InputCoverages[0])
				}
			}
		}
	}
}

// listed turns a coverage of ranges into one of single glyphs in the same order.
func listed(c tables.Coverage) tables.Coverage {
	ranges, ok := c.(tables.Coverage2)
	if !ok {
		return c
	}
	var list tables.Coverage1
	for _, r := range ranges.Ranges {
		for g := int(r.StartGlyphID); g <= int(r.EndGlyphID); g++ {
			list.Glyphs = append(list.Glyphs, tables.GlyphID(g))
		}
	}
	return list
}
