package geojson

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// Options of Read.
type Options struct {
	CRS string // coordinate system to read the numbers in ("EPSG:32634"); "" for what the file says, else degrees
}

// Read reads a file of GeoJSON: a FeatureCollection, a Feature or a bare geometry, or features one a line, with or
// without record separators. Positions become lon, lat degrees (WGS 84) and stay bit by bit what the file has, unless
// the file has another coordinate system. Longitudes up to 540 either way are brought into -180 … 180. Rings are closed
// and run as RFC 7946 asks, which is noted. The error says in one sentence why nothing could be read; what could not is
// named in Skipped. name is the file's, for the dataset and its layer. b must not be changed afterwards: the dataset
// holds pieces of it.
func Read(ctx context.Context, name string, b []byte, o Options) (*feature.Dataset, error) {
	if len(b) > feature.MaxFile {
		return nil, fmt.Errorf("is %d MB large, more than the %d MB that can be read; split it in a GIS", len(b)>>20, feature.MaxFile>>20)
	}
	text, said, err := toUTF8(ctx, b)
	if err != nil {
		return nil, err
	}
	r := newReader(ctx, name, text)
	if said != "" {
		r.notice("", said)
	}
	if err := r.file(); err != nil {
		return nil, err
	}
	if r.esri && len(r.layers) == 0 {
		return nil, errEsri
	}
	system := r.crs
	if o.CRS != "" {
		system = quoted(o.CRS)
	}
	if err := r.finish(system); err != nil {
		return nil, err
	}
	return r.dataset()
}

// reader gathers what is in one file.
type reader struct {
	scan
	ctx   context.Context
	name  string
	title string // of the collection
	lines lineCounter

	layers    []*layer
	byName    map[string]*layer
	number    int // features met so far
	positions int
	skipped   []located
	notices   []feature.Notice
	tally     tally
	crs       []byte // the member as it stands
	check     *shape.Checker
	spent     int // bytes looked through for the ends of damaged features
	nextAt    int // where the next feature seems to begin, as found last; -1 for none
	nextFrom  int // and from where on that holds
	ids       map[string]bool

	fields, properties, shapes []field // used anew for each feature
	keys                       []keyed // of the feature before
	keysOf                     *layer  // whose fields hold them
	esri                       bool    // a feature has attributes, as Esri's have
}

// located is a notice with the number of its feature, for sorting.
type located struct {
	number int
	feature.Notice
}

// layer is a layer while it grows.
type layer struct {
	feature.Layer
	numbers []int // of each feature
	known   map[string]bool
}

// keyed is a name as it stands in the file and decoded.
type keyed struct {
	raw []byte
	key string
}

func newReader(ctx context.Context, name string, b []byte) *reader {
	r := &reader{ctx: ctx, name: name, byName: map[string]*layer{}, ids: map[string]bool{}}
	r.scan = scan{b: b, ctx: ctx}
	r.lines.b = b
	return r
}

func (r *reader) notice(where, message string) {
	r.notices = append(r.notices, feature.Notice{Where: where, Message: message})
}

// where names a place for messages.
func (r *reader) where(at, number int) string {
	b := strconv.AppendInt(append(make([]byte, 0, 40), "line "...), int64(r.lines.at(at)), 10)
	if number > 0 {
		b = strconv.AppendInt(append(b, ", feature "...), int64(number), 10)
	}
	return string(b)
}

// skip leaves a feature out and names it.
func (r *reader) leaveOut(at int, message string) {
	r.skipped = append(r.skipped, located{r.number, feature.Notice{Where: r.where(at, r.number), Message: message}})
}

// maxSkipped is how many features may be left out before reading ends.
const maxSkipped = 100_000

// hopeless says that so much was left out that reading on makes no sense.
func (r *reader) hopeless(at int) *fault {
	if len(r.skipped) < maxSkipped {
		return nil
	}
	return &fault{damage: damage{at, fmt.Sprintf("%d features could not be read", maxSkipped)}}
}

// next finds where the next feature seems to begin, after from; -1 when there is none.
func (r *reader) next(from int) int {
	if from >= r.nextFrom && r.nextFrom > 0 && (r.nextAt < 0 || r.nextAt >= from) {
		return r.nextAt
	}
	r.nextAt, r.nextFrom = nextFeature(r.b, from), from
	return r.nextAt
}

