package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func requestOf(t *testing.T, line string) (request, error) {
	t.Helper()
	w, err := parse(renderCommand().options, strings.Fields(line))
	if err != nil {
		return request{}, err
	}
	return renderRequest(w)
}

func TestRenderRequest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "a.png")
	r, err := requestOf(t, "x.hubscape --view africa --size 800x600 --scale 2 --theme print -o "+out)
	if err != nil {
		t.Fatal(err)
	}
	want := orb.Bound{Min: orb.Point{-20, -36}, Max: orb.Point{55, 38}}
	if r.file != "x.hubscape" || r.bound != want || r.width != 800 || r.height != 600 || r.scale != 2 || r.theme != "print" || r.out.path != out {
		t.Errorf("got %+v", r)
	}
	if r, err = requestOf(t, "x.hubscape --view 170,-20,190,-10 -o "+out); err != nil || r.bound.Max[0] != 190 {
		t.Errorf("across the 180th meridian: %+v, %v", r.bound, err)
	}
	if r, err = requestOf(t, "x.hubscape -o "+out); err != nil || r.width != 1920 || r.height != 1080 || r.scale != 1 || r.theme != "light" {
		t.Errorf("without flags: %+v, %v", r, err)
	}
}

func TestRenderRequestRefusesWithARemedy(t *testing.T) {
	for line, want := range map[string]string{
		"":                                      "one FILE is needed and 0 given",
		"a b -o x.png":                          "one FILE is needed and 2 given",
		"a":                                     "-o OUT.png is missing",
		"a -o x.svg":                            "choose a name that ends in .png",
		"a -o x.png --view mid":                 "--view mid is neither africa, balkans, kosovo, wide nor four numbers W,S,E,N",
		"a -o x.png --view 1,2,3":               "nor four numbers",
		"a -o x.png --view 23,40,18,46":         "west is not less than east; across the 180th meridian add 360",
		"a -o x.png --view 18,46,23,40":         "south is not less than north",
		"a -o x.png --view 40,18,46,123":        "the order is west, south, east, north",
		"a -o x.png --view 18,4a,23,46":         `south "4a" is not a number`,
		"a -o x.png --view 0,0,361,1":           "beyond 360",
		"a -o x.png --view -200,0,200,1":        "wider than the world",
		"a -o x.png --view NaN,0,2,1":           `west "NaN" is not a number`,
		"a -o x.png --size 1920":                "write 1920x1080",
		"a -o x.png --size 0x0":                 "must be at least 320x200 and at most 16384 a side",
		"a -o x.png --size 99999x100":           "must be at least 320x200 and at most 16384 a side",
		"a -o x.png --scale 0":                  "not a number from 0.5 to 8",
		"a -o x.png --scale NaN":                "not a number from 0.5 to 8",
		"a -o x.png --size 9000x9000 --scale 2": "more than a picture may have",
		"a -o x.png --theme red":                `there is no theme "red"; those that exist are light, dark, projector, print`,
	} {
		_, err := requestOf(t, line)
		if err == nil || !strings.Contains(err.Error(), want) || statusOf(err) != statusUsage {
			t.Errorf("%q: got %v, want %q", line, err, want)
		}
	}
}

func TestOutputIsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.png")
	o, err := newOutput(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.write([]byte("first")); err != nil {
		t.Fatal(err)
	}
	if _, err := newOutput(path, false); statusOf(err) != statusInput || !strings.Contains(err.Error(), "--force") {
		t.Errorf("over another file: %v", err)
	}
	// Somebody makes the file after the check.
	if err := o.write([]byte("second")); statusOf(err) != statusInput {
		t.Errorf("over a file made meanwhile: %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "first" {
		t.Errorf("the old file became %q", got)
	}
	if o, err = newOutput(path, true); err != nil {
		t.Fatal(err)
	}
	if err := o.write([]byte("third")); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "third" {
		t.Errorf("with force: %q", got)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if o, err = newOutput(filepath.Join(dir, "none", "a.png"), false); err == nil {
		err = o.write(nil)
	}
	if statusOf(err) != statusMachine {
		t.Errorf("into a folder that does not exist: %v", err)
	}
	if _, err := newOutput(dir, true); statusOf(err) != statusInput {
		t.Errorf("over a folder: %v", err)
	}
}

// full is a standard output on a full disk.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestAFullDiskIsTheMachinesFault(t *testing.T) {
	var errs strings.Builder
	got := run([]string{"locate", "21", "42"}, strings.NewReader(""), full{}, &errs)
	if got != statusMachine || !strings.Contains(errs.String(), "standard output: cannot be written (no space left on device)") {
		t.Errorf("status %d, %q", got, errs.String())
	}
}

// BenchmarkRender is a whole render of 1920x1080, everything but the start of the process.
func BenchmarkRender(b *testing.B) {
	out := filepath.Join(b.TempDir(), "a.png")
	for _, view := range []string{"africa", "balkans", "kosovo", "wide"} {
		b.Run(view, func(b *testing.B) {
			for b.Loop() {
				var errs strings.Builder
				if run([]string{"render", "sample:western-balkans", "--view", view, "--force", "-o", out}, nil, io.Discard, &errs) != statusDone {
					b.Fatal(errs.String())
				}
			}
		})
	}
}
