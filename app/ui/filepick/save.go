package filepick

import (
	"path/filepath"
	"runtime"
	"strings"

	"hubscape/app/ui/kit"
)

// save takes the name in the field, after asking when a file of it exists. A path instead of a name leads there and saves.
func (p *picker) save() {
	if p.path.Text() != p.dir { // typed and not yet followed
		p.typed(p.path.Text())
		return
	}
	name := strings.TrimSpace(p.name.Text())
	if strings.ContainsRune(name, filepath.Separator) || name == "~" || name == ".." {
		p.follow(name, p.save)
		return
	}
	if p.dir == "" {
		p.refuse("Choose a folder first.")
		return
	}
	full := withSuffix(name, p.o.Suffixes)
	if name == "" || name == "." {
		full = name
	}
	if wrong := nameProblem(full, runtime.GOOS == "windows"); wrong != "" {
		p.refuse(wrong)
		return
	}
	p.check(name, full)
}

// check looks at what has the name already.
func (p *picker) check(name, full string) {
	dir, path := p.dir, filepath.Join(p.dir, full)
	p.away(full, func() func() {
		bare, bareErr := p.fs.Stat(filepath.Join(dir, name))
		info, err := p.fs.Stat(path)
		return func() {
			switch {
			case bareErr == nil && bare.IsDir():
				p.goTo(filepath.Join(dir, name), "", p.name.Focus)
			case err != nil:
				p.take(path)
			case info.IsDir():
				p.refuse("“" + plain(full) + "” is a folder; type another name.")
			case !info.Mode().IsRegular():
				p.refuse("“" + plain(full) + "” is not a regular file; type another name.")
			default:
				p.askReplace(path)
			}
		}
	})
}

// refuse says below the name what is wrong with it.
func (p *picker) refuse(sentence string) {
	p.name.SetError(sentence)
	p.body.Refresh()
	p.name.Focus()
}

// askReplace asks before a file is overwritten. Cancel has the focus, so that Enter held too long loses nothing.
func (p *picker) askReplace(path string) {
	kit.ShowDialog(p.canvas, kit.Dialog{
		Title:   "Replace “" + plain(filepath.Base(path)) + "”?",
		Text:    "A file of this name is in “" + plain(baseName(p.dir)) + "” already. Replaced, its contents are lost.",
		Choices: []kit.Choice{{Label: "Cancel", Act: p.name.Focus}, {Label: "Replace", Act: func() { p.take(path) }}},
		Cancel:  p.name.Focus,
	})
}

// askFolder asks for the name of a new folder, beginning with a text and what was wrong with it.
func (p *picker) askFolder(text, wrong string) {
	if p.dir == "" {
		return
	}
	field := kit.NewEntry("Name of the folder")
	field.Fill(text)
	field.SetError(wrong)
	var s *kit.Surface
	create := func() { p.makeFolder(strings.TrimSpace(field.Text())) }
	field.OnSubmitted = func(string) {
		s.Close()
		create()
	}
	s = kit.ShowDialog(p.canvas, kit.Dialog{
		Title: "New folder in “" + plain(baseName(p.dir)) + "”", Body: field, Focus: field,
		Choices: []kit.Choice{{Label: "Cancel"}, {Label: "Create", Primary: true, Act: create}},
	})
	field.SelectAll()
}

// makeFolder makes a folder in the one that shows and enters it.
func (p *picker) makeFolder(name string) {
	if wrong := nameProblem(name, runtime.GOOS == "windows"); wrong != "" {
		p.askFolder(name, wrong)
		return
	}
	path := filepath.Join(p.dir, name)
	p.away(name, func() func() {
		err := p.fs.MakeDir(path)
		return func() {
			if err != nil {
				p.askFolder(name, "“"+plain(name)+"” was not made: "+because(err)+".")
				return
			}
			p.goTo(path, "")
		}
	})
}
