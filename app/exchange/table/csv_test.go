package table

import (
	"context"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

func readText(t *testing.T, text string) (*feature.Dataset, *feature.Table) {
	t.Helper()
	d, err := ReadCSV(context.Background(), "places.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d, d.Layers[0].Table
}

const exercise = `Mesto;Širina;Dužina;Mesta;Napomena
Niš;43,3250;21,8960;60;iz javne liste
Vranje;42,5510;21,8960;;
Novi Pazar;43,1380;20,5160;40;vežba
Zaječar;43,9070;22,2850;35;
Štip;41,7460;;50;
Kumanovo;21,7140;42,1320;90;vežba
Leskovac;;blizu Niša;;
Tetovo;20,9710;42,0100;30;
Peja / Peć;426,5900;20,2880;45;iz javne liste
Elbasan;41,1120;20,0820;70;
`

func TestTheExerciseIsReadAsPictured(t *testing.T) {
	_, tab := readText(t, exercise)
	cols := Guess(tab)
	for i, want := range []Meaning{Name, Latitude, Longitude, Capacity, Description} {
		if cols.Columns[i].Means != want {
			t.Errorf("column %s means %q, want %q (%s)", tab.Header[i], cols.Columns[i].Means, want, cols.Columns[i].Why)
		}
		if cols.Columns[i].Language != "Serbian" {
			t.Errorf("column %s is %q, want Serbian", tab.Header[i], cols.Columns[i].Language)
		}
	}
	rows := Rows(tab, cols)
	want := []struct {
		name   string
		state  State
		reason string
		at     orb.Point
		fix    string
	}{
		{"Niš", Read, "", orb.Point{21.896, 43.325}, ""},
		{"Vranje", Read, "", orb.Point{21.896, 42.551}, ""},
		{"Novi Pazar", Read, "", orb.Point{20.516, 43.138}, ""},
		{"Zaječar", Read, "", orb.Point{22.285, 43.907}, ""},
		{"Štip", Skipped, "no longitude", orb.Point{}, ""},
		{"Kumanovo", Swapped, "as written it lies far from all others; turned round it lies among them", orb.Point{21.714, 42.132}, ""},
		{"Leskovac", Skipped, "“blizu Niša” is not a coordinate", orb.Point{}, ""},
		{"Tetovo", Swapped, "as written it lies far from all others; turned round it lies among them", orb.Point{20.971, 42.01}, ""},
		{"Peja / Peć", Skipped, "latitude 426.59 is outside ±90°", orb.Point{}, "42,659"},
		{"Elbasan", Read, "", orb.Point{20.082, 41.112}, ""},
	}
	for i, w := range want {
		r := rows[i]
		if r.State != w.state || r.Reason != w.reason || r.Feature.Name != w.name || r.Line != i+2 {
			t.Errorf("row %d: %+v, want %+v", i, r, w)
		}
		if at, ok := r.Feature.Geometry.(orb.Point); ok && at != w.at {
			t.Errorf("%s is at %v, want %v", w.name, at, w.at)
		}
		fix := ""
		if r.Fix != nil {
			fix = r.Fix.Text
		}
		if fix != w.fix {
			t.Errorf("%s: the proposal is %q, want %q", w.name, fix, w.fix)
		}
	}
	tab.Rows[8][rows[8].Fix.Column].Text = rows[8].Fix.Text
	if again := Rows(tab, cols)[8]; again.State != Read || again.Feature.Geometry != orb.Point(orb.Point{20.288, 42.659}) {
		t.Errorf("with the proposal taken: %+v", again)
	}
	features, skipped := Features(tab, cols)
	if len(features) != 8 || len(skipped) != 2 {
		t.Errorf("%d read and %d skipped, want 8 and 2", len(features), len(skipped))
	}
	if got := string(features[0].Properties[0].Raw); got != "60" || features[0].Properties[0].Key != "capacity" {
		t.Errorf("capacity is %s", got)
	}
}

func TestSeparatorsAndEncodings(t *testing.T) {
	for _, c := range []struct{ name, text, notice string }{
		{"comma", "name,lat,lon\nNiš,43.325,21.896\n", ""},
		{"semicolon, decimal comma", "name;lat;lon\r\nNiš;43,325;21,896\r\n", "semicolon"},
		{"tab", "name\tlat\tlon\nNiš\t43.325\t21.896\n", "tab"},
		{"bar", "name|lat|lon\nNiš|43.325|21.896\n", "vertical bar"},
		{"comma, quoted decimal comma", "name,lat,lon\nNiš,\"43,325\",\"21,896\"\n", ""},
		{"Excel's separator line", "sep=;\nname;lat;lon\nNiš;43,325;21,896\n", "semicolon"},
		{"byte order mark", "\ufeffname,lat,lon\nNiš,43.325,21.896\n", ""},
		{"old Mac ends of line", "name,lat,lon\rNiš,43.325,21.896\r", ""},
		{"UTF-16 with mark", wide("\ufeffname;lat;lon\nNiš;43,325;21,896\n"), "UTF-16 LE"},
		{"UTF-16 without mark", wide("name;lat;lon\nNiš;43,325;21,896\n"), "UTF-16 LE"},
		{"Windows-1250", "name;lat;lon\nNi\x9a;43,325;21,896\n\xc8a\xe8ak;43,891;20,349\nPe\xe6;42,659;20,288\n", "Windows-1250"},
		{"a title above", "Places of the exercise,,\n,,\nname,lat,lon\nNiš,43.325,21.896\n", "above the table"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, tab := readText(t, c.text)
			features, skipped := Features(tab, Guess(tab))
			if len(skipped) > 0 || len(features) == 0 {
				t.Fatalf("read %v, skipped %v of %+v", features, skipped, tab)
			}
			if f := features[0]; f.Name != "Niš" || f.Geometry != orb.Point(orb.Point{21.896, 43.325}) {
				t.Errorf("read %+v", f)
			}
			all := ""
			for _, n := range d.Notices {
				all += n.Where + " " + n.Message + "\n"
			}
			if c.notice != "" && !strings.Contains(all, c.notice) || c.notice == "" && all != "" {
				t.Errorf("notices %q, want %q in them", all, c.notice)
			}
		})
	}
}

// wide is text as UTF-16 LE.
func wide(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestColumnsThatAreWritten(t *testing.T) {
	place := feature.Feature{ID: "a", Name: "Niš", Geometry: orb.Point{21.9, 43.3}, Properties: []feature.Property{{Key: "name", Raw: quoted("Niš")}, {Key: "id", Raw: quoted("other")}}}
	line := feature.Feature{Geometry: orb.LineString{{1, 2}, {3, 4}}, Z: []float64{5, 6}}
	row := feature.Feature{ID: "n", Properties: []feature.Property{{Key: "list", Raw: []byte(`["a",1]`)}, {Key: "yes", Raw: []byte("true")}, {Key: "none", Raw: []byte("null")}}}
	for _, c := range []struct {
		name string
		list []feature.Feature
		want string
	}{
		{"a place", []feature.Feature{place}, "id,name,latitude,longitude,id 2\r\na,Niš,43.3,21.9,other\r\n"},
		{"a line", []feature.Feature{line}, "wkt\r\n\"LINESTRING Z (1 2 5, 3 4 6)\"\r\n"},
		{"a row", []feature.Feature{row}, "id,list,yes,none\r\nn,\"[\"\"a\"\",1]\",true,\r\n"},
		{"nothing", nil, "latitude,longitude\r\n"},
	} {
		var b strings.Builder
		if err := WriteCSV(&b, &feature.Layer{Features: c.list}, Options{}); err != nil || b.String() != c.want {
			t.Errorf("%s: %v\n%q, want\n%q", c.name, err, b.String(), c.want)
		}
	}
}
