package library

import "hubscape/app/scenario"

// Elsewhere is a scenario.
func Elsewhere() *scenario.Scenario { return book{name: "elsewhere"}.scenario() }
