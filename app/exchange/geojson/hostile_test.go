package geojson

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// hostile are files made to take time that grows with the square of their size.
func hostile() map[string]string {
	many := func(n int, s string) string { return strings.Repeat(s, n) }
	return map[string]string{
		"nothing but zeros":             `{"type":"FeatureCollection","features":[` + many(2_000_000, "0,") + `0]}`,
		"damaged features":              `{"type":"FeatureCollection","features":[` + many(200_000, `{"a":tru},`) + `0]}`,
		"open texts":                    `{"type":"FeatureCollection","features":[` + many(200_000, `{"type":"Feature","a":"`+"\n") + `0]}`,
		"open brackets":                 `{"type":"FeatureCollection","features":[` + many(200_000, `{"type":"Feature","a":[{x`) + `0]}`,
		"damaged lines":                 many(200_000, `{"type":"Feature","a":}`+"\n"),
		"lines of nothing":              `{"type":"Feature","properties":{},"geometry":null}` + "\n" + many(1_000_000, "x\n"),
		"a type without a feature":      `{"type":"FeatureCollection","features":[{x` + many(300_000, `"type":1,`) + `]}`,
		"many members":                  `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{` + many(500_000, `"a":1,`) + `"b":2}}]}`,
		"many members of the outermost": `{` + many(1_000_000, `"a":1,`) + `"type":"FeatureCollection","features":[]}`,
		"one name many times":           `{"type":"FeatureCollection","features":[{` + many(90_000, `"a":1,`) + `"type":"Feature","geometry":null,"properties":{}}]}`,
	}
}

// Each is read or refused in time that no square could keep: the test would not end otherwise.
func TestHostileFilesEnd(t *testing.T) {
	for name, text := range hostile() {
		d, err := Read(context.Background(), "x", []byte(text), Options{})
		if err == nil && len(d.Skipped) > maxSkipped {
			t.Errorf("%s: %d were listed", name, len(d.Skipped))
		}
		if err == nil && len(d.Skipped)+len(d.Notices) == 0 && name != "one name many times" {
			t.Errorf("%s: nothing was said", name)
		}
	}
}

func TestLineNumbersInAnyOrder(t *testing.T) {
	b := bytes.Repeat([]byte("ab\ncd\n"), 100_000)
	l := lineCounter{b: b}
	for _, at := range []int{0, 5, 400_000, 3, 65_536, 599_999, 131_072, 131_071, 600_000, 700_000, 1, -5} {
		want := 1 + bytes.Count(b[:max(0, min(at, len(b)))], []byte{'\n'})
		if got := l.at(at); got != want {
			t.Errorf("byte %d is on line %d, want %d", at, got, want)
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, text := range hostile() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = Read(context.Background(), "x", []byte(text), Options{})
			}
		})
	}
}
