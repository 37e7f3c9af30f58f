package action

import (
	"errors"
	"fmt"
	"strings"
)

// Shortcut is a key with modifiers, the same on every platform. Primary is Ctrl, and Cmd on macOS.
type Shortcut struct {
	Primary, Shift, Alt bool
	Key                 string // "S", "F2", "Delete", "PageUp", "+", "?"
}

// keys are the names of keys that are no single character, in their one spelling.
var keys = []string{
	"Escape", "Return", "Tab", "Space", "Backspace", "Delete", "Insert", "Home", "End", "PageUp", "PageDown",
	"Up", "Down", "Left", "Right",
	"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12",
}

// Parse reads "Primary+Shift+Z", "F2" or "+". Modifiers come in any order and case; "Ctrl" and "Cmd" mean Primary.
func Parse(s string) (Shortcut, error) {
	var out Shortcut
	rest := s
	for {
		head, tail, ok := strings.Cut(rest, "+")
		if !ok || head == "" || tail == "" {
			break
		}
		var set *bool
		switch strings.ToLower(head) {
		case "primary", "ctrl", "cmd":
			set = &out.Primary
		case "shift":
			set = &out.Shift
		case "alt":
			set = &out.Alt
		default:
			return Shortcut{}, fmt.Errorf("shortcut %q: %q is no modifier; use Primary, Shift or Alt", s, head)
		}
		if *set {
			return Shortcut{}, fmt.Errorf("shortcut %q: %q stands twice; keep it once", s, head)
		}
		*set, rest = true, tail
	}
	key, err := keyName(rest)
	if err != nil {
		return Shortcut{}, fmt.Errorf("shortcut %q: %w", s, err)
	}
	out.Key = key
	return out, nil
}

// keyName gives a key its one spelling.
func keyName(s string) (string, error) {
	if r := []rune(s); len(r) == 1 && r[0] > ' ' {
		return strings.ToUpper(s), nil
	}
	for _, k := range keys {
		if strings.EqualFold(k, s) {
			return k, nil
		}
	}
	if s == "" {
		return "", errors.New("has no key; end it with one such as S or F2")
	}
	return "", fmt.Errorf("%q is no key; write one such as S, F2 or PageUp", s)
}

// Keys parses shortcuts that are written in the program itself; a mistake there is a broken invariant and panics.
func Keys(list ...string) []Shortcut {
	out := make([]Shortcut, len(list))
	for i, s := range list {
		k, err := Parse(s)
		if err != nil {
			panic(err)
		}
		out[i] = k
	}
	return out
}

// String is the shortcut as Parse reads it: "Primary+Shift+Z".
func (s Shortcut) String() string { return s.join("Primary", "Alt", "Shift") }

// Text is the shortcut as people of a system read it: "Ctrl+Shift+Z", on macOS (goos "darwin") "⇧⌘Z".
func (s Shortcut) Text(goos string) string {
	if goos != "darwin" {
		return s.join("Ctrl", "Alt", "Shift")
	}
	var b strings.Builder
	for _, m := range []struct {
		on   bool
		sign string
	}{{s.Alt, "⌥"}, {s.Shift, "⇧"}, {s.Primary, "⌘"}} {
		if m.on {
			b.WriteString(m.sign)
		}
	}
	return b.String() + s.Key
}

func (s Shortcut) join(primary, alt, shift string) string {
	var parts []string
	for _, m := range []struct {
		on   bool
		name string
	}{{s.Primary, primary}, {s.Alt, alt}, {s.Shift, shift}} {
		if m.on {
			parts = append(parts, m.name)
		}
	}
	return strings.Join(append(parts, s.Key), "+")
}
