// Package recovery asks the questions that follow when something went wrong with a file: after a crash, when the file
// changed on the disk, when it is gone, when someone else has it open. It only asks; what each answer does is handed in.
//
// Every question says what happened, that nothing is lost, and what each answer leads to; the safe answer is the
// primary one, and Esc never throws anything away.
package recovery

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
)

// Line is one change in words.
type Line struct {
	Mark  string // move, edit, add, remove: the change mark before it
	Text  string
	Trail string // at the right: a time
	Warn  bool   // changed by both sides
}

// shownLines is how many changes a question shows before "All n changes".
const shownLines = 3

// width of these dialogs.
const width = 560

// row shows one line.
func (l Line) row() fyne.CanvasObject {
	icon, tone := "change-"+l.Mark, kit.Ink2
	if l.Warn {
		icon, tone = "warning", kit.Warn
	}
	items := []fyne.CanvasObject{kit.NewIcon(icon, 16, tone), kit.Expand(kit.NewText(l.Text, kit.Second, kit.Ink).Elided())}
	if l.Trail != "" {
		items = append(items, kit.NewText(l.Trail, kit.Small, kit.Ink3))
	}
	return kit.NewRow(9, kit.Pad(5, 11), items...)
}

// list is a framed list of changes; a link at its foot shows the rest in the same place, and grown is told of it.
func list(lines []Line, grown func()) fyne.CanvasObject {
	column := kit.NewColumn(0, kit.Inset{})
	show := func(n int) {
		var items []fyne.CanvasObject
		for i, l := range lines[:n] {
			if i > 0 {
				items = append(items, kit.NewRule(0))
			}
			items = append(items, l.row())
		}
		column.SetItems(items...)
	}
	if len(lines) <= shownLines {
		show(len(lines))
		return kit.NewFrame(kit.FillPanel, 8, kit.Pad(1, 1), column).Edged()
	}
	show(shownLines)
	foot := kit.NewColumn(0, kit.Inset{})
	page := kit.NewColumn(0, kit.Inset{}, column, foot)
	all := kit.NewLink(fmt.Sprintf("All %d changes", len(lines)), nil).In(kit.SecondLink)
	all.SetAct(func() {
		show(len(lines))
		if len(lines) > 8 {
			page.SetItems(limited(kit.NewScroll(column), 216))
		} else {
			page.SetItems(column)
		}
		grown()
	})
	foot.SetItems(kit.NewRule(0), kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewRow(0, kit.Pad(5, 11), all, kit.Space())))
	return kit.NewFrame(kit.FillPanel, 8, kit.Pad(1, 1), page).Edged()
}

// Crash is what was found of a session that did not end as it should.
type Crash struct {
	Changes int
	Until   time.Time // of the last change kept
	File    string    // base name; "" when the document was never saved
	Saved   time.Time // when the file was saved last
	Lines   []Line    // newest first, all of them
	More    int       // documents that wait to be asked about after this one
	With    func()    // open with the changes
	Without func()    // open the file as it was saved; for a document never saved, leave it aside
	Look    func()    // compare first; nil when there is nothing to compare with
	Later   func()    // Esc; nil only closes
	Report  func()    // write a report; the box is shown when set
}

// AskCrash asks what to do with the changes that were kept. Esc leaves everything for the next start.
func AskCrash(c fyne.Canvas, q Crash) *kit.Surface {
	var s *kit.Surface
	report := false
	then := func(act func()) func() {
		return func() {
			act()
			if report && q.Report != nil {
				q.Report()
			}
		}
	}
	body := []fyne.CanvasObject{list(q.Lines, func() { s.Relayout() })}
	if q.Report != nil {
		body = append(body, kit.NewCheck("Make a report for the maker: a text file you can read first; nothing is sent", false, func(on bool) { report = on }))
	}
	with := kit.Choice{Label: "Open with the " + counted(q.Changes, "change"), Icon: "check", Primary: true, Act: then(q.With)}
	without := kit.Choice{Label: "Leave them aside", Act: then(q.Without)}
	if q.File != "" {
		without.Label = "Open the file of " + clock(q.Saved)
	}
	choices := []kit.Choice{without, with}
	if q.Look != nil {
		choices = append([]kit.Choice{{Label: "Look first", Icon: "difference", Left: true, Act: then(q.Look)}}, choices...)
	}
	s = kit.ShowDialog(c, kit.Dialog{Title: "The program closed before your last changes were saved", Icon: "history", Width: width,
		Text: q.sentence(), Body: kit.NewColumn(8, kit.Inset{}, body...), Choices: choices, Cancel: q.Later})
	return s
}

// sentence says what is kept.
func (q Crash) sentence() string {
	verb := "are"
	if q.Changes == 1 {
		verb = "is"
	}
	s := fmt.Sprintf("%s %s kept, up to %s. ", counted(q.Changes, "change"), verb, q.Until.Local().Format("15:04:05"))
	if q.File == "" {
		s += "The scenario had no file yet. "
	} else {
		s += "Your file " + q.File + " of " + clock(q.Saved) + " is untouched. "
	}
	s += "Nothing is replaced until you choose."
	if q.More > 0 {
		s += " " + counted(q.More, "other scenario") + " can be taken up after this one."
	}
	return s
}

