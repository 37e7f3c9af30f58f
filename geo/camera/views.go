package camera

import "github.com/paulmach/orb"

// View is a named piece of the world.
type View struct {
	Name  string
	Bound orb.Bound // west, south to east, north; degrees
}

// Views lists the built-in views.
func Views() []View {
	return []View{
		{"africa", orb.Bound{Min: orb.Point{-20, -36}, Max: orb.Point{55, 38}}},
		{"balkans", orb.Bound{Min: orb.Point{18, 40.5}, Max: orb.Point{23.5, 46.5}}},
		{"kosovo", orb.Bound{Min: orb.Point{20, 41.8}, Max: orb.Point{21.9, 43.3}}},
		{"wide", orb.Bound{Min: orb.Point{-25, -36}, Max: orb.Point{60, 60}}},
	}
}

// ViewNamed finds a built-in view.
func ViewNamed(name string) (View, bool) {
	for _, v := range Views() {
		if v.Name == name {
			return v, true
		}
	}
	return View{}, false
}
