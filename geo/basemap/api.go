package basemap

import "math"

func pow2(x float64) float64 { return math.Exp2(x) }

// index holds what Locate and Country need; built by Decode and on first use.
type index struct{}