// Side is one of two versions.
type Side struct {
	Title, Sub string
	Lines      []Line
}

// frame shows a side.
func (s Side) frame() fyne.CanvasObject {
	head := kit.NewFrame(kit.FillPanel2, 7, kit.Pad(7, 11), kit.NewColumn(1, kit.Inset{}, kit.NewText(s.Title, kit.Head, kit.Ink).Elided(), kit.NewText(s.Sub, kit.Sub, kit.Ink3).Elided()))
	items := []fyne.CanvasObject{head, kit.NewRule(0)}
	for i, l := range s.Lines {
		if i == shownLines && len(s.Lines) > shownLines+1 {
			items = append(items, kit.NewRow(0, kit.Pad(5, 11), kit.NewText(counted(len(s.Lines)-shownLines, "more change"), kit.Small, kit.Ink3)))
			break
		}
		items = append(items, l.row())
	}
	if len(s.Lines) == 0 {
		items = append(items, kit.NewRow(0, kit.Pad(5, 11), kit.NewText("No change", kit.Small, kit.Ink3)))
	}
	return kit.NewFrame(kit.FillRaise, 8, kit.Pad(1, 1), kit.NewColumn(0, kit.Inset{}, items...)).Edged()
}

// Changed is a file that someone saved while it was open here.
type Changed struct {
	At     time.Time // when it was saved
	Mine   Side
	Theirs Side
	// Sentence says what both changed, and Conflict that there is such a thing.
	Sentence string
	Conflict bool
	Keep     func() // mine goes over theirs at the next save
	Load     func() // theirs takes the place of mine
	Copy     func() // mine under another name
	Merge    func() // compare and take what does not touch
}

// AskChanged asks which version goes on. Esc keeps asking at the next save.
func AskChanged(c fyne.Canvas, q Changed) *kit.Surface {
	rows := []fyne.CanvasObject{sideBySide(q.Mine.frame(), q.Theirs.frame())}
	if q.Sentence != "" {
		icon, tone := "info", kit.Ink2
		if q.Conflict {
			icon, tone = "warning", kit.Warn
		}
		rows = append(rows, kit.NewRow(8, kit.Pad(4, 0), kit.NewIcon(icon, 16, tone), kit.Expand(kit.NewParagraph(q.Sentence, kit.Small, tone))).AtTop())
	}
	return kit.ShowDialog(c, kit.Dialog{Title: "The file changed on disk while it was open here", Icon: "difference", Width: 600,
		Text: "Another program or person saved it at " + clock(q.At) + ". Both versions are safe; choose what to go on with.",
		Body: kit.NewColumn(8, kit.Inset{}, rows...),
		Choices: []kit.Choice{{Label: "Keep mine", Left: true, Act: q.Keep}, {Label: "Load theirs", Left: true, Act: q.Load},
			{Label: "Save mine as a copy", Icon: "copy", Left: true, Act: q.Copy}, {Label: "Compare and merge", Icon: "difference", Primary: true, Act: q.Merge}}})
}

// AskVanished asks what to do about a file that is no longer where it was.
func AskVanished(c fyne.Canvas, file string, again, elsewhere func()) *kit.Surface {
	return kit.ShowDialog(c, kit.Dialog{Title: "The file is no longer in its folder", Icon: "warning", Width: width,
		Text: file + " was moved, renamed or deleted, or its disk was taken out. Nothing is lost: the scenario is open here and its changes are kept.",
		Choices: []kit.Choice{{Label: "Go on without", Left: true}, {Label: "Save elsewhere", Icon: "export", Act: elsewhere},
			{Label: "Save it there again", Icon: "save", Primary: true, Act: again}}})
}

// Held is a file that someone else has open.
type Held struct {
	File, User, Host string
	Since            time.Time
	ReadOnly         func() // look only
	Copy             func() // edit under another name
	TakeOver         func() // nil while the other is known to be at work
}

// AskHeld asks how to open a file that someone else edits.
func AskHeld(c fyne.Canvas, q Held) *kit.Surface {
	who := "Someone"
	if q.User != "" {
		who = q.User
	}
	if q.Host != "" {
		who += " on " + q.Host
	}
	choices := []kit.Choice{{Label: "Edit a copy", Icon: "copy", Act: q.Copy}, {Label: "Open to read", Icon: "lock", Primary: true, Act: q.ReadOnly}}
	text := who + " has it open since " + clock(q.Since) + ". You can read it here; two who save would undo each other's work."
	if q.TakeOver != nil {
		text += " If that program is gone, take the file over."
		choices = append([]kit.Choice{{Label: "Take it over", Left: true, Act: q.TakeOver}}, choices...)
	}
	return kit.ShowDialog(c, kit.Dialog{Title: q.File + " is being edited", Icon: "lock", Width: width, Text: text, Choices: choices})
}

// counted is a number with its noun, in the plural where there are several.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// clock is a time of today, or with its day when it is older than that.
func clock(t time.Time) string {
	if t.IsZero() {
		return "before"
	}
	t = t.Local()
	y, m, d := now().Local().Date()
	if ty, tm, td := t.Date(); ty == y && tm == m && td == d {
		return t.Format("15:04")
	}
	return t.Format("2 January, 15:04")
}

// now is the clock; tests set it.
var now = time.Now
