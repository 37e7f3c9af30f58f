package sweep

import (
	"image"
	"image/color"
	"math"
	"sync"
	"sync/atomic"

	"hubscape/geo/basemap"
)

const (
	maxWorkers = 16
	maxCopies  = 1 << 16 // worlds side by side in one picture
)

// visible is a chunk of which something shows in the window.
type visible struct {
	diff   int64 // packed colour difference across it; 0 for none
	chunk  int32
	b0, b1 uint16 // bands it touches
	pen    uint8  // 0 for none
	copy   uint16 // which of the worlds side by side
	beside bool   // left of the window altogether
}

// layout is one pass made ready: what shows, sorted by band.
type layout struct {
	mode  Mode
	sea   int64
	over  uint64 // colour of an overlay, spread
	nibs  [MaxPens]nib
	inks  [MaxPens]uint64 // the pens' colours, spread
	reach float64         // of the widest pen, px
	level *level
	x     []float64 // left edge of the frame in mesh units, for each of the worlds side by side
	seen  []visible
	start []int32 // per band, the first of its entries; one more than bands
	entry []int32 // indices into seen
	pens  int
}

// frame is the working memory of one drawing. Frames are kept and used again.
type frame struct {
	one     [1]Pass
	passes  []layout
	dst     *image.RGBA
	view    View
	scale   float64 // 24.8 px per mesh unit
	w, h    int
	bands   int
	next    atomic.Int32
	wait    sync.WaitGroup
	workers []band
	seats   atomic.Int32
}

var spare struct {
	sync.Mutex
	frames []*frame
}

func takeFrame() *frame {
	spare.Lock()
	defer spare.Unlock()
	if n := len(spare.frames); n > 0 {
		f := spare.frames[n-1]
		spare.frames = spare.frames[:n-1]
		return f
	}
	return &frame{}
}

func (f *frame) release() {
	f.dst = nil
	f.one[0] = Pass{}
	for i := range f.passes {
		f.passes[i].level = nil
	}
	spare.Lock()
	defer spare.Unlock()
	if len(spare.frames) < 4 {
		spare.frames = append(spare.frames, f)
	}
}

// draw paints the passes over dst.
func (f *frame) draw(dst *image.RGBA, v View, passes []Pass, workers int) {
	r := dst.Rect
	if r.Empty() {
		return
	}
	f.dst, f.view = dst, tame(v)
	f.scale = 256 / f.view.Step
	f.w, f.h = r.Dx(), r.Dy()
	f.bands = (f.h + bandRows - 1) / bandRows
	for len(f.passes) < len(passes) {
		f.passes = append(f.passes, layout{})
	}
	all := f.passes
	f.passes = f.passes[:len(passes)]
	for i := range passes {
		f.prepare(&f.passes[i], &passes[i])
	}
	f.share(min(workersFor(workers), f.bands))
	f.passes = all
}

// prepare finds what a pass shows, band by band.
func (f *frame) prepare(p *layout, q *Pass) {
	p.mode, p.sea, p.over, p.reach, p.pens = q.Mode, 0, spread(pixel(q.Style.Color)), 0, 0
	if q.Mode == Base {
		p.sea = q.Style.faceValue(Base, 0) << coverBits
	}
	for i := 1; i < min(len(q.Style.Pens), MaxPens); i++ {
		p.nibs[i].set(q.Style.Pens[i], uint8(i))
		p.inks[i] = spread(pixel(q.Style.Pens[i].Color))
		if p.nibs[i].drawn() {
			p.reach = math.Max(p.reach, float64(p.nibs[i].reach)/256)
		}
		p.pens = i + 1
	}
	p.level = q.Layer.level(levelFor(f.view.Step))
	p.seen, p.x = p.seen[:0], p.x[:0]
	first, last := f.copies(q.Layer.bounds, p.reach)
	for k := first; k <= last; k++ {
		p.x = append(p.x, f.view.X-float64(float64(k)*basemap.UnitsPerWorld))
		f.collect(p, q.Style, uint16(k-first))
	}
	f.sort(p)
}

// copies gives the shifts, in whole worlds, at which the mesh shows.
func (f *frame) copies(b box, reach float64) (first, last int) {
	r := f.dst.Rect
	margin := reach + 2
	left := f.view.X + float64((float64(r.Min.X)-margin)*f.view.Step)
	right := f.view.X + float64((float64(r.Max.X)+margin)*f.view.Step)
	first = int(math.Ceil((left - float64(b.x1)) / basemap.UnitsPerWorld))
	last = int(math.Floor((right - float64(b.x0)) / basemap.UnitsPerWorld))
	return first, min(last, first+maxCopies-1)
}

