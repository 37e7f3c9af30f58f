package scenario

// Label is the act in words.
func (c PlaceSite) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c MoveSite) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c RenameSite) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c EditSite) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeleteSites) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DuplicateSite) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c SetGate) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c AttachNote) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DetachNote) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c PutNote) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeleteNote) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c PutFact) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeleteFact) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c PutSource) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeleteSource) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c PutPosition) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeletePosition) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c PutGroup) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeleteGroup) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c PutPlan) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeletePlan) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c EditDocument) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c SetOpeningView) Label(before *Scenario) string { return c.act(before).label() }

// MergeKey is empty: each is a step of its own.
func (c PlaceSite) MergeKey() string { return "" }

// MergeKey joins what is typed or dragged in one go.
func (c MoveSite) MergeKey() string { return "move " + c.ID }

// MergeKey is empty: each is a step of its own.
func (c RenameSite) MergeKey() string { return "" }

// MergeKey joins what is typed or dragged in one go.
func (c EditSite) MergeKey() string {
	if c.What == "" {
		return ""
	}
	return "edit " + c.Site.ID + " " + c.What
}

// MergeKey is empty: each is a step of its own.
func (c DeleteSites) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DuplicateSite) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c SetGate) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c AttachNote) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DetachNote) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c PutNote) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DeleteNote) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c PutFact) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DeleteFact) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c PutSource) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DeleteSource) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c PutPosition) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DeletePosition) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c PutGroup) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DeleteGroup) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c PutPlan) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c DeletePlan) MergeKey() string { return "" }

// MergeKey joins what is typed or dragged in one go.
func (c EditDocument) MergeKey() string { return "document" + c.act(nil).what }

// MergeKey is empty: each is a step of its own.
func (c SetOpeningView) MergeKey() string { return "" }
