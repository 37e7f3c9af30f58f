package table

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func TestHeadsInTheLanguagesOfTheRegion(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"English", "Site name,Country,Latitude (WGS84),Longitude (WGS84),Capacity (persons),Max stay days,Annual cost,Opening date,Status,Type,Notes,URL\nX,SRB,43.1,21.2,60,30,100,2026-01,floated,transit,A,https://example.org",
			"name country latitude longitude capacity max_stay cost opening status kind description source"},
		{"French", "Nom;Pays;Latitude;Longitude;Capacité;Durée;Coût;Ouverture;Statut;Catégorie;Remarques;Source\nX;Serbie;43,1;21,2;60;30;100;2026;annoncé;transit;A;B",
			"name country latitude longitude capacity max_stay cost opening status kind description source"},
		{"German", "Ort;Staat;Breite;Länge;Plätze;Aufenthaltsdauer;Kosten;Eröffnung;Stand;Art;Bemerkung;Quelle\nX;Serbien;43,1;21,2;60;30;100;2026;offen;Transit;A;B",
			"name country latitude longitude capacity max_stay cost opening status kind description source"},
		{"Albanian", "Emri;Shteti;Gjerësia;Gjatësia;Kapaciteti;Qëndrimi;Kosto;Hapja;Statusi;Lloji;Përshkrimi;Burimi\nX;Shqipëria;41,1;20,2;60;30;100;2026;hap;transit;A;B",
			"name country latitude longitude capacity max_stay cost opening status kind description source"},
		{"Serbian", "Naziv;Država;Geografska širina;Geografska dužina;Broj mesta;Boravak;Troškovi;Otvaranje;Stanje;Vrsta;Opis;Izvor\nX;Srbija;43,1;21,2;60;30;100;2026;a;b;A;B",
			"name country latitude longitude capacity max_stay cost opening status kind description source"},
		{"Serbian in Cyrillic", "Назив;Држава;Ширина;Дужина;Места;Боравак;Трошкови;Отварање;Стање;Врста;Опис;Извор\nX;Србија;43,1;21,2;60;30;100;2026;a;b;A;B",
			"name country latitude longitude capacity max_stay cost opening status kind description source"},
		{"Croatian", "Mjesto;Zemlja;Zemljopisna širina;Zemljopisna dužina;Kapacitet;Cijena;Početak;Status;Tip;Bilješka;Izvor\nX;BIH;43,1;18,2;60;100;2026;a;b;A;B",
			"name country latitude longitude capacity cost opening status kind description source"},
		{"Macedonian", "Место;Земја;Географска ширина;Географска должина;Капацитет;Состојба;Вид;Забелешка;Извор\nX;MKD;41,7;21,2;60;a;b;A;B",
			"name country latitude longitude capacity status kind description source"},
		{"Arabic", "الاسم;الدولة;خط العرض;خط الطول;السعة;الحالة;ملاحظات;المصدر\nس;LBY;٣٢٫٨;١٣٫١;60;a;A;B",
			"name country latitude longitude capacity status description source"},
		{"our own export", "id,name,latitude,longitude,altitude,kind,status,status_as_of,precision,regime,operator,capacity,max_stay,host_place,description\n1,X,43.1,21.2,300,transit,floated,2026,town,open,host,60,30,SRB,A",
			"id name latitude longitude altitude kind status status_as_of precision regime operator capacity max_stay host_place description"},
		{"x and y that are degrees", "naziv;x;y\nX;21,2;43,1\nY;21,3;43,2", "name longitude latitude"},
		{"x and y that are metres", "naziv;x;y\nX;7457123,4;4797000,1\nY;7457124;4797001", "name easting northing"},
		{"latitude that is metres", "name,lat,lon\nX,4797000,457123\nY,4797001,457124", "name northing easting"},
		{"letters of the compass that are metres", "name;E;N\nX;572600,5;4797000,2\nY;560000;4700000", "name easting northing"},
		{"letters of the compass that are degrees", "name;E;N\nX;21,2;43,1\nY;21,3;43,2", "name longitude latitude"},
		{"est and nord", "nom;Est;Nord\nX;572600;4797000", "name easting northing"},
		{"ost and nord", "Ort;Ost;Nord\nX;572600;4797000", "name easting northing"},
		{"rechts and hoch", "Ort;Rechts;Hoch\nX;572600;4797000", "name easting northing"},
		{"istok and sever", "naziv;istok;sever\nX;572600;4797000", "name easting northing"},
		{"исток и север", "назив;исток;север\nX;572600;4797000", "name easting northing"},
		{"a number called N", "name;lat;lon;N\nX;43,1;21,2;1500\nY;43,2;21,3;2700", "name latitude longitude "},
		{"no heads", "Niš,43.325,21.896,60\nVranje,42.551,21.9,40\nPeć,42.659,20.288,30", "name latitude longitude "},
		{"no heads, longitude beyond 90", "A,132.4551,-12.4634\nB,133.8807,-23.6980", "name longitude latitude"},
		{"coordinates in one cell", "Location,Where\nNiš,\"43.325, 21.896\"\nVranje,\"42.551, 21.9\"", "name coordinates"},
		{"place is a position", "place;gps\nNiš;43°19′30″ N 21°53′46″ E", "name coordinates"},
	} {
		t.Run(c.language, func(t *testing.T) {
			_, tab := readText(t, c.text)
			cols := Guess(tab)
			var got []string
			for _, col := range cols.Columns {
				got = append(got, string(col.Means))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("means %s\nwant  %s\nheads %q", g, c.want, tab.Header)
				for i, col := range cols.Columns {
					t.Logf("%s: %+v", tab.Header[i], col)
				}
			}
			if c.language == "x and y that are metres" && !cols.Metres {
				t.Error("metres are not suspected")
			}
		})
	}
}

