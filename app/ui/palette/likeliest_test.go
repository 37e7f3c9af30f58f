package palette

import (
	"testing"

	"hubscape/app/find"
)

func TestTheLikeliestRowIsChosen(t *testing.T) {
	abuja := find.Result{Kind: find.Town, Title: "Abuja", TitleMatch: []find.Range{{From: 0, To: 5}}} // one slip away
	copenhagen := find.Result{Kind: find.Town, Title: "Copenhagen"}
	shanghai := find.Result{Kind: find.Town, Title: "Shanghai"}
	gjader := find.Result{Kind: find.Town, Title: "Gjadër"}
	about := find.Result{Kind: find.Act, Title: "About Hubscape"}
	open := find.Result{Kind: find.Act, Title: "Open…"}
	site := find.Result{Kind: find.Site, Title: "Gjadër"}
	shengjin := find.Result{Kind: find.Site, Title: "Shëngjin"}
	for _, c := range []struct {
		typed   string
		results []find.Result
		want    int
	}{
		{"x", nil, 0},
		{"about", []find.Result{abuja, copenhagen, about}, 2},
		{"OPEN", []find.Result{copenhagen, open}, 1},
		{"gjader", []find.Result{gjader, copenhagen, site}, 2},
		{"sh", []find.Result{shanghai, shengjin}, 0},
		{"sel", []find.Result{{Kind: find.Town, Title: "Selma"}, {Kind: find.Act, Title: "Select and move"}}, 0},
		{"shqip", []find.Result{{Kind: find.Country, Title: "Albania"}, {Kind: find.Town, Title: "Shqiponja"}}, 0},
		{"Абуџа", []find.Result{abuja, about}, 0},
		{"", []find.Result{open, about}, 0},
	} {
		if got := likeliest(c.typed, c.results); got != c.want {
			t.Errorf("%q chooses row %d, not %d", c.typed, got, c.want)
		}
	}
}
