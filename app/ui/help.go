package ui

import (
	"regexp"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/evidence"
	"hubscape/app/ui/kit"
	"hubscape/assets"
)

var timeZero time.Time

// gestures are the keys and movements that no action holds.
var gestures = [][2]string{
	{"Drag, Space-drag, middle-drag", "Pan the map"}, {"Arrows", "Pan the map"}, {"Wheel", "Zoom at the pointer, finer with Ctrl"}, {"+ − PgUp PgDn", "Zoom"},
	{"Shift-drag", "Zoom to a box"}, {"Double click", "Zoom in"}, {"Right click", "Menu of the place"}, {"Drag a site", "Move it"},
	{"Esc", "Leave the tool, then the selection"}, {"T while placing", "Change the precision"}, {"F6", "Go from search to list to map"}, {"F10", "Menu"},
}

// showKeys is the sheet of shortcuts.
func (w *Window) showKeys() {
	left, right := []kitObject{}, []kitObject{}
	for _, a := range w.actions.All() {
		if len(a.Shortcut) > 0 {
			left = append(left, keyRow(keysOf(a), a.Label))
		}
	}
	for _, g := range gestures {
		right = append(right, keyRow(g[0], g[1]))
	}
	body := container.NewGridWithColumns(2, kit.NewColumn(4, kit.Inset{}, left...), kit.NewColumn(4, kit.Inset{}, right...))
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "Keyboard and mouse", Width: 560, Body: body, Choices: []kit.Choice{{Label: "Close", Primary: true}}})
}

func keyRow(key, what string) kitObject {
	return kit.NewColumn(0, kit.Inset{Right: 8}, kit.NewText(key, kit.SmallBold, kit.Ink), kit.NewParagraph(what, kit.Caption, kit.Ink3))
}

// showWhatsNew shows what users notice in this version.
func (w *Window) showWhatsNew() { w.document("What is new", assets.WhatsNew()) }

// showAbout names the version, the rules and the owners of data and fonts.
func (w *Window) showAbout() {
	w.document("About Hubscape "+w.d.Version, strings.Join([]string{
		"Hubscape examines proposals for return hubs and takes no side. Every claim shows who said it, when and how well it is sourced. It never touches the network.",
		evidence.BorderPolicy, assets.Attribution(),
	}, "\n\n"))
}

// document shows a text of headings, paragraphs and lists.
func (w *Window) document(title, text string) {
	var rows []kitObject
	for _, p := range strings.Split(text, "\n\n") {
		p = strings.TrimSpace(p)
		switch {
		case p == "":
		case strings.HasPrefix(p, "#"):
			rows = append(rows, kit.NewParagraph(plain(strings.TrimLeft(p, "# ")), kit.Head, kit.Ink))
		default:
			for _, line := range paragraphLines(p) {
				rows = append(rows, kit.NewParagraph(line, kit.Small, kit.Ink2))
			}
		}
	}
	col := kit.NewColumn(6, kit.Inset{Right: 12}, rows...)
	s := kit.NewScroll(col)
	h := min(col.HeightFor(500), w.win.Canvas().Size().Height-240)
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: title, Width: 560, Body: container.New(heightLayout(h), s), Choices: []kit.Choice{{Label: "Close", Primary: true}}})
}

// paragraphLines joins wrapped lines, keeps list items apart, and makes an item of every row of a table.
func paragraphLines(p string) []string {
	var out []string
	head := true
	for _, l := range strings.Split(p, "\n") {
		l = plain(strings.TrimSpace(l))
		row := strings.HasPrefix(l, "|")
		if row && head {
			head = !strings.HasPrefix(l, "|-") // the head of a table, and the line under it
			continue
		}
		item := strings.HasPrefix(l, "* ") || strings.HasPrefix(l, "- ")
		switch {
		case row:
			out = append(out, "• "+cells(l))
		case item:
			out = append(out, "• "+l[2:])
		case len(out) == 0:
			out = append(out, l)
		default:
			out[len(out)-1] += " " + l
		}
	}
	return out
}

// cells joins the cells of a table's row.
func cells(row string) string {
	parts := strings.Split(strings.Trim(row, "| "), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, " · ")
}

var markdownLink = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// plain takes the marks of code and links out of a line.
func plain(l string) string {
	return strings.ReplaceAll(markdownLink.ReplaceAllString(l, "$1"), "`", "")
}

// heightLayout gives its object a fixed height.
type heightLayout float32

// MinSize implements fyne.Layout.
func (h heightLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, float32(h)) }

// Layout implements fyne.Layout.
func (h heightLayout) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		place(o, 0, 0, s)
	}
}
