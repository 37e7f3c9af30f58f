package session_test

import (
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/session"
)

func Example() {
	n := 0
	env := scenario.Env{
		Now:   func() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) },
		NewID: func() string { n++; return fmt.Sprintf("id-%d", n) },
	}
	s := session.New(scenario.New("Exercise", env), session.Options{Env: env})
	stop := s.Listen(func(e session.Event) { fmt.Println(e.Kind, e.Label) })
	defer stop()

	if err := s.Do(scenario.PlaceSite{Site: scenario.Site{Name: "Gračanica", At: &orb.Point{21.19, 42.6}}}); err != nil {
		fmt.Println(err)
	}
	id := s.Scenario().Sites.All()[0].ID
	for _, lat := range []float64{42.61, 42.62} { // a drag: one step
		if err := s.Do(scenario.MoveSite{ID: id, Lon: 21.19, Lat: lat}); err != nil {
			fmt.Println(err)
		}
	}
	s.Seal()
	fmt.Println("Undo", s.UndoLabel())
	s.Undo()
	fmt.Println(s.Scenario().Sites.All()[0].At.Lat(), s.Dirty())
	fmt.Println(s.Do(scenario.MoveSite{ID: id, Lon: 42.6, Lat: 121.19}))
	// Output:
	// did Placed Gračanica
	// did Moved Gračanica by 1.1 km
	// did Moved Gračanica by 2.2 km
	// Undo move Gračanica
	// undid move Gračanica
	// 42.6 true
	// site "Gračanica": position has latitude 121.19, outside -90 to 90; are latitude and longitude swapped?
}