// file reads one value after the other until the end.
func (r *reader) file() error {
	if len(bytes.TrimLeft(r.b, " \t\r\n\x1e")) == 0 {
		return errors.New("the file is empty; choose another, or download it again")
	}
	for values := 0; ; values++ {
		r.gap(values > 0)
		if r.pos >= len(r.b) {
			return nil
		}
		start := r.pos
		r.depth = 0
		err := r.value(values)
		if err == nil {
			continue
		}
		if r.ended {
			return r.ctx.Err()
		}
		if more := r.hopeless(r.pos); more != nil {
			return r.broken(values, more)
		}
		if !err.line || !r.nextLine(start) {
			return r.broken(values, err)
		}
	}
}

// gap goes over what may stand between values that follow one another.
func (r *reader) gap(between bool) {
	for r.pos < len(r.b) {
		c := r.b[r.pos]
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x1e && !(between && c == ',') {
			return
		}
		r.pos++
	}
}

// fault is damage outside any feature, or a file that is something else. line is set when only the line is lost.
type fault struct {
	damage
	line bool
	is   error // what the file is instead
}

var errEsri = errors.New("this is Esri JSON; ask the ArcGIS service for f=geojson, or export it as GeoJSON")

// broken is the answer when reading cannot go on. What was read until then stays.
func (r *reader) broken(values int, f *fault) error {
	switch nothing := len(r.layers) == 0; {
	case nothing && r.esri:
		return errEsri
	case nothing && f.is != nil:
		return f.is
	}
	what := f.what
	if f.is != nil {
		what = f.is.Error()
	}
	where := fmt.Sprintf("line %d", r.lines.at(f.at))
	if len(r.layers) == 0 { // nothing was read that could be kept
		return fmt.Errorf("%s: %s; mend it in a text editor, or export the file again", where, what)
	}
	r.notice(where, what+"; what follows was not read, export the file again")
	return nil
}

// nextLine goes to the line after the one in which a value was lost; false when there is none.
func (r *reader) nextLine(from int) bool {
	at := max(from, min(r.pos, len(r.b)))
	i := bytes.IndexByte(r.b[at:], '\n')
	if next := r.next(from + 1); next >= 0 && (i < 0 || next < at+i) && bytes.IndexByte(r.b[from:next], '\n') >= 0 {
		r.pos = next // the damage ran on into a line that is whole
		return true
	}
	if i < 0 {
		return false
	}
	r.pos = at + i + 1
	return true
}

// value reads a collection, a feature, a geometry or a list of features.
func (r *reader) value(values int) *fault {
	switch {
	case r.at('['):
		return r.bareList()
	case !r.at('{'):
		return &fault{damage: damage{r.pos, "this is not GeoJSON"}, is: errors.New("this is not GeoJSON; choose a file whose name ends in .geojson, .kml, .csv, .xlsx or .gpkg")}
	}
	return r.top(values)
}

// bareList reads features that stand in a list without their collection.
func (r *reader) bareList() *fault {
	at := r.pos
	probe := bytes.TrimLeft(r.b[r.pos+1:min(len(r.b), r.pos+64)], " \t\r\n")
	if len(probe) > 0 && probe[0] != '{' && probe[0] != ']' {
		return &fault{damage: damage{at, "this is a list of numbers or texts, not of features"}, is: errors.New("this is JSON, but not GeoJSON; export it from a GIS as GeoJSON")}
	}
	r.notice("", "the features stand in a list without a FeatureCollection around it; they were read")
	return r.list()
}

// top reads one object of the outermost level. Its features are read as they come.
func (r *reader) top(values int) *fault {
	start := r.pos
	r.depth++
	r.pos++
	var fields []field
	var kind string
	var unknown []string
	for first := true; ; first = false {
		r.space()
		if first && r.at('}') {
			break
		}
		f, d := r.scan.name()
		if d == nil && string(r.b[f.name:f.nameEnd]) == `"features"` && r.at('[') {
			if err := r.list(); err != nil {
				return err
			}
			f.to = r.pos
		} else if d == nil {
			odd := r.odd
			d = r.scan.skip()
			f.to, f.odd = r.pos, r.odd-odd
		}
		if d != nil {
			return r.damaged(start, kind, d)
		}
		if fields = append(fields, f); len(fields) > maxMembers {
			return r.damaged(start, kind, r.scan.fail(tooMany))
		}
		if is := r.topMember(f, &kind, &unknown); is != nil {
			return &fault{damage: damage{f.from, is.Error()}, is: is}
		}
		r.space()
		if r.at('}') {
			break
		}
		if !r.at(',') {
			return r.damaged(start, kind, r.unexpected("a comma or }"))
		}
		r.pos++
	}
	r.pos++
	r.depth--
	return r.whole(start, kind, fields, unknown)
}