// collect appends the chunks that show in one of the worlds side by side.
func (f *frame) collect(p *layout, s *Style, which uint16) {
	r, step := f.dst.Rect, f.view.Step
	margin := p.reach + 2
	x, y := p.x[which], f.view.Y
	left := bound(x + float64((float64(r.Min.X)-margin)*step))
	right := bound(x + float64((float64(r.Max.X)+margin)*step))
	top := y + float64((float64(r.Min.Y)-margin)*step)
	above, below := bound(top), bound(y+float64((float64(r.Max.Y)+margin)*step))
	perBand := 1 / (step * bandRows)
	spread := 2 * float64(margin*step)
	chunks := p.level.chunks
	for i := range chunks {
		c := &chunks[i]
		if int64(c.y0) > below || int64(c.y1) < above || int64(c.x0) > right {
			continue
		}
		v := visible{chunk: int32(i), copy: which, beside: int64(c.x1) < left}
		if p.mode != Stroke && !c.hollow {
			v.diff = s.faceValue(p.mode, c.left) - s.faceValue(p.mode, c.right)
		}
		if !v.beside {
			v.pen = s.pen(p, c)
		}
		if v.diff == 0 && v.pen == 0 {
			continue
		}
		v.b0 = f.bandOf((float64(c.y0) - top - spread) * perBand)
		v.b1 = f.bandOf((float64(c.y1) - top) * perBand)
		p.seen = append(p.seen, v)
	}
}

func (f *frame) bandOf(b float64) uint16 {
	return uint16(math.Max(0, math.Min(b, float64(f.bands-1))))
}

func bound(x float64) int64 { return int64(within(x, -1<<40, 1<<40)) }

// faceValue is what a face adds to the sums of a pass.
func (s *Style) faceValue(m Mode, face uint16) int64 {
	if m == Overlay {
		if int(face) < len(s.Cover) {
			return int64(s.Cover[face])
		}
		return 0
	}
	if int(face) < len(s.Palette) {
		return packed(s.Palette[face])
	}
	if len(s.Palette) > 0 {
		return packed(s.Palette[0])
	}
	return packed(color.RGBA{})
}

// pen gives the index of the nib for a chunk, 0 for none.
func (s *Style) pen(p *layout, c *chunk) uint8 {
	n := s.Rule[c.class&(classes-1)][s.flag(c.left)][s.flag(c.right)]
	if int(n) >= p.pens || !p.nibs[n].drawn() {
		return 0
	}
	return n
}

func (s *Style) flag(face uint16) uint8 {
	if int(face) < len(s.Flags) {
		return s.Flags[face] & (MaxFlags - 1)
	}
	return 0
}

// sort lists for each band the chunks that touch it.
func (f *frame) sort(p *layout) {
	if cap(p.start) < f.bands+2 {
		p.start = make([]int32, f.bands+2)
	}
	p.start = p.start[:f.bands+2]
	clear(p.start)
	total := 0
	for i := range p.seen {
		v := &p.seen[i]
		for b := v.b0; b <= v.b1; b++ {
			p.start[b+2]++
		}
		total += int(v.b1 - v.b0 + 1)
	}
	for b := 2; b < len(p.start); b++ {
		p.start[b] += p.start[b-1]
	}
	if cap(p.entry) < total {
		p.entry = make([]int32, total+total/4)
	}
	p.entry = p.entry[:total]
	for i := range p.seen {
		v := &p.seen[i]
		for b := v.b0; b <= v.b1; b++ {
			p.entry[p.start[b+1]] = int32(i)
			p.start[b+1]++
		}
	}
}

// band paints all passes over band number k.
func (f *frame) band(b *band, k int) {
	top := f.dst.Rect.Min.Y + k*bandRows
	b.h = int64(min(bandRows, f.dst.Rect.Max.Y-top))
	for i := range f.passes {
		p := &f.passes[i]
		if p.mode != Base && p.start[k] == p.start[k+1] {
			continue
		}
		l := f.lens(p, b, top)
		for _, j := range p.entry[p.start[k]:p.start[k+1]] {
			v := &p.seen[j]
			l.x = p.x[v.copy]
			l.chunk(b, &p.level.chunks[v.chunk], v)
		}
		f.resolve(b, p, top)
	}
}

// resolve turns the band's sums into pixels.
func (f *frame) resolve(b *band, p *layout, top int) {
	run := p.sea
	for row := range int(b.h) {
		at := f.dst.PixOffset(f.dst.Rect.Min.X, top+row)
		pix := f.dst.Pix[at : at+4*f.w : at+4*f.w]
		if p.mode == Stroke {
			b.resolveStroke(row, pix, &p.inks)
			continue
		}
		run += b.diff[row]
		s := run + b.left[row]
		b.diff[row], b.left[row] = 0, 0
		if p.mode == Base {
			b.resolveBase(row, pix, s, &p.inks)
		} else {
			b.resolveOver(row, pix, s, p.over, &p.inks)
		}
	}
	b.diff[b.h] = 0
}
