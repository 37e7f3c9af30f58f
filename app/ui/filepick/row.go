package filepick

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

// Widths and heights of the list, in px.
const (
	rowHigh  = 32
	headHigh = 26
	dateWide = 128
	sizeWide = 60
	inset    = 12
)

// row shows a folder or a file: icon, name, and at the right when it was changed and how large it is.
type row struct {
	widget.BaseWidget
	it                         item
	selected, hovered, pressed bool
	fill, bar                  *canvas.Rectangle
	icon                       *kit.Icon
	name, date, size           *kit.Text
}

func newRow() *row {
	r := &row{
		fill: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent), icon: kit.NewIcon("file-open", 18, kit.Ink2),
		name: kit.NewText("", kit.Strong, kit.Ink).Elided(), date: kit.NewText("", kit.Sub, kit.Ink3), size: kit.NewText("", kit.Sub, kit.Ink3).Trailing(),
	}
	r.ExtendBaseWidget(r)
	return r
}

// set changes what the row shows; icon is that of a file.
func (r *row) set(it item, icon string, selected bool) {
	r.it, r.selected = it, selected
	r.name.Set(plain(it.name))
	r.date.Set(dateText(it.modified))
	size := ""
	if it.dir {
		icon = "file-open"
	} else {
		size = sizeText(it.size)
	}
	r.size.Set(size)
	r.icon.Set(icon, kit.Ink2)
	r.Refresh()
}

// SetOver shows the row hovered or pressed.
func (r *row) SetOver(hover, press bool) {
	if r.hovered != hover || r.pressed != press {
		r.hovered, r.pressed = hover, press
		r.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (r *row) AccessibilityLabel() string {
	if r.it.dir {
		return r.it.name + ", folder"
	}
	return r.it.name + ", " + sizeText(r.it.size)
}

// AccessibilityRole implements fyne.Accessible.
func (r *row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	f := &rowFace{row: r, objects: []fyne.CanvasObject{r.fill, r.bar, r.icon, r.name, r.date, r.size}}
	f.paint()
	return f
}

// rowFace draws a row.
type rowFace struct {
	row     *row
	objects []fyne.CanvasObject
}

func (f *rowFace) paint() {
	r, s := f.row, theme.Now()
	r.fill.FillColor, r.bar.FillColor = color.NRGBA{}, color.NRGBA{}
	switch {
	case r.selected:
		r.fill.FillColor, r.bar.FillColor = s.AccentSoft, s.Accent
	case r.pressed:
		r.fill.FillColor = s.Pressed
	case r.hovered:
		r.fill.FillColor = s.Hover
	}
}

// Layout implements fyne.WidgetRenderer.
func (f *rowFace) Layout(size fyne.Size) {
	r := f.row
	put(r.fill, 0, 0, size.Width, size.Height)
	put(r.bar, 0, 0, 3, size.Height)
	put(r.icon, inset, 0, 18, size.Height)
	right := size.Width - inset - sizeWide
	put(r.size, right, 0, sizeWide, size.Height)
	put(r.date, right-dateWide, 0, dateWide, size.Height)
	put(r.name, inset+26, 0, max(0, right-dateWide-inset-34), size.Height)
}

// MinSize implements fyne.WidgetRenderer.
func (f *rowFace) MinSize() fyne.Size { return fyne.NewSize(240, rowHigh) }

// Objects implements fyne.WidgetRenderer.
func (f *rowFace) Objects() []fyne.CanvasObject { return f.objects }

// Destroy implements fyne.WidgetRenderer.
func (f *rowFace) Destroy() {}

// Refresh implements fyne.WidgetRenderer.
func (f *rowFace) Refresh() {
	f.paint()
	f.Layout(f.row.Size())
	canvas.Refresh(f.row)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// head names the columns of the list.
func head() *fyne.Container {
	name, date, size := kit.NewText("Name", kit.TableHead, kit.Ink3), kit.NewText("Modified", kit.TableHead, kit.Ink3), kit.NewText("Size", kit.TableHead, kit.Ink3).Trailing()
	return arranged(fyne.NewSize(240, headHigh), func(o []fyne.CanvasObject, s fyne.Size) {
		put(o[0], 0, 0, s.Width, s.Height)
		right := s.Width - inset - sizeWide
		put(o[1], inset+26, 0, 80, s.Height)
		put(o[2], right-dateWide, 0, dateWide, s.Height)
		put(o[3], right, 0, sizeWide, s.Height)
	}, kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewText("", kit.Sub, kit.Ink3)), name, date, size)
}
