package measure

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// reading writes a reading as "lat lon words", rounded to 5 decimals.
func readings(rs []Reading) string {
	var out []string
	for _, r := range rs {
		out = append(out, FormatPoint(orb.Point{round5(r.At[0]), round5(r.At[1])}, 5)+" · "+r.Words)
	}
	return strings.Join(out, "\n")
}

func round5(v float64) float64 { return math.Round(v*1e5) / 1e5 }

func TestParse(t *testing.T) {
	const (
		pr      = "42.66290° N, 21.16550° E"
		swapped = "21.16550° N, 42.66290° E"
		both    = pr + " · latitude first\n" + swapped + " · longitude first"
		dmsPr   = "42.66278° N, 21.16528° E"
		dmsSwap = "21.16528° N, 42.66278° E"
		dmsBoth = dmsPr + " · latitude first\n" + dmsSwap + " · longitude first"
	)
	for _, c := range []struct{ in, want string }{
		// Decimal degrees without letters: both orders.
		{"42.6629, 21.1655", both},
		{"42.6629 21.1655", both},
		{"42.6629;21.1655", both},
		{"42.6629/21.1655", both},
		{"(42.6629, 21.1655)", both},
		{"[42.6629, 21.1655]", both},
		{"42.6629\t21.1655", both},
		{"42.6629°, 21.1655°", both},
		{"+42.6629 +21.1655", both},
		{"42.6629 and 21.1655", both},
		{"10, 10", "10.00000° N, 10.00000° E · latitude first"},
		{"-1.95, 29.9", "1.95000° S, 29.90000° E · latitude first\n29.90000° N, 1.95000° W · longitude first"},
		{"−1.95, 29.9", "1.95000° S, 29.90000° E · latitude first\n29.90000° N, 1.95000° W · longitude first"},
		{"0, 0", "0.00000° N, 0.00000° E · latitude first"},
		{".5 1", "0.50000° N, 1.00000° E · latitude first\n1.00000° N, 0.50000° E · longitude first"},
		// Only one order is on the earth: it is given and says why.
		{"21.1655, 142.6629", "21.16550° N, 142.66290° E · latitude first: 142.6629 cannot be a latitude"},
		{"142.6629, 21.1655", "21.16550° N, 142.66290° E · longitude first: 142.6629 cannot be a latitude"},
		// Decimal comma.
		{"42,6629; 21,1655", both},
		{"42,6629 21,1655", both},
		{"42,6629, 21,1655", both},
		{"42,6629,21,1655", both},
		{"42,6629° N; 21,1655° E", pr + " · as typed"},
		{"42,6629N 21,1655E", pr + " · as typed"},
		{"42,21", "42.00000° N, 21.00000° E · latitude first\n21.00000° N, 42.00000° E · longitude first"},
		{"42,4 18", "42.40000° N, 18.00000° E · latitude first\n18.00000° N, 42.40000° E · longitude first"},
		{"42, 21 9", "ERROR not clear where"},
		{"42,39,21,9", "42.39000° N, 21.90000° E · latitude first\n21.90000° N, 42.39000° E · longitude first\n" +
			"42.65000° N, 21.15000° E · latitude first, commas between the parts\n21.15000° N, 42.65000° E · longitude first, commas between the parts"},
		{"42°39′46,5″ N 21°9′55,5″ E", "42.66292° N, 21.16542° E · as typed"},
		// Letters, before and behind, in either order.
		{"42.6629 N, 21.1655 E", pr + " · as typed"},
		{"21.1655 E, 42.6629 N", pr + " · as typed"},
		{"N 42.6629 E 21.1655", pr + " · as typed"},
		{"N42.6629 E21.1655", pr + " · as typed"},
		{"42.6629N21.1655E", pr + " · as typed"},
		{"42.6629° n 21.1655° e", pr + " · as typed"},
		{"42.6629 north, 21.1655 east", pr + " · as typed"},
		{"lat 42.6629 lon 21.1655", pr + " · as typed"},
		{"lat: 42.6629, lng: 21.1655", pr + " · as typed"},
		{"latitude=42.6629&longitude=21.1655", pr + " · as typed"},
		{"Longitude 21.1655, Latitude 42.6629", pr + " · as typed"},
		{"N 42.6629, 21.1655", pr + " · as typed"},
		{"42.6629, 21.1655 E", pr + " · as typed"},
		{"42.6629 N 21.1655", pr + " · as typed"},
		{"42.6629 E21.1655", pr + " · as typed"},
		{"1.95 S, 29.9 E", "1.95000° S, 29.90000° E · as typed"},
		{"1.95 S 29.9 W", "1.95000° S, 29.90000° W · as typed"},
		{"lat -1.95 lon 29.9", "1.95000° S, 29.90000° E · as typed"},
		// Degrees, minutes, seconds with every kind of mark.
		{"42°39′46″N 21°9′55″E", dmsPr + " · as typed"},
		{`42°39'46" N, 21°9'55" E`, dmsPr + " · as typed"},
		{"42º39’46” N 21º9’55” E", dmsPr + " · as typed"},
		{"42˚39‘46“N 21˚9‘55“E", dmsPr + " · as typed"},
		{"42°39''46'''N 21°9'55''E", "ERROR out of order"},
		{"42°39'46''N 21°9'55''E", dmsPr + " · as typed"},
		{"N 42° 39' 46\" E 21° 9' 55\"", dmsPr + " · as typed"},
		{"42d39m46sN 21d9m55sE", dmsPr + " · as typed"},
		{"42 deg 39 min 46 sec N, 21 deg 9 min 55 sec E", dmsPr + " · as typed"},
		{"42:39:46 21:09:55", dmsBoth},
		{"42:39:46N 21:09:55E", dmsPr + " · as typed"},
		{"42 39 46 21 09 55", dmsBoth},
		{"42 39 46 N 21 09 55 E", dmsPr + " · as typed"},
		{"42° 39.7667', 21° 9.9167'", dmsBoth},
		{"42°39′46″ 21°9′55″", dmsBoth},
		{"N42°39.7667 E021°09.9167", dmsPr + " · as typed"},
		{"42°, 21°", "42.00000° N, 21.00000° E · latitude first\n21.00000° N, 42.00000° E · longitude first"},
		{"-1°57′0″ 29°54′0″", "1.95000° S, 29.90000° E · latitude first\n29.90000° N, 1.95000° W · longitude first"},
		{"423946N 0210955E", dmsPr + " · as typed"},
		{"4239.7667N 02109.9167E", dmsPr + " · as typed"},
		// Letters of the Balkans; where two languages disagree, both readings.
		{"42,6629 С; 21,1655 И", pr + " · С read as north, И read as east"},
		{"42.6629 с.ш. 21.1655 в.д.", "ERROR not coordinates"},
		{"42.6629 сев, 21.1655", "ERROR not coordinates"},
		{"1,95 Ј; 29,9 И", "1.95000° S, 29.90000° E · Ј read as south, И read as east"},
		{"42.6629 S, 21.1655 I", pr + " · S read as sever, north, I read as istok, east"},
		{"1.95 J, 29.9 Z", "1.95000° S, 29.90000° W · J read as jug, south, Z read as zapad, west"},
		{"42.6629 V, 21.1655 L", pr + " · V read as veri, north, L read as lindje, east"},
		{"42.6629 S, 21.1655 V", pr + " · S read as sever, north, V read as vzhod, east"},
		{"42.6629 N, 21.1655 O", pr + " · O read as Ost, east\n42.66290° N, 21.16550° W · O read as ouest, west"},
		{"42.6629 S, 21.1655", "42.66290° S, 21.16550° E · S read as south\n" + pr + " · S read as sever, north"},
		{"42.6629 Β, 21.1655 Α", pr + " · Β read as north, Α read as east"},
		{"север 42.6629 исток 21.1655", pr + " · as typed"},
		// Links and notations.
		{"https://www.openstreetmap.org/#map=14/42.6629/21.1655", pr + " · from a map link"},
		{"#map=14/42.6629/21.1655", pr + " · from a map link"},
		{"https://www.openstreetmap.org/?mlat=42.6629&mlon=21.1655#map=5/40/20", pr + " · from a map link"},
		{"https://www.google.com/maps/@42.6629,21.1655,14z", pr + " · from a map link"},
		{"https://www.google.com/maps/place/X/@42.5,21.0,12z/data=!3m1!4b1!8m2!3d42.6629!4d21.1655", pr + " · from a map link"},
		{"https://maps.google.com/?q=42.6629,21.1655", pr + " · from a map link"},
		{"https://www.google.com/maps/search/?api=1&query=42.6629%2C21.1655", pr + " · from a map link"},
		{"https://maps.apple.com/?ll=42.6629,21.1655&q=X", pr + " · from a map link"},
		{"https://www.bing.com/maps?cp=42.6629~21.1655&lvl=12", pr + " · from a map link"},
		{"https://geohack.toolforge.org/geohack.php?params=42_39_46_N_21_9_55_E_type:city", dmsPr + " · from a map link"},
		{"geo:42.6629,21.1655", pr + " · from a geo: address"},
		{"geo:42.6629,21.1655;u=35?z=12", pr + " · from a geo: address"},
		{"POINT(21.1655 42.6629)", pr + " · from a WKT point, longitude first"},
		{`{"type":"Point","coordinates":[21.1655,42.6629]}`, pr + " · from a GeoJSON point, longitude first"},
		// Not coordinates.
		{"", "ERROR not look like"}, {"Priština", "ERROR not look like"}, {"42", "ERROR not look like"}, {"Приштина 2", "ERROR not look like"},
		{"2024-05-01", "ERROR not look like"}, {"UNSCR 1244", "ERROR not look like"}, {"note 12, 14", "ERROR not look like"},
		// Wrong, with the remedy.
		{"42.6629 N", "ERROR only one of the two"},
		{"42°39′", "ERROR only one of the two"},
		{"95 N, 21 E", "ERROR latitude 95 is out of range"},
		{"42 N, 200 E", "ERROR longitude 200 is out of range: longitudes lie between 180 W and 180 E (200 E is 160 W)"},
		{"200, 300", "ERROR nowhere on the earth"},
		{"513000 4723000", "ERROR metres of a map grid"},
		{"42°75′ N, 21° E", "ERROR 75 minutes are out of range"},
		{"42°39′75″ N, 21° E", "ERROR 75 seconds are out of range"},
		{"-42.6 S, 21.1 E", "ERROR minus sign and a compass letter"},
		{"42.6 N, 21.1 N", "ERROR both numbers are marked as latitudes"},
		{"42.6 E, 21.1 E", "ERROR both numbers are marked as longitudes"},
		{"42 39 46 21.16", "ERROR not clear where"},
		{"42.66 39 21.16", "ERROR not clear where"},
		{"42.5° 39′, 21°", "ERROR decimals and smaller units"},
		{"42.6629 С 21.1655 В", pr + " · С read as north, В read as east"},
		{"42° 21.5", "ERROR not clear where"},
		{"42.66-21.16", "ERROR a dash stands"},
		{"42.6; 21.1; 19.2", "ERROR there are 3 parts"},
		{"https://example.org/map", "ERROR not look like"},
		{"https://example.org/map/7", "ERROR no position was found in this link"},
		{"geo:142.66,21.16", "ERROR nowhere on the earth"},
		{"1111111111111111111111111111111, 2", "ERROR too long"},
	} {
		rs, err := Parse(c.in)
		got := readings(rs)
		if err != nil {
			got = "ERROR " + err.Error()
		}
		if want, fails := strings.CutPrefix(c.want, "ERROR "); fails {
			if want == "not coordinates" && errors.Is(err, ErrNotCoordinates) {
				continue
			}
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("Parse(%q)\n got %s\nwant an error with %q", c.in, got, want)
			}
		} else if got != c.want {
			t.Errorf("Parse(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestEveryAxisWordHasAMeaning(t *testing.T) {
	for word, name := range axisWords {
		if len(meanings[name]) == 0 {
			t.Errorf("%q leads to %q, which has no meaning", word, name)
		}
	}
}

// TestParseReadsWhatFormatWrites: what the program shows can be pasted back, to the digits shown.
func TestParseReadsWhatFormatWrites(t *testing.T) {
	for _, p := range []orb.Point{{21.19, 42.6}, {-58.3816, -34.6037}, {179.9999, -89.9999}, {-180, 90}, {0, 0}, {-0.00004, 0.00004}} {
		for name, text := range map[string]string{"decimal": FormatPoint(p, 4), "dms": FormatDMS(p)} {
			rs, err := Parse(text)
			if err != nil || len(rs) != 1 {
				t.Errorf("%s: Parse(%q) = %v, %v; want one reading", name, text, rs, err)
				continue
			}
			if d := Distance(rs[0].At, p); d > 25 {
				t.Errorf("%s: Parse(%q) is %.1f m from %v", name, text, d, p)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"42.6629, 21.1655", "42,39,21,9", "42°39′46″N 21°9′55″E", "N 42 21 E", "geo:1,2", "#map=3/4/5", "S", "42:39 21:9", "4239N 02109E", "lat, 1, lon, 2", "POINT(1 2)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rs, err := Parse(s)
		if (err == nil) != (len(rs) > 0) {
			t.Fatalf("Parse(%q) = %v, %v", s, rs, err)
		}
		for _, r := range rs {
			if !(math.Abs(r.At[0]) <= 180 && math.Abs(r.At[1]) <= 90) || r.Words == "" {
				t.Fatalf("Parse(%q) gives %v", s, r)
			}
		}
	})
}
