package palette

import (
	"testing"

	"hubscape/app/find"
)

func TestTheLikeliestRowIsChosen(t *testing.T) {
	inside := find.Result{Title: "Copenhagen", TitleMatch: []find.Range{{From: 1, To: 5}}}
	start := find.Result{Title: "Open…", TitleMatch: []find.Range{{From: 0, To: 4}}}
	site := find.Result{Kind: find.Site, Title: "Opening", TitleMatch: []find.Range{{From: 0, To: 4}}}
	for _, c := range []struct {
		results []find.Result
		want    int
	}{{nil, 0}, {[]find.Result{inside}, 0}, {[]find.Result{inside, start}, 1}, {[]find.Result{start, inside}, 0}, {[]find.Result{inside, start, site}, 2}} {
		p := &Palette{results: c.results}
		if got := p.likeliest(); got != c.want {
			t.Errorf("of %v row %d is chosen, not %d", c.results, got, c.want)
		}
	}
}