// one reads a table of one row below its head, and some rows that settle the columns.
func one(t *testing.T, head, row string) Row {
	t.Helper()
	_, tab := readText(t, head+"\n"+row+"\n")
	return Rows(tab, Guess(tab))[0]
}

func TestCoordinatesInEveryForm(t *testing.T) {
	nis, around := orb.Point{21.896, 43.325}, 381.896
	for _, c := range []struct {
		head, row string
		want      orb.Point
	}{
		{"name;lat;lon", "a;43,325;21,896", nis},
		{"name;lat;lon", "a;43.325;21.896", nis},
		{"name;lat;lon", "a; +43.325 ;021.896", nis},
		{"name;lat;lon", "a;43.325N;21.896E", nis},
		{"name;lat;lon", "a;43°19'30\" N;21°53'45.6\" E", orb.Point{21 + 53.0/60 + 45.6/3600, 43 + 19.0/60 + 30.0/3600}},
		{"name;lat;lon", "a;43 19 30;21 53 45.6", orb.Point{21 + 53.0/60 + 45.6/3600, 43 + 19.0/60 + 30.0/3600}},
		{"name;lat;lon", "a;43.325 S;21.896 W", orb.Point{-21.896, -43.325}},
		{"name;lat;lon", "a;−43.325;-21.896", orb.Point{-21.896, -43.325}},
		{"name;lat;lon", "a;4.3325e1;21.896", nis},
		{"name;lat;lon", "a;43,325 S;21,896 I", nis},
		{"name;lat;lon", "a;٤٣٫٣٢٥;٢١٫٨٩٦", nis},
		{"name;lat;lon", "a;43.325;381.896", orb.Point{around - 360, 43.325}},
		{"name;coordinates", "a;43.325, 21.896", nis},
		{"name;coordinates", "a;43,325 21,896", nis},
		{"name;coordinates", "a;https://www.openstreetmap.org/?mlat=43.325&mlon=21.896#map=12/0/0", nis},
		{"name;coordinates", "a;geo:43.325,21.896", nis},
		{"name;coordinates", "a;POINT (21.896 43.325)", nis},
		{"name;wkt", "a;SRID=4326;POINT(21.896 43.325)", nis},
	} {
		if c.head == "name;wkt" {
			c.row = strings.Replace(c.row, "a;SRID=4326;POINT(21.896 43.325)", `a;"SRID=4326;POINT(21.896 43.325)"`, 1)
		}
		r := one(t, c.head, c.row)
		if r.State != Read || r.Feature.Geometry != orb.Geometry(c.want) {
			t.Errorf("%s: %v at %v (%s), want %v", c.row, r.State, r.Feature.Geometry, r.Reason, c.want)
		}
	}
}