// damaged says what is lost by damage in an object of the outermost level: the line, when the file has features one a
// line, else all that follows.
func (r *reader) damaged(start int, kind string, d *damage) *fault {
	_, isGeometry := depths[kind]
	line := kind == "Feature" || isGeometry || kind == "" && r.next(start+1) >= 0
	if line && bytes.IndexByte(r.b[start:], '\n') >= 0 && !r.ended {
		r.number++
		r.leaveOut(start, d.what+"; mend it in a text editor")
		return &fault{damage: *d, line: true}
	}
	return &fault{damage: *d}
}

// topMember looks at one member of an object of the outermost level. The error says what the file is instead.
func (r *reader) topMember(f field, kind *string, unknown *[]string) error {
	raw := r.b[f.from:f.to]
	switch name := unquote(r.b[f.name:f.nameEnd]); name {
	case "type":
		if raw[0] == '"' {
			*kind = unquote(raw)
		}
		if *kind == "Topology" {
			return errors.New("this is TopoJSON; in a GIS, or with its own tools, export it as GeoJSON")
		}
	case "geometryType":
		if bytes.Contains(raw, []byte("esriGeometry")) {
			return errEsri
		}
	case "crs":
		if string(raw) != "null" {
			r.crs = raw
		}
	case "name":
		if raw[0] == '"' {
			r.title = unquote(raw)
		}
	case "arcs", "bbox", "features", "coordinates", "geometries", "geometry", "properties", "id", "hubscape", "xy_coordinate_resolution", "z_coordinate_resolution":
	default:
		*unknown = append(*unknown, name)
	}
	return nil
}

// whole takes in an object of the outermost level that was read to its end.
func (r *reader) whole(start int, kind string, fields []field, unknown []string) *fault {
	_, isGeometry := depths[kind]
	switch {
	case kind == "FeatureCollection":
		if !r.hasList(fields) {
			return &fault{damage: damage{start, "the FeatureCollection has no list of features"}}
		}
		if len(unknown) > 0 {
			r.notice("", "the collection's own "+names(unknown)+" came along with no feature and were left out")
		}
		return nil
	case kind == "Feature":
		r.number++
		r.feature(start, fields)
		return nil
	case isGeometry || kind == "GeometryCollection":
		r.number++
		r.bare(start, fields)
		return nil
	}
	what := "this is JSON, but not GeoJSON: it has no type of it"
	if kind != "" {
		what = fmt.Sprintf("this is JSON, but not GeoJSON: its type is %q", short(kind))
	}
	return &fault{damage: damage{start, what}, line: r.number > 0, is: errors.New(what + "; export it from a GIS as GeoJSON")}
}

func (r *reader) hasList(fields []field) bool {
	for _, f := range fields {
		if string(r.b[f.name:f.nameEnd]) == `"features"` && r.b[f.from] == '[' {
			return true
		}
	}
	return false
}

func names(list []string) string {
	for i, n := range list {
		list[i] = fmt.Sprintf("%q", short(n))
	}
	if len(list) > 5 {
		list = append(list[:5:5], "…")
	}
	return strings.Join(list, ", ")
}

// list reads the features of a collection, one by one.
func (r *reader) list() *fault {
	r.pos++
	depth := r.depth
	for first := true; ; first = false {
		r.space()
		if first && r.at(']') {
			break
		}
		start := r.pos
		r.number++
		r.depth = depth + 1
		if f := r.item(start); f != nil {
			return f
		}
		if f := r.hopeless(start); f != nil {
			return f
		}
		r.space()
		if r.at(']') {
			break
		}
		if !r.at(',') {
			d := r.unexpected("a comma or ]")
			next := r.next(r.pos)
			if r.pos >= len(r.b) || next < 0 {
				return &fault{damage: *d}
			}
			r.notice(r.where(r.pos, 0), d.what+"; it was passed over")
			r.pos = next
			continue
		}
		r.pos++
		r.space()
		if r.at(']') {
			r.notice(r.where(r.pos, 0), "a comma stands after the last feature; it was passed over")
			break
		}
	}
	r.pos++
	r.depth = depth
	return nil
}

