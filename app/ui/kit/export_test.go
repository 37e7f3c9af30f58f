package kit

import "strings"

// Shown gives the lines of a text as they are drawn.
func Shown(t *Text) string { return strings.Join(t.shown, "\n") }

// NoKeyYet forgets that the last input was a key.
func NoKeyYet() { byKeyboard = false }