func TestRowsThatCannotBeRead(t *testing.T) {
	for _, c := range []struct{ head, row, want string }{
		{"name;lat;lon", "a;43,325;", "no longitude"},
		{"name;lat;lon", "a;;21,9", "no latitude"},
		{"name;lat;lon", "a;near Niš;", "“near Niš” is not a coordinate"},
		{"name;lat;lon", "a;near Niš;21", "“near Niš” is not a coordinate"},
		{"name;lat;lon", "a;1e999;21", "“1e999” is not a coordinate"},
		{"name;lat;lon", "a;NaN;21", "“NaN” is not a coordinate"},
		{"name;lat;lon", "a;95;991", "latitude 95 is outside ±90°"},
		{"name;lat;lon", "a;45;991", "longitude 991 is outside ±180°"},
		{"name;lat;lon", "a;;", "no coordinates"},
		{"name;lat;lon", "a;43 S;21.9", "a letter has two meanings"},
		{"name;easting;northing", "a;457123;4797000", "metres of a map grid"},
		{"name;wkt", "a;POINT (1 99)", "latitude 99 is outside"},
		{"name;wkt", "a;POINT (1", "no valid WKT"},
		{"name;wkt", "a;\"SRID=3857;POINT(1 2)\"", "not WGS 84"},
	} {
		if r := one(t, c.head, c.row); r.State != Skipped || !strings.Contains(r.Reason, c.want) || r.Feature.Where != "row 2" {
			t.Errorf("%s: %+v, want %q", c.row, r, c.want)
		}
	}
}

func TestARowWithoutCoordinatesStandsInItsPlace(t *testing.T) {
	_, tab := readText(t, "name,lat,lon,country,division\na,,,SRB,\nb,,,SRB,RS-20\nc,,,Nowhere,\nd,,,Serbia,\n")
	cols := Guess(tab)
	features, skipped := Features(tab, cols)
	if len(features) != 2 || len(skipped) != 2 {
		t.Fatalf("%+v, skipped %v", features, skipped)
	}
	want := []string{`country:"SRB" host_place:"SRB" precision:"country"`, `country:"SRB" division:"RS-20" host_place:"RS-20" precision:"division"`}
	for i, f := range features {
		var got []string
		for _, p := range f.Properties {
			got = append(got, p.Key+":"+string(p.Raw))
		}
		if f.Geometry != nil || strings.Join(got, " ") != want[i] {
			t.Errorf("%v %s, want %s", f.Geometry, strings.Join(got, " "), want[i])
		}
	}
	cols.Place = func(text string) (string, bool) { return "SRB", text == "Serbia" || text == "SRB" }
	if features, skipped = Features(tab, cols); len(features) != 3 || len(skipped) != 1 {
		t.Errorf("with names: %+v, skipped %v", features, skipped)
	}
	cols.KeepHeads = true
	if features, skipped = Features(tab, cols); len(features) != 4 || len(skipped) != 0 {
		t.Errorf("an overlay keeps them all: %+v, skipped %v", features, skipped)
	}
}

func TestMetresNeedTheirGrid(t *testing.T) {
	_, tab := readText(t, "name,UTM 34N E,UTM 34N N\na,500000,4700000\n")
	cols := Guess(tab)
	if !cols.Metres || cols.Grid != "UTM 34N" {
		t.Fatalf("%+v", cols)
	}
	cols.Project = func(e, n float64, zone string) (orb.Point, error) { return orb.Point{e / 1e5, n / 1e5}, nil }
	if features, _ := Features(tab, cols); len(features) != 1 || features[0].Geometry != orb.Geometry(orb.Point{5, 47}) {
		t.Errorf("%+v", features)
	}
}

func TestNumbersKeepTheirDigits(t *testing.T) {
	_, tab := readText(t, "name,lat,lon,big,post,share,mixed\na,1,2,9007199254740993,00420,0.10,1\nb,1,2,7,00421,0.5,x\n")
	features, _ := Features(tab, Guess(tab))
	want := `big:9007199254740993 post:"00420" share:0.10 mixed:"1"`
	var got []string
	for _, p := range features[0].Properties {
		got = append(got, p.Key+":"+string(p.Raw))
	}
	if strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", strings.Join(got, " "), want)
	}
	if keys := strings.Join(Fields(tab, Guess(tab)), " "); keys != "big post share mixed" {
		t.Errorf("fields %s", keys)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		text  string
		comma bool
		want  string
	}{
		{"1,200", false, "1200"}, {"1.200", true, "1200"}, {"1.200", false, "1.200"}, {"1,2", false, "1.2"}, {"1.200.000,50", true, "1200000.50"},
		{"1 200 000", false, "1200000"}, {"1'200.5", false, "1200.5"}, {"€ 1.200", true, "1200"}, {"60 persons", false, "60"}, {"-5", false, "-5"},
		{"approx. 60", false, ""}, {"60-80", false, ""}, {"> 60", false, ""}, {"", false, ""}, {"12,34,5", false, ""}, {"1e400", false, ""}, {"007", false, "7"},
	} {
		if got, ok := amount(c.text, c.comma); got != c.want || ok != (c.want != "") {
			t.Errorf("amount(%q, %v) is %q, want %q", c.text, c.comma, got, c.want)
		}
	}
}

