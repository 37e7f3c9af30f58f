package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"hubscape/assets"
	"hubscape/geo/basemap"
)

func locateCommand() command {
	return command{
		name: "locate",
		args: "[LON LAT] [--json]",
		line: "Host country and division of a point",
		more: `
Longitude comes first, in degrees east; latitude second, in degrees north (WGS 84). Without arguments it reads one
"lon lat" pair a line from standard input; empty lines are passed over. A contested place answers with a sentence that
names the dispute and who holds it.

  hubctl locate 21.1655 42.6629
  hubctl locate --json < points.txt
`,
		options: []option{{"json", "", `one object a line: lon, lat, country (ISO alpha-3), name, division, status; division_code and water where there is one`}},
		do:      locate,
	}
}

// located is one answer, in the order of the contract.
type located struct {
	Lon      float64 `json:"lon"`
	Lat      float64 `json:"lat"`
	Country  string  `json:"country"`
	Name     string  `json:"name"`
	Division string  `json:"division"`
	Status   string  `json:"status"`
	Code     string  `json:"division_code,omitempty"` // ISO 3166-2
	Water    string  `json:"water,omitempty"`         // the lake at the point
}

func locate(c *call) error {
	if n := len(c.files); n != 0 && n != 2 {
		return usagef("two numbers are needed, longitude and latitude, and %d given; hubctl locate 21.1655 42.6629", n)
	}
	if len(c.files) == 2 {
		lon, lat, why := lonLat(c.files[0], c.files[1])
		if why != "" {
			return usagef("%s", why)
		}
		m, err := basemap.Decode(assets.Basemap())
		if err != nil {
			return mapFault(err)
		}
		return c.answer(m, lon, lat)
	}
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		return mapFault(err)
	}
	return c.locateLines(m)
}

func mapFault(err error) error {
	return machinef("the built-in map cannot be read (%v); this copy of the program is damaged, build or install it again", err)
}

// locateLines answers every line of standard input. A line that is no pair is named on standard error, and the others
// are answered.
func (c *call) locateLines(m *basemap.Map) error {
	lines := bufio.NewReaderSize(c.in, 1<<16)
	wrong := 0
	for n := 1; ; n++ {
		line, err := readLine(lines)
		if err != nil && err != io.EOF {
			return machinef("standard input: line %d: cannot be read (%v); try again", n, reason(err))
		}
		if why := c.locateLine(m, line); why != "" {
			wrong++
			fmt.Fprintf(c.err, "hubctl: standard input: line %d: %s\n", n, plain(why))
		}
		if err == io.EOF {
			break
		}
	}
	if wrong > 0 {
		return errProblems
	}
	return nil
}

// maxLine is the longest line that is kept, in bytes; a longer one is no pair of numbers.
const maxLine = 4096

// readLine reads up to the next line end. At most maxLine bytes of it are kept.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if room := maxLine - len(line); room > 0 {
			line = append(line, part[:min(room, len(part))]...)
		}
		if err != bufio.ErrBufferFull {
			return strings.TrimSpace(string(line)), err
		}
	}
}

func (c *call) locateLine(m *basemap.Map, line string) (why string) {
	fields := strings.Fields(line)
	switch len(fields) {
	case 0:
		return ""
	case 2:
	default:
		return fmt.Sprintf("%q is not two numbers; write longitude, a space and latitude", short(line))
	}
	lon, lat, why := lonLat(fields[0], fields[1])
	if why == "" {
		if err := c.answer(m, lon, lat); err != nil {
			return err.Error()
		}
	}
	return why
}

// lonLat reads a pair. What cannot be meant is asked back, never guessed.
func lonLat(a, b string) (lon, lat float64, why string) {
	if lon, why = degrees("longitude", a); why != "" {
		return 0, 0, why
	}
	if lat, why = degrees("latitude", b); why != "" {
		return 0, 0, why
	}
	switch {
	case math.Abs(lat) > 90 && math.Abs(lon) <= 90 && math.Abs(lat) <= 180:
		return 0, 0, fmt.Sprintf("latitude %s is beyond 90; longitude comes first, did you mean %s %s?", b, b, a)
	case math.Abs(lat) > 90 && math.Abs(lat) > 1000:
		return 0, 0, fmt.Sprintf("latitude %s is beyond 90; it looks like metres, give degrees (WGS 84)", b)
	case math.Abs(lat) > 90:
		return 0, 0, fmt.Sprintf("latitude %s is beyond 90; give degrees from -90 to 90", b)
	case math.Abs(lon) > 180:
		return 0, 0, fmt.Sprintf("longitude %s is beyond 180; give degrees from -180 to 180", a)
	}
	return lon, lat, ""
}

// degrees reads one number and says what may be meant when it is none.
func degrees(what, s string) (float64, string) {
	v, err := strconv.ParseFloat(s, 64)
	if err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) && !strings.ContainsAny(s, "xXpP_") {
		return v, ""
	}
	if dotted := strings.Replace(s, ",", ".", 1); dotted != s {
		if _, err := strconv.ParseFloat(dotted, 64); err == nil {
			return 0, fmt.Sprintf("%s %q is not a number; did you mean %s?", what, short(s), dotted)
		}
		if first, second, _ := strings.Cut(s, ","); second == "" {
			if _, err := strconv.ParseFloat(first, 64); err == nil {
				return 0, fmt.Sprintf("%s %q is not a number; did you mean %s without the comma?", what, short(s), first)
			}
		}
	}
	return 0, fmt.Sprintf("%s %q is not a number; give decimal degrees such as 21.1655", what, short(s))
}

// short cuts a text for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func (c *call) answer(m *basemap.Map, lon, lat float64) error {
	a := placeOf(m, lon, lat)
	if !c.has("json") {
		_, err := fmt.Fprintln(c.out, plain(a.String()))
		return err
	}
	return c.writeJSON(a)
}

func placeOf(m *basemap.Map, lon, lat float64) located {
	p := m.Locate(lon, lat)
	a := located{Lon: lon, Lat: lat, Status: p.Status, Water: p.Water}
	if p.Country != nil {
		a.Country, a.Name = p.Country.Code, p.Country.Names["en"]
	}
	if p.Division != nil {
		a.Division, a.Code = p.Division.Name, p.Division.Code
	}
	return a
}

// String is the answer as one line for people, latitude first as on every screen.
func (a located) String() string {
	where := "at sea"
	switch {
	case a.Country != "":
		where = a.Name + " (" + a.Country + ")"
	case a.Name != "":
		where = a.Name + " (no country)"
	}
	if a.Division != "" {
		where += ", " + a.Division
	}
	if a.Water != "" {
		where = a.Water + ", " + where
	}
	if a.Status != "" {
		where += ". " + a.Status
	}
	return fmt.Sprintf("%s, %s: %s", letter(a.Lat, "N", "S"), letter(a.Lon, "E", "W"), where)
}

// letter writes an angle with its letter, with no more decimals than it has.
func letter(degrees float64, positive, negative string) string {
	if degrees < 0 {
		positive = negative
	}
	return strconv.FormatFloat(math.Abs(degrees), 'f', -1, 64) + "° " + positive
}
