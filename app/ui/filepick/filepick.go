// Package filepick asks for a file on this computer, to open or to save, in the look of the rest of the window.
//
//	filepick.Open(w.Canvas(), filepick.Options{
//		Title: "Open a scenario", Suffixes: []string{".hubscape", ".json"}, Recent: recent, Dispatch: fyne.Do,
//	}, func(path string) { … })
//	filepick.Save(w.Canvas(), filepick.Options{Title: "Save as", Name: "Western Balkans.hubscape", …}, func(path string) { … })
//
// The picker only asks: it opens and writes no file. Before Save hands over the path of a file that exists, it asked
// whether to replace it. Cancelled, nothing is called.
//
// Keys: arrows move, Enter opens or enters, Backspace goes up, letters jump, Ctrl+L goes to the path (Cmd+L on macOS),
// Tab there completes it, Esc cancels.
package filepick

import (
	"errors"
	"io/fs"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hubscape/app/ui/kit"
)

// Options say what is asked for.
type Options struct {
	Title    string
	Dir      string       // where to begin; where the newest of Recent lies, or at home, when it is empty or cannot be read
	Name     string       // Save: the name proposed
	Suffixes []string     // ".hubscape"; files with another ending are hidden at first. Save adds the first where none is there
	Recent   []string     // paths of files, the newest first; their folders are places
	Dispatch func(func()) // runs on the window's goroutine; folders are then read on another. Nil reads them at once
	FS       FS           // the disk where nil
}

// Open asks for an existing file. It calls chosen after the picker is gone.
func Open(c fyne.Canvas, o Options, chosen func(path string)) { newPicker(c, o, chosen, false).show() }

// Save asks for a name in a folder. It calls chosen after the picker is gone, with an absolute path.
func Save(c fyne.Canvas, o Options, chosen func(path string)) { newPicker(c, o, chosen, true).show() }

// picker is one question. All its methods run on the window's goroutine.
type picker struct {
	canvas fyne.Canvas
	o      Options
	fs     FS
	saves  bool
	chosen func(string)

	dir    string
	items  []item // of dir, all of them
	list   []item // those that show
	at     int    // the chosen one in list, or -1
	all    bool   // files with any ending, and hidden ones
	closed bool
	turn   int // counts the reads, so that a late one is dropped
	find   typing

	widgets
}

func newPicker(c fyne.Canvas, o Options, chosen func(string), saves bool) *picker {
	p := &picker{canvas: c, o: o, fs: o.FS, saves: saves, chosen: chosen, at: -1}
	if p.fs == nil {
		p.fs = disk{}
	}
	return p
}

// show opens the picker and reads its first folder.
func (p *picker) show() {
	p.build()
	keys := &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault}
	p.canvas.AddShortcut(keys, func(fyne.Shortcut) { p.toPath() })
	p.surface = kit.Open(p.canvas, p.box, kit.Over{Scrim: true, Stay: true, Place: place, Closed: func() {
		p.turn++
		p.closed = true
		p.canvas.RemoveShortcut(keys)
	}})
	if p.saves {
		p.name.Fill(p.o.Name)
		p.name.FocusIn(p.canvas)
		p.name.SelectFirst(stem(p.o.Name, p.o.Suffixes))
	} else {
		p.canvas.Focus(p.rows)
	}
	p.update()
	p.begin()
}

// toPath puts the cursor into the path.
func (p *picker) toPath() {
	if p.canvas.Overlays().Top() != fyne.CanvasObject(p.surface) {
		return // a question lies over the picker
	}
	p.path.Focus()
	p.path.SelectAll()
}

// away does the reading part of a job beside the window and what it gives back in the window, unless another job began
// or the picker was closed meanwhile. A folder on a sleeping network drive may take a minute.
func (p *picker) away(slow string, read func() (then func())) {
	p.turn++
	turn := p.turn
	if p.o.Dispatch == nil {
		read()()
		return
	}
	still := func() bool { return p.turn == turn }
	ended := false // the word about it may be on its way when the answer comes; stop is then too late
	stop := kit.After(patience, func() {
		if still() && !ended {
			p.say("Reading “" + plain(slow) + "” …")
		}
	})
	go func() {
		then := read()
		p.o.Dispatch(func() {
			stop()
			ended = true
			if still() {
				p.say("")
				then()
			}
		})
	}()
}

// begin reads the folder to begin with: the first of the wished one, that of the last file, home and the topmost that can
// be read. The places are read beside it and come when they come: one of them may lie on a drive that sleeps.
func (p *picker) begin() {
	var tries []string
	if p.o.Dir != "" {
		tries = append(tries, p.o.Dir)
	}
	for _, r := range p.o.Recent[:min(1, len(p.o.Recent))] {
		tries = append(tries, filepath.Dir(r))
	}
	if home := p.fs.Home(); home != "" {
		tries = append(tries, home)
	}
	first := "the computer"
	if len(tries) > 0 {
		first = baseName(tries[0])
	}
	p.away(first, func() func() {
		dir, items, trouble := firstReadable(p.fs, tries)
		if dir == "" {
			if v := p.fs.Volumes(); len(v) > 0 {
				dir, items, _ = firstReadable(p.fs, v[:1])
			}
		}
		return func() {
			p.enter(dir, items, "")
			p.complain(trouble)
		}
	})
	p.readPlaces()
}

