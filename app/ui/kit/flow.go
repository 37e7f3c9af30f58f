package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Run is a stretch of a Flow: words in a role and tone, or a link (where Act is set).
type Run struct {
	Text string
	Role Role
	Tone Tone
	Act  func()
}

// Flow is a paragraph of several runs that wraps as one text; links in it can be pressed and stay in one piece.
//
//	kit.NewFlow(
//		kit.Run{Text: "No ", Role: kit.Small},
//		kit.Run{Text: "legal", Role: kit.SmallBold},
//		kit.Run{Text: " note on Serbia. ", Role: kit.Small},
//		kit.Run{Text: "Use prompt", Role: kit.SmallLink, Act: prompt})
type Flow struct {
	widget.BaseWidget
	line   float32
	pieces []piece
	width  float32
	memo   map[float32]float32 // heights by width
}

// SmallBold is a strong word within a Small text.
var SmallBold = Role{12, 16, SemiBold}

// piece is a word or a link; glued says that no space stands before it.
type piece struct {
	text  string
	role  Role
	tone  Tone
	link  *Link
	glued bool
	obj   *canvas.Text
}

// NewFlow makes a flow. A run that ends or begins with a space is divided there.
func NewFlow(runs ...Run) *Flow {
	f := &Flow{}
	f.take(runs)
	f.ExtendBaseWidget(f)
	return f
}

// SetRuns replaces what the flow says.
func (f *Flow) SetRuns(runs ...Run) {
	f.pieces, f.line, f.memo = nil, 0, nil
	f.take(runs)
	f.Refresh()
}

func (f *Flow) take(runs []Run) {
	glue := true
	for _, r := range runs {
		f.line = max(f.line, r.Role.Line)
		if r.Act != nil {
			l := NewLink(strings.TrimSpace(r.Text), r.Act).In(r.Role)
			f.pieces = append(f.pieces, piece{role: r.Role, link: l, glued: glue && !strings.HasPrefix(r.Text, " ")})
			glue = !strings.HasSuffix(r.Text, " ")
			continue
		}
		for i, w := range strings.Fields(r.Text) {
			joined := i == 0 && glue && !strings.HasPrefix(r.Text, " ")
			f.pieces = append(f.pieces, piece{text: w, role: r.Role, tone: r.Tone, glued: joined, obj: canvas.NewText("", nil)})
		}
		glue = !strings.HasSuffix(r.Text, " ")
	}
	if len(f.pieces) > 0 {
		f.pieces[0].glued = true
	}
}

// flow calls put for each piece with its place, and gives the height.
func (f *Flow) flow(w float32, put func(p *piece, x, y, width float32)) float32 {
	x, y := float32(0), float32(0)
	for i := range f.pieces {
		p := &f.pieces[i]
		width := p.role.Width(p.text)
		if p.link != nil {
			width = p.link.MinSize().Width
		}
		gap := float32(0)
		if !p.glued {
			gap = p.role.Width("n n") - p.role.Width("nn")
		}
		if x > 0 && x+gap+width > w+0.5 {
			x, y = 0, y+f.line
		} else {
			x += gap
		}
		if put != nil {
			put(p, x, y, width)
		}
		x += width
	}
	return y + f.line
}

// HeightFor is the height at a width.
func (f *Flow) HeightFor(w float32) float32 {
	if h, ok := f.memo[w]; ok {
		return h
	}
	if len(f.memo) > 4 || f.memo == nil {
		f.memo = map[float32]float32{}
	}
	h := f.flow(w, nil)
	f.memo[w] = h
	return h
}

// CreateRenderer implements fyne.Widget.
func (f *Flow) CreateRenderer() fyne.WidgetRenderer {
	r := &face{self: f}
	r.min = func() fyne.Size {
		if f.width <= 0 {
			return fyne.NewSize(24, f.line)
		}
		return fyne.NewSize(24, f.HeightFor(f.width))
	}
	r.layout = func(size fyne.Size) {
		f.width = size.Width
		s := theme.Now()
		r.objects = r.objects[:0]
		f.flow(size.Width, func(p *piece, x, y, w float32) {
			if p.link != nil {
				place(p.link, x, y, w, f.line)
				r.objects = append(r.objects, p.link)
				return
			}
			p.role.apply(p.obj, p.text, p.tone.Color(s))
			place(p.obj, x, y, w, f.line)
			r.objects = append(r.objects, p.obj)
		})
	}
	return r.done()
}
