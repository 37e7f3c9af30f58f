package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// balkans and africa are places in the form "name;latitude;longitude".
var balkans = []string{"Niš;43.325;21.896", "Vranje;42.551;21.9", "Pazar;43.138;20.516", "Elbasan;41.112;20.082", "Korça;41.2;20.1",
	"Kumanovo;42.132;21.714", "Tetovo;42.01;20.971", "Peja;42.659;20.288", "Tirana;41.328;19.819", "Kukës;42.077;20.422"}

var africa = []string{"Tripoli;32.887;13.191", "Kigali;-1.944;30.062", "Agadez;16.973;7.991", "Djibouti;11.588;43.145", "Asmara;15.339;38.931",
	"Khartoum;15.501;32.56", "Kampala;0.347;32.582", "Tunis;36.806;10.181"}

// swappedNames writes places in a table, those at the indices with their numbers in each other's column, and gives the
// names of the rows that are taken for swapped.
func swappedNames(t *testing.T, places []string, turned ...int) string {
	t.Helper()
	lines := []string{"name;lat;lon"}
	for i, p := range places {
		c := strings.Split(p, ";")
		if slices.Contains(turned, i) {
			c[1], c[2] = c[2], c[1]
		}
		lines = append(lines, strings.Join(c, ";"))
	}
	_, tab := readText(t, strings.Join(lines, "\n")+"\n")
	var names []string
	for i, r := range Rows(tab, Guess(tab)) {
		if r.State == Swapped {
			names = append(names, r.Feature.Name)
			if at := r.Feature.Geometry.(orb.Point); fmt.Sprintf("%s;%v;%v", r.Feature.Name, at[1], at[0]) != places[i] {
				t.Errorf("%s is turned to %v, want %s", r.Feature.Name, at, places[i])
			}
		}
	}
	return strings.Join(names, " ")
}

func TestSwappedRowsOfAShortList(t *testing.T) {
	for _, c := range []struct {
		name   string
		places []string
		turned []int
		want   string
	}{
		{"1 of 3", []string{balkans[0], balkans[1], balkans[5]}, []int{2}, "Kumanovo"},
		{"1 of 3, first", []string{balkans[7], balkans[3], balkans[0]}, []int{0}, "Peja"},
		{"1 of 4", balkans[:4], []int{1}, "Vranje"},
		{"2 of 5", balkans[3:8], []int{2, 3}, "Kumanovo Tetovo"},
		{"2 of 7", balkans[:7], []int{5, 6}, "Kumanovo Tetovo"},
		{"3 of 7", balkans[:7], []int{0, 5, 6}, "Niš Kumanovo Tetovo"},
		{"3 of 10", balkans, []int{0, 4, 9}, "Niš Korça Kukës"},
		{"4 of 10", balkans, []int{0, 1, 2, 3}, "Niš Vranje Pazar Elbasan"},
		{"1 of 10 and one in Africa", append(slices.Clone(balkans[:9]), africa[1]), []int{4}, "Korça"},
		{"none of 2", balkans[:2], nil, ""},
		{"none of 10", balkans, nil, ""},
		{"none of 3 far apart", []string{balkans[0], balkans[3], africa[0]}, nil, ""},
		{"Balkans and one in Africa", append(slices.Clone(balkans[:6]), africa[0]), nil, ""},
		{"Balkans and the Horn", append(slices.Clone(balkans[:6]), africa[1], africa[3], africa[4], africa[5]), nil, ""},
		{"both", append(slices.Clone(balkans[:5]), africa[:5]...), nil, ""},
		{"all of both", append(slices.Clone(balkans), africa...), nil, ""},
		{"Africa", africa, nil, ""},
		{"Africa and three of the Balkans", append(slices.Clone(africa), balkans[0], balkans[3], balkans[6]), nil, ""},
		{"Africa, near the diagonal", []string{"A;10;11", "B;12;9", "C;9;13", "D;11;10"}, nil, ""},
		{"Germany to Greece", []string{"A;52.5;13.4", "B;48.1;11.6", "C;37.98;23.73", "D;45.8;15.98"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := swappedNames(t, c.places, c.turned...); got != c.want {
				t.Errorf("taken for swapped: %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheDecimalSignGoesWhereTheOthersAre(t *testing.T) {
	_, tab := readText(t, "Mesto;Širina;Dužina\nNiš;43,3250;21,8960\nVranje;42,5510;21,9000\nNovi Pazar;43,1380;20,5160\nKumanovo;21,7140;42,1320\n"+
		"Tetovo;20,9710;42,0100\nPeja / Peć;426,5900;20,2880\nElbasan;41,1120;20,0820\nAtina;37,98;2372,8\nBerlin;525,2;13,4\n")
	rows := Rows(tab, Guess(tab))
	for i, want := range map[int]string{5: "42,659", 7: "23,728", 8: "52,52"} {
		if fix := rows[i].Fix; fix == nil || fix.Words != "Use "+want {
			t.Errorf("row %d: %+v, want Use %s", rows[i].Line, fix, want)
		}
	}
}