func TestWKTThereAndBack(t *testing.T) {
	for _, text := range []string{
		"POINT (1 2)", "POINT Z (1 2 3.5)", "LINESTRING (1 2, 3 4)", "POLYGON ((0 0, 1 0, 1 1, 0 0), (0.1 0.1, 0.2 0.1, 0.2 0.2, 0.1 0.1))",
		"MULTIPOINT ((1 2), (3 4))", "MULTILINESTRING Z ((1 2 3, 4 5 6), (7 8 9, 1 1 1))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))",
		"GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))", "LINESTRING EMPTY",
	} {
		g, z, err := parseWKT(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := formatWKT(g, z); got != text {
			t.Errorf("%s came back as %s", text, got)
		}
	}
	for _, text := range []string{"POINT", "POINT (1)", "POINT (1 2", "POINT (1 2) x", "POINT (1 2, 3 4)", "CIRCLE (1 2)", "POLYGON (0 0, 1 1)", "POINT (a b)", strings.Repeat("GEOMETRYCOLLECTION (", 40) + "POINT (1 2)" + strings.Repeat(")", 40)} {
		if g, _, err := parseWKT(text); err == nil {
			t.Errorf("%q was read as %v", text, g)
		}
	}
	for text, n := range map[string]int{"POINTZ(1 2 3)": 1, "point m (1 2 3)": 0, "POINT ZM (1 2 3 4)": 1, "MULTIPOINT (1 2, 3 4)": 0} {
		if _, z, err := parseWKT(text); err != nil || len(z) != n {
			t.Errorf("%s: altitudes %v, %v", text, z, err)
		}
	}
}

func TestSwappedRowsCanStayAsWritten(t *testing.T) {
	_, tab := readText(t, exercise)
	cols := Guess(tab)
	cols.Swap = false
	if r := Rows(tab, cols)[5]; r.State != Swapped || r.Turned || r.Feature.Geometry != orb.Geometry(orb.Point{42.132, 21.714}) {
		t.Errorf("%+v", r)
	}
	cols.SwapAll = true
	if r := Rows(tab, cols)[0]; !r.Turned || r.Feature.Geometry != orb.Geometry(orb.Point{43.325, 21.896}) {
		t.Errorf("%+v", r)
	}
}

func TestMessyText(t *testing.T) {
	for _, c := range []struct{ name, text, notice string }{
		{"ragged", "name,lat,lon\nNiš,43.3,21.9,extra\nVranje,42.5\n", "line 2: longer than the head"},
		{"quote left open", "name,lat,lon\n\"Niš,43.3,21.9\nVranje,42.5,21.9\n", "line 2: a quotation mark is never closed"},
		{"zero bytes", "name,lat,lon\nN\x00iš,43.3,21.9\nVranje Vranje Vranje Vranje,42.5,21.9\n", "1 zero byte was taken out"},
		{"blank rows", "name,lat,lon\n,,\nNiš,43.3,21.9\n", "1 row was blank"},
		{"same head twice", "name,lat,lon,note,note\nNiš,43.3,21.9,a,b\n", "more than one column is called “note”"},
		{"no heads", "Niš,43.3,21.9\nVranje,42.5,21.9\n", "no row names the columns"},
		{"damaged letters", "name,lat,lon\nŠĐČĆŽšđčćžŠĐČĆŽšđčćž\xff,43.3,21.9\n", "1 letter is damaged"},
	} {
		d, _ := readText(t, c.text)
		if say := notices(d); !strings.Contains(say, c.notice) {
			t.Errorf("%s: notices %q, want %q", c.name, say, c.notice)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"", "is empty"}, {"  \n", "is empty"}, {"PK\x03\x04", "zip archive"}, {"<!DOCTYPE html><html>", "web page"}, {"%PDF-1.4", "a PDF"},
		{string(oleMagic), "old Office file"}, {"SQLite format 3\x00", "a database"}, {strings.Repeat("a,", 2500) + "\n", "2501 columns and at most 2000"},
		{"a\x81b\x98c\x90d,e\n", "stored in a way that could not be told"}, {strings.Repeat("\x00\x01\x02", 100), "no text"},
	} {
		if _, err := ReadCSV(t.Context(), "f.csv", []byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.20q: %v, want %q", c.text, err, c.want)
		}
	}
}
