package filepick

import (
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// patience is how long a folder may take to be read before that is said.
const patience = 300 * time.Millisecond

// pause ends a word that is typed to jump in the list.
const pause = time.Second

// typing is what was typed over the list.
type typing struct {
	text string
	last time.Time
}

// clock is the time of typing.
var clock = time.Now

// listKey takes the keys of the list that the list itself has no use for.
func (p *picker) listKey(e *fyne.KeyEvent) bool {
	if e.Name == fyne.KeyBackspace {
		p.up()
		return true
	}
	return false
}

// jump goes to the next item whose name begins with what was typed. One letter typed again goes on to the next. What
// begins a path goes into the path instead, with all that follows.
func (p *picker) jump(r rune) bool {
	if r == '/' || r == '~' || r == '\\' {
		p.path.SetText(string(r))
		p.path.Focus()
		p.path.ToEnd()
		return true
	}
	if unicode.IsControl(r) || len(p.list) == 0 {
		return false
	}
	now := clock()
	if now.Sub(p.find.last) > pause {
		p.find.text = ""
	}
	p.find.last = now
	letter := fold(string(r))
	if p.find.text != letter {
		p.find.text += letter
	}
	start := p.rows.Cursor()
	if p.find.text == letter {
		start++ // a new word or the same letter again
	}
	for k := range p.list {
		i := (max(start, 0) + k) % len(p.list)
		if strings.HasPrefix(fold(p.list[i].name), p.find.text) {
			p.rows.SetCursor(i)
			p.move(i)
			break
		}
	}
	return true
}

// pathKey completes the path with Tab and goes on to the list with the arrow down.
func (p *picker) pathKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyTab:
		if held()&fyne.KeyModifierShift != 0 {
			p.canvas.FocusPrevious()
		} else {
			p.complete()
		}
		return true
	case fyne.KeyDown:
		p.rows.Focus()
		return true
	case fyne.KeyEscape:
		if p.path.Text() != p.dir { // the first Esc takes back what was typed
			p.path.Fill(p.dir)
			p.path.ToEnd()
			p.complain("")
			return true
		}
	}
	return false
}

// nameKey goes on to the list with the arrow down.
func (p *picker) nameKey(e *fyne.KeyEvent) bool {
	if e.Name == fyne.KeyDown {
		p.rows.Focus()
		return true
	}
	return false
}

// complete extends the typed path, or goes on to the next field when there is nothing to add.
func (p *picker) complete() {
	text := p.path.Text()
	if text == p.dir {
		p.canvas.FocusNext()
		return
	}
	dir, all, suffixes, saves := p.dir, p.all, p.o.Suffixes, p.saves
	fits := func(it item) bool { return it.dir || !saves && (all || hasSuffix(it.name, suffixes)) }
	p.away(text, func() func() {
		longer, more := completed(p.fs, text, dir, fits)
		return func() {
			switch {
			case p.path.Text() != text:
			case more:
				p.path.Fill(longer)
				p.path.ToEnd()
			default:
				p.canvas.FocusNext()
			}
		}
	})
}

// held gives the modifiers that are down.
func held() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
