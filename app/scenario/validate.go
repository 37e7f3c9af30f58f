package scenario

// Problem is one thing wrong in a scenario.
type Problem struct {
	Where   string // `site "Gračanica": capacity`
	Message string // what is wrong and what to do
}

// String is the problem in one line.
func (p Problem) String() string { return p.Where + " " + p.Message }

// Validate lists what is wrong in a scenario, in a fixed order.
func Validate(s *Scenario) []Problem { return nil }
