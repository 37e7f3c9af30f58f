package importer

import (
	"fmt"

	"hubscape/app/exchange"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// mergeLine is one item of another scenario: new here, or in both and different.
type mergeLine struct {
	kind, name string
	differs    string // what differs, in words; "" when it is new
}

func (m mergeLine) line() kit.TableLine {
	last := kit.TableText{Text: "joins", Icon: "change-add", Tone: kit.OK}
	out := kit.TableLine{}
	if m.differs != "" {
		last = kit.TableText{Text: "stays as it is here", Icon: "difference", Tone: kit.Warn}
		out.Fill = kit.FillWarn
	}
	out.Cells = []kit.TableText{{Text: capital(m.kind), Tone: kit.Ink3}, {Text: m.name, Strong: m.differs == ""}, last}
	return out
}

// mergeLines lists what would join the document, after what is in both and differs.
func (s *Sheet) mergeLines() []mergeLine {
	var differs, joins []mergeLine
	report := s.host.Compare(s.doc, s.file.Doc)
	for _, r := range report.Rows() {
		switch {
		case r.Kind == "document" || r.Sort.Did() == "removed":
		case r.Path == "" && r.Sort.Did() == "added":
			joins = append(joins, mergeLine{kind: r.Kind, name: plain(r.Name)})
		default:
			differs = append(differs, mergeLine{kind: r.Kind, name: plain(r.Sentence()), differs: r.Text})
		}
	}
	return append(differs, joins...)
}

// mergeMarks are the sites that would join.
func (s *Sheet) mergeMarks() []Mark {
	var out []Mark
	for _, x := range s.file.Doc.Sites.All() {
		if s.isNew(x) && x.At != nil && len(out) < mostMarks {
			out = append(out, Mark{At: *x.At})
		}
	}
	return out
}

func (s *Sheet) isNew(x *scenario.Site) bool {
	_, ok := s.doc.Sites.Get(x.ID)
	return !ok
}

func mergeTitle(m *exchange.Merge) string {
	switch n := len(m.Kept); n {
	case 0:
		return counted(m.Total, "new item")
	case 1:
		return fmt.Sprintf("%s; 1 in both differs and stays", counted(m.Total, "new item"))
	default:
		return fmt.Sprintf("%s; %d in both differ and stay", counted(m.Total, "new item"), n)
	}
}
