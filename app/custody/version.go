package custody

import (
	"time"

	"hubscape/app/backup"
	"hubscape/app/difference"
	"hubscape/app/scenario"
)

// version describes a version of doc for the list of earlier versions: what was done last, and how much differs from
// what the file held before.
func (k *Keeper) version(doc *scenario.Scenario, path string, kind backup.Kind, when time.Time) backup.Version {
	v := backup.Version{ID: doc.ID, Path: path, Title: doc.Title, Kind: kind, When: when}
	st := k.o.Session.State()
	for i := len(st.Undo) - 1; i >= 0 && v.Label == ""; i-- {
		if st.Undo[i].After == doc {
			v.Label = st.Undo[i].Did
		}
	}
	if st.Saved != nil && st.Saved.ID == doc.ID {
		for _, n := range difference.Between(st.Saved, doc, difference.Options{}).Counts() {
			v.Changes += n
		}
	}
	return v
}

// ours answers a *Held when someone took the file over meanwhile.
func ours(l Lock) error {
	if x, ok := l.(interface{ Lost() error }); ok {
		return x.Lost()
	}
	return nil
}