// readPlaces fills the column of places, whatever else is read meanwhile.
func (p *picker) readPlaces() {
	if p.o.Dispatch == nil {
		p.setPlaces(findPlaces(p.fs, p.o.Recent))
		return
	}
	go func() {
		places := findPlaces(p.fs, p.o.Recent)
		p.o.Dispatch(func() {
			if !p.closed {
				p.setPlaces(places)
			}
		})
	}()
}

// firstReadable reads the first folder that can be read. What it says about the others is about the first of them.
func firstReadable(f FS, dirs []string) (dir string, items []item, trouble string) {
	for _, d := range dirs {
		if d == "" {
			continue
		}
		items, err := readFolder(f, d)
		if err == nil {
			return d, items, trouble
		}
		if trouble == "" {
			trouble = unread(d, err)
		}
	}
	return "", nil, trouble
}

func unread(dir string, err error) string {
	return "“" + plain(baseName(dir)) + "” could not be read: " + because(err) + "."
}

// baseName is the last part of a path, or all of a topmost folder.
func baseName(path string) string {
	if base := filepath.Base(path); base != string(filepath.Separator) && base != "." {
		return base
	}
	return path
}

// goTo shows another folder, with the cursor at the item called from where there is one. A folder that cannot be read
// leaves everything as it was and is named in one sentence.
func (p *picker) goTo(dir, from string, then ...func()) {
	p.away(baseName(dir), func() func() {
		dir := straight(p.fs, dir)
		items, err := readFolder(p.fs, dir)
		return func() {
			if err != nil {
				p.path.Fill(p.dir)
				p.complain(unread(dir, err))
				return
			}
			p.enter(dir, items, from)
			for _, f := range then {
				f()
			}
		}
	})
}

// enter makes dir the folder that shows.
func (p *picker) enter(dir string, items []item, from string) {
	p.dir, p.items = dir, items
	p.path.Fill(dir)
	p.path.ToEnd()
	p.filter(from)
	p.complain("")
}

// up shows the folder above.
func (p *picker) up() {
	if above := filepath.Dir(p.dir); p.dir != "" && above != p.dir {
		p.goTo(above, filepath.Base(p.dir))
	}
}

// filter picks the items that show and puts the cursor at the one called name, or at the first.
func (p *picker) filter(name string) {
	p.list, p.left = offered(p.items, p.o.Suffixes, p.all)
	p.at = -1
	first := 0
	for i, it := range p.list {
		if it.name == name {
			first, p.at = i, i
		}
	}
	if !p.saves && len(p.list) > 0 {
		p.at = first
	}
	p.rows.Reload()
	if len(p.list) > 0 {
		p.rows.SetCursor(first)
	}
	if p.at < 0 {
		p.rows.SetCursor(-1)
	}
	p.update()
}

// move chooses a row; in Save a file gives its name.
func (p *picker) move(i int) {
	p.at = i
	p.path.Fill(p.dir)
	if it := p.list[i]; p.saves && !it.dir {
		p.name.Fill(it.name)
		p.name.ToEnd()
		p.name.SetError("")
	}
	p.rows.Rebind()
	p.update()
}

// open enters the folder of a row or takes its file.
func (p *picker) open(i int) {
	p.move(i)
	p.find = typing{} // a word typed to jump ends here
	it := p.list[i]
	switch path := filepath.Join(p.dir, it.name); {
	case it.dir:
		p.goTo(path, "")
	case p.saves:
		p.save()
	default:
		p.take(path)
	}
}

// press does what the button at the lower right says. A path that was typed and not yet followed comes first.
func (p *picker) press() {
	switch {
	case p.path.Text() != p.dir:
		p.typed(p.path.Text())
	case p.saves:
		p.save()
	case p.at >= 0:
		p.open(p.at)
	}
}

// take closes the picker and hands over a path.
func (p *picker) take(path string) {
	p.surface.Close()
	p.chosen(path)
}

// typed follows the path that was typed: into a folder, to a file, or it says what is wrong.
func (p *picker) typed(text string) { p.follow(text, nil) }

// follow is typed with something to do once the folder of a file to save shows and its name is filled in.
func (p *picker) follow(text string, then func()) {
	path := typedPath(text, p.dir, p.fs.Home())
	p.away(baseName(path), func() func() {
		info, err := p.fs.Stat(path)
		var above bool
		if err != nil && p.saves {
			i, e := p.fs.Stat(filepath.Dir(path))
			above = e == nil && i.IsDir()
		}
		return func() {
			name := "“" + plain(baseName(path)) + "”"
			switch {
			case err == nil && info.IsDir():
				p.goTo(path, "", p.rows.Focus)
			case err == nil && !info.Mode().IsRegular():
				p.complain(name + " is not a regular file.")
			case err == nil && !p.saves:
				p.take(path)
			case err == nil || above:
				p.goTo(filepath.Dir(path), filepath.Base(path), func() {
					p.propose(filepath.Base(path))
					if then != nil {
						then()
					}
				})
			default:
				p.complain(missing(name, err))
			}
		}
	})
}

// missing says that a path leads nowhere, and why where that says more.
func missing(name string, err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return name + " was not found."
	}
	return name + " was not found: " + because(err) + "."
}

// propose fills in a name and marks its stem.
func (p *picker) propose(name string) {
	p.name.Fill(name)
	p.name.SetError("")
	p.name.Focus()
	p.name.SelectFirst(stem(name, p.o.Suffixes))
	p.update()
}
