package main

import (
	"reflect"
	"strings"
	"testing"
)

var testOptions = []option{{"view", "NAME", ""}, {"json", "", ""}, {"o", "OUT", ""}}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		line  string
		flags map[string]string
		files []string
	}{
		{"a.hubscape --view africa -o x.png", map[string]string{"view": "africa", "o": "x.png"}, []string{"a.hubscape"}},
		{"--view=-20,-36,55,38 a.hubscape --json", map[string]string{"view": "-20,-36,55,38", "json": "yes"}, []string{"a.hubscape"}},
		{"--view -20,-36,55,38 a", map[string]string{"view": "-20,-36,55,38"}, []string{"a"}},
		{"- --json", map[string]string{"json": "yes"}, []string{"-"}},
		{"-13.2 27.15", map[string]string{}, []string{"-13.2", "27.15"}},
		{"-13,2 27.15", map[string]string{}, []string{"-13,2", "27.15"}},
		{"--json -- --view", map[string]string{"json": "yes"}, []string{"--view"}},
	} {
		w, err := parse(testOptions, strings.Fields(c.line))
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		if !reflect.DeepEqual(w.flags, c.flags) || !reflect.DeepEqual(w.files, c.files) {
			t.Errorf("%s: got %v %v", c.line, w.flags, w.files)
		}
	}
}

func TestParseRefusesWithARemedy(t *testing.T) {
	for line, want := range map[string]string{
		"--plan x":             "there is no flag --plan here; those that exist are --view, --json, -o",
		"--view":               "--view needs a value: --view NAME",
		"--json=1":             "--json takes no value; leave out =1",
		"--view a --view=b":    "--view is given twice; give it once",
		"a.hubscape -x":        "there is no flag -x here; those that exist are --view, --json, -o",
		"-o x.png -o y.png a ": "-o is given twice; give it once",
	} {
		_, err := parse(testOptions, strings.Fields(line))
		if err == nil || err.Error() != want || statusOf(err) != statusUsage {
			t.Errorf("%s: got %v, want %s", line, err, want)
		}
	}
}

func TestPlainLeavesNothingATerminalObeys(t *testing.T) {
	for in, want := range map[string]string{
		"Gračanica, Грачаница, كوسوفو": "Gračanica, Грачаница, كوسوفو",
		"\x1b[2Jx\a\n\x7f": `\x1b[2Jx\x07\x0a\x7f`,
		"\u009b31m":        `\x9b31m`,
		"\xff\xfe":         `\xff\xfe`,
		"a\u202eb\u2066":   `a\u202eb\u2066`,
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}
