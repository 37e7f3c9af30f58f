package scenario

import "time"

// Env is what a command may take from the world; passed in so that tests are exact.
type Env struct {
	Now   func() time.Time
	NewID func() string // UUIDv4
}

// Command is one intent that changes a scenario.
type Command interface {
	// Label is the act in words, capitalised, in the past tense for the toast: "Moved Gračanica by 2.4 km".
	Label(before *Scenario) string
	// Apply gives the changed scenario, or an error that says what, where and what to do; s itself is never changed.
	Apply(s *Scenario, env Env) (*Scenario, error)
	// MergeKey joins successive commands into one undo step until sealed; "" never merges.
	MergeKey() string
}

// The commands. Each is a value.
type (
	// PlaceSite adds a site. An empty ID is filled in; the Changes of the event tell which.
	PlaceSite struct{ Site Site }
	// MoveSite moves a site to lon, lat; drags of one site merge until sealed.
	MoveSite struct {
		ID       string
		Lon, Lat float64
	}
	// RenameSite renames a site.
	RenameSite struct{ ID, Name string }
	// EditSite replaces a site's fields; What names the field for the label ("capacity").
	EditSite struct {
		Site Site
		What string
	}
	// DeleteSites removes sites and every link to them.
	DeleteSites struct{ IDs []string }
	// DuplicateSite copies a site under NewID (filled in when empty), about 1 km to the south-east.
	DuplicateSite struct{ ID, NewID string }
	// SetGate sets one gate's result at a site; "" clears it.
	SetGate struct{ Site, Gate, Result, Basis string }
	// AttachNote links a note to a site or a place (one of the two).
	AttachNote struct{ Note, Site, Place string }
	// DetachNote takes such a link away.
	DetachNote struct{ Note, Site, Place string }
	// PutNote adds or replaces a note.
	PutNote struct{ Note Note }
	// DeleteNote removes a note.
	DeleteNote struct{ ID string }
	// PutFact adds or replaces a fact together with its source when NewSource is set.
	PutFact struct {
		Fact      Fact
		NewSource *Source
	}
	// DeleteFact removes a fact.
	DeleteFact struct{ ID string }
	// PutSource adds or replaces a source.
	PutSource struct{ Source Source }
	// DeleteSource removes a source that nothing refers to.
	DeleteSource struct{ ID string }
	// PutPosition adds or replaces a position.
	PutPosition struct{ Position Position }
	// DeletePosition removes a position.
	DeletePosition struct{ ID string }
	// PutGroup adds or replaces a group.
	PutGroup struct{ Group Group }
	// DeleteGroup removes a group that no note refers to.
	DeleteGroup struct{ ID string }
	// PutPlan adds or replaces a plan.
	PutPlan struct{ Plan Plan }
	// DeletePlan removes a plan.
	DeletePlan struct{ ID string }
	// EditDocument changes title, question, purpose, handling, Kosovo note or language; nil leaves a field alone.
	EditDocument struct {
		Title, Question, Purpose, Language *string
		Handling                           *Handling
		KosovoNote                         *KosovoNote
	}
	// PutLayer adds or replaces a layer; What names what was changed for the label ("style") and joins what is dragged.
	PutLayer struct {
		Layer Layer
		What  string
	}
	// DeleteLayer removes a layer and its features.
	DeleteLayer struct{ ID string }
	// StackLayers puts the layers in the order in which they are drawn; IDs names each once, the lowest first.
	StackLayers struct{ IDs []string }
	// Patch brings items to the state that each change names (After; nil removes it), as one step. It is how an import
	// comes in, how a difference is taken back and how a recovered step is done again. Said is its label in the past
	// tense, "Imported 38 sites from sites.csv"; Do is how a menu names it after the word Undo, "import of sites.csv".
	// When something that stays refers to what goes, the patch is refused; with Mend the link goes too, as when sites
	// are deleted: that is for taking back.
	Patch struct {
		Said, Do string
		Changes  []Change
		Mend     bool

		from, to *Scenario // what it was prepared for, and what it makes of that
	}
	// SetOpeningView stores the view a document opens with; nil clears it.
	SetOpeningView struct{ View *View }
)