// item reads one feature of a list and, when it is damaged, goes on behind it.
func (r *reader) item(start int) *fault {
	var d *damage
	r.fields = r.fields[:0]
	isObject := r.at('{')
	if isObject {
		d = r.scan.object(&r.fields)
	} else {
		d = r.scan.skip()
	}
	switch {
	case r.ended:
		return &fault{damage: *d}
	case d == nil && !isObject:
		r.leaveOut(start, "is not a feature; take it out, or write {\"type\": \"Feature\", …}")
	case d == nil && r.pos-start > feature.MaxFeature:
		r.leaveOut(start, fmt.Sprintf("is %d MB large, more than the %d MB a feature may have; simplify it", (r.pos-start)>>20, feature.MaxFeature>>20))
	case d == nil:
		r.feature(start, r.fields)
	default:
		return r.recover(start, d)
	}
	return nil
}

// recover names a damaged feature and finds the place behind it.
func (r *reader) recover(start int, d *damage) *fault {
	what := d.what
	if what != cutOff {
		what += "; mend it in a text editor"
	}
	r.leaveOut(d.at, what)
	next := r.next(start + 1)
	end := -1
	if limit := r.reach(d.at, next); limit > start {
		looked := 0
		end, looked = behind(r.b[:limit], start)
		r.spent += looked - start
	}
	if r.ctx.Err() != nil {
		r.ended = true
		return &fault{damage: *d}
	}
	switch {
	case end >= 0 && (next < 0 || end <= next || next < d.at):
		r.pos = end
		return nil
	case next > start:
		r.pos = commaBefore(r.b, next)
		return nil
	}
	r.pos = len(r.b)
	return &fault{damage: damage{len(r.b), "the file is cut off or damaged after this"}}
}

// reach is how far the end of a damaged feature is looked for: to where the next begins, when that is behind the damage,
// else as far as a feature may reach, as long as not too much was looked through in vain.
func (r *reader) reach(damage, next int) int {
	switch {
	case next >= damage:
		return next
	case r.spent > 2*len(r.b)+1<<20:
		return 0
	}
	return min(len(r.b), damage+feature.MaxFeature)
}

// commaBefore is the comma that parts two features, or the place of the second when there is none.
func commaBefore(b []byte, next int) int {
	for p := next - 1; p >= 0; p-- {
		switch b[p] {
		case ' ', '\t', '\r', '\n':
			continue
		case ',':
			return p
		}
		break
	}
	return next
}

// dataset gives what was read.
func (r *reader) dataset() (*feature.Dataset, error) {
	d := r.tally.into(&feature.Dataset{Format: feature.GeoJSON, Name: r.name, Notices: r.notices})
	sort.SliceStable(r.skipped, func(i, j int) bool { return r.skipped[i].number < r.skipped[j].number })
	for _, s := range r.skipped {
		d.Skipped = append(d.Skipped, s.Notice)
	}
	for _, l := range r.layers {
		d.Layers = append(d.Layers, l.Layer)
	}
	if len(d.Layers) == 0 {
		d.Layers = []feature.Layer{{Name: r.layerName("")}}
	}
	return d, nil
}

// layerName is the name of a layer: as the features say, as the collection says, or the file's.
func (r *reader) layerName(own string) string {
	switch {
	case own != "":
		return own
	case r.title != "":
		return r.title
	}
	base := filepath.Base(r.name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// lineCounter turns offsets into line numbers; quickest when they grow.
type lineCounter struct {
	b           []byte
	from, lines int
	blocks      []int // lines before each block of the text that was passed
}

const block = 1 << 16

func (l *lineCounter) at(offset int) int {
	offset = max(0, min(offset, len(l.b)))
	for k := len(l.blocks); k*block <= offset; k++ {
		n := 0
		if k > 0 {
			n = l.blocks[k-1] + bytes.Count(l.b[(k-1)*block:k*block], []byte{'\n'})
		}
		l.blocks = append(l.blocks, n)
	}
	if k := offset / block; offset < l.from || k*block > l.from {
		l.from, l.lines = k*block, l.blocks[k]
	}
	l.lines += bytes.Count(l.b[l.from:offset], []byte{'\n'})
	l.from = offset
	return l.lines + 1
}
