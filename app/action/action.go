// Package action holds one Action per intent. Menu, toolbar, keys and the command palette all show and start the same
// Action, so that none of them can offer what another refuses.
//
// # Design
//
// An Action is plain data and closures and knows no toolkit: shortcuts are names, icons are names, and whether it may
// be done is asked at the moment it is shown or pressed, never stored.
package action

import (
	"fmt"
	"sort"
	"strings"
	"unicode"
)

// Action is one thing a person can want.
type Action struct {
	ID       string        // "edit.undo"
	Label    string        // "Undo": the name in lists, with a capital
	Title    func() string // the label of this moment, "Undo move Gračanica"; nil: Label
	Words    []string      // other words people look for: "take back"
	Shortcut []Shortcut    // the first is the one shown
	Icon     string        // name in assets; "" for none
	Enabled  func() bool   // nil: always
	Do       func()
}

// Name is the label of this moment.
func (a *Action) Name() string {
	if a.Title != nil {
		if t := a.Title(); t != "" {
			return t
		}
	}
	return a.Label
}

// Can tells whether it may be done now.
func (a *Action) Can() bool { return a.Enabled == nil || a.Enabled() }

// Run does it if it may be done now, and tells whether it did.
func (a *Action) Run() bool {
	if !a.Can() {
		return false
	}
	a.Do()
	return true
}

// Keys is its first shortcut as people of a system read it; "" when it has none.
func (a *Action) Keys(goos string) string {
	if len(a.Shortcut) == 0 {
		return ""
	}
	return a.Shortcut[0].Text(goos)
}

// Registry is all actions, in the order in which they were added. It is filled at start and then only read.
type Registry struct {
	list  []*Action
	byID  map[string]*Action
	byKey map[Shortcut]*Action
}

// Add adds actions. It refuses an action without id, label or deed, an id that is taken, and a shortcut that is taken;
// then it adds nothing.
func (r *Registry) Add(actions ...Action) error {
	ids, byKey := map[string]bool{}, map[Shortcut]string{}
	for i := range actions {
		a := &actions[i]
		if a.ID == "" || a.Label == "" || a.Do == nil {
			return fmt.Errorf("action %q %q: needs an id, a label and something to do", a.ID, a.Label)
		}
		if ids[a.ID] || r.byID[a.ID] != nil {
			return fmt.Errorf("action %q: the id is taken; give it another", a.ID)
		}
		ids[a.ID] = true
		for _, k := range a.Shortcut {
			owner := byKey[k]
			if other := r.byKey[k]; other != nil {
				owner = other.ID
			}
			if owner != "" {
				return fmt.Errorf("action %q: %s belongs to %q; choose another shortcut", a.ID, k, owner)
			}
			byKey[k] = a.ID
		}
	}
	r.admit(actions)
	return nil
}

func (r *Registry) admit(actions []Action) {
	if r.byID == nil {
		r.byID, r.byKey = map[string]*Action{}, map[Shortcut]*Action{}
	}
	for i := range actions {
		a := actions[i]
		r.list = append(r.list, &a)
		r.byID[a.ID] = &a
		for _, k := range a.Shortcut {
			r.byKey[k] = &a
		}
	}
}

// All is every action in order. The slice must not be changed.
func (r *Registry) All() []*Action { return r.list }

// Get finds an action by id; nil when there is none.
func (r *Registry) Get(id string) *Action { return r.byID[id] }

// ByShortcut finds the action of a shortcut; nil when there is none.
func (r *Registry) ByShortcut(s Shortcut) *Action { return r.byKey[s] }

// Press does the action of a shortcut, and tells whether it did.
func (r *Registry) Press(s Shortcut) bool {
	a := r.byKey[s]
	return a != nil && a.Run()
}

// Search lists the actions that may be done now and whose name or other words hold every word of the query, best first:
// names that start with the query, names with words that start so, then the rest; within one rank in the order they
// were added. An empty query lists all that may be done.
func (r *Registry) Search(query string) []*Action {
	words := strings.Fields(strings.ToLower(query))
	type found struct {
		a    *Action
		rank int
	}
	var out []found
	for _, a := range r.list {
		if rank, ok := a.rank(words); ok && a.Can() {
			out = append(out, found{a, rank})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].rank < out[j].rank })
	list := make([]*Action, len(out))
	for i := range out {
		list[i] = out[i].a
	}
	return list
}

// rank tells how well an action answers lower-case words: 0 best.
func (a *Action) rank(words []string) (int, bool) {
	name := strings.ToLower(a.Name())
	others := strings.ToLower(a.Label + " " + strings.Join(a.Words, " "))
	rank := 0
	for _, w := range words {
		switch {
		case startsWord(name, w):
		case startsWord(others, w):
			rank = max(rank, 2)
		case strings.Contains(name, w), strings.Contains(others, w):
			rank = max(rank, 3)
		default:
			return 0, false
		}
	}
	if rank == 0 && !strings.HasPrefix(name, strings.Join(words, " ")) {
		rank = 1
	}
	return rank, true
}

// startsWord tells whether some word of text starts with w.
func startsWord(text, w string) bool {
	for _, t := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}
