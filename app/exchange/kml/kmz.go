package kml

import (
	"archive/zip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"hubscape/app/exchange/feature"
)

func isZip(r io.ReaderAt) bool {
	var head [4]byte
	n, _ := r.ReadAt(head[:], 0)
	return n == 4 && (string(head[:]) == "PK\x03\x04" || string(head[:]) == "PK\x05\x06")
}

// archive is a KMZ that is being read. Names of entries are compared and shown, never used as paths.
type archive struct {
	size   int64
	limit  int64       // bytes that all texts together may have
	texts  []*zip.File // KML files in it
	read   map[*zip.File]bool
	sizes  map[*zip.File]int64 // bytes that came out of an entry
	queue  []linked
	from   string // entry that is being read
	total  int64  // bytes that came out of it, each entry counted once
	bomb   bool   // it expands to too much
	nested int    // archives within it
	unsafe int    // entries with names that point outside, or that are links
}

// linked is an entry that a NetworkLink leads to.
type linked struct {
	file *zip.File
	name string // of the link
}

// openArchive looks at an archive as a whole and picks the text that Google Earth would show: the first .kml that lies
// in no folder.
func (w *walk) openArchive(r io.ReaderAt, size int64) (source, error) {
	name := w.out.Name
	if n, err := countEntries(w.ctx, r, size); err != nil {
		return source{}, err
	} else if n > feature.MaxEntries {
		return source{}, fmt.Errorf("%s: holds more than %d files, which no KMZ needs; unpack it and open the KML file in it", name, feature.MaxEntries)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return source{}, fmt.Errorf("%s: its list of files is damaged; copy it again from where it came", name)
	}
	if err := judgeEntries(name, z.File); err != nil {
		return source{}, err
	}
	w.docs = sorted(z.File, size)
	texts := w.docs.texts
	if len(texts) == 0 {
		return source{}, fmt.Errorf("%s: is an archive without a KML file; choose another file", name)
	}
	return w.docs.source(texts[max(0, slices.IndexFunc(texts, func(f *zip.File) bool { return !strings.ContainsAny(f.Name, `/\`) }))]), nil
}

// sorted tells the entries of an archive apart.
func sorted(files []*zip.File, size int64) *archive {
	a := &archive{size: size, limit: feature.MaxUnzipped, read: map[*zip.File]bool{}, sizes: map[*zip.File]int64{}}
	for _, f := range files {
		switch {
		case unsafeEntry(f):
			a.unsafe++
		case isArchive(f.Name):
			a.nested++
		case strings.EqualFold(path.Ext(f.Name), ".kml"):
			a.texts = append(a.texts, f)
		}
	}
	return a
}

// follow says whether an address leads to another text of the archive, which is then read after this one.
func (a *archive) follow(href, name string) bool {
	if a == nil || href == "" || strings.Contains(href, ":") {
		return false
	}
	wanted := path.Join(path.Dir(strings.ReplaceAll(a.from, `\`, "/")), href)
	for _, f := range a.texts {
		if strings.ReplaceAll(f.Name, `\`, "/") != wanted {
			continue
		}
		if !a.read[f] {
			a.read[f] = true
			a.queue = append(a.queue, linked{f, name})
		}
		return true
	}
	return false
}

// readLinked reads the texts of the archive that were linked to, each once. One that cannot be read is named.
func (w *walk) readLinked() error {
	for w.docs != nil && len(w.docs.queue) > 0 {
		next := w.docs.queue[0]
		w.docs.queue = w.docs.queue[1:]
		w.where0 = shown(next.file.Name) + " "
		err := w.read(w.docs.source(next.file), &container{name: next.name, layer: -1})
		switch {
		case w.ctx.Err() != nil:
			return w.ctx.Err()
		case w.docs.bomb:
			return err
		case err != nil:
			w.skipped(shown(next.file.Name), "was left out: %s", strings.TrimPrefix(err.Error(), w.out.Name+": "))
		}
	}
	return nil
}

// tell says what of the archive was left aside.
func (a *archive) tell(w *walk) {
	if a == nil {
		return
	}
	unread := 0
	for _, f := range a.texts {
		if a.read[f] {
			continue
		}
		if unread++; unread <= 20 {
			w.skipped(shown(f.Name), "this KML file in the archive was not read, for the one that is shown first does not link to it")
		}
	}
	if unread > 20 {
		w.notice("", "%d more KML files in it were not read either", unread-20)
	}
	if a.nested > 0 {
		w.notice("", "%d archives within it were not opened", a.nested)
	}
	if a.unsafe > 0 {
		w.notice("", "%d files in it have names that point outside it, or are links; they were not opened", a.unsafe)
	}
}

// judgeEntries refuses archives that are locked or whose files overlap.
func judgeEntries(name string, files []*zip.File) error {
	type span struct{ from, to int64 }
	spans := make([]span, 0, len(files))
	for _, f := range files {
		if f.Flags&1 != 0 {
			return fmt.Errorf("%s: %s is protected by a password; unlock it first", name, shown(f.Name))
		}
		from, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("%s: the file %s in it is damaged; copy it again from where it came", name, shown(f.Name))
		}
		if f.CompressedSize64 > 0 {
			spans = append(spans, span{from, from + int64(min(f.CompressedSize64, 1<<62))})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return int(max(-1, min(1, a.from-b.from))) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return fmt.Errorf("%s: files in it overlap, which an honest archive has no use for, and it was not opened; make it again", name)
		}
	}
	return nil
}

func unsafeEntry(f *zip.File) bool {
	slashed := strings.ReplaceAll(f.Name, `\`, "/")
	return f.Mode()&fs.ModeType&^fs.ModeDir != 0 || path.IsAbs(slashed) || strings.Contains(slashed, ":") ||
		slices.Contains(strings.Split(slashed, "/"), "..")
}

func isArchive(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".kmz", ".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz":
		return true
	}
	return false
}

// shown quotes the name of an entry for a message.
func shown(name string) string {
	short, _ := fit([]byte(name), 80)
	return strconv.QuoteToGraphic(string(short))
}

// countEntries counts an archive's entries before they are read, up to one more than is allowed: what the archive says of
// their number need not be true.
func countEntries(ctx context.Context, r io.ReaderAt, size int64) (int, error) {
	at, found := directoryStart(r, size)
	if !found {
		return 0, nil // the zip reader says what is wrong
	}
	var head [46]byte
	n := 0
	for ; n <= feature.MaxEntries; n++ {
		if n%512 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if k, err := r.ReadAt(head[:], at); k < len(head) && err != nil || string(head[:4]) != "PK\x01\x02" {
			break
		}
		le := binary.LittleEndian
		at += int64(len(head)) + int64(le.Uint16(head[28:])) + int64(le.Uint16(head[30:])) + int64(le.Uint16(head[32:]))
	}
	return n, nil
}

// directoryStart finds where the list of entries begins: it ends where the record at the archive's end begins.
func directoryStart(r io.ReaderAt, size int64) (int64, bool) {
	tail := make([]byte, min(size, 22+65535))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); n < len(tail) && err != nil {
		return 0, false
	}
	at := strings.LastIndex(string(tail), "PK\x05\x06")
	if at < 0 || at+22 > len(tail) {
		return 0, false
	}
	le := binary.LittleEndian
	end := size - int64(len(tail)) + int64(at)
	length, offset := int64(le.Uint32(tail[at+12:])), int64(le.Uint32(tail[at+16:]))
	if length == 0xFFFFFFFF || offset == 0xFFFFFFFF { // a large archive: the numbers stand in another record before this one
		var record [56]byte
		if at < 20 || string(tail[at-20:at-16]) != "PK\x06\x07" {
			return 0, false
		}
		where := int64(le.Uint64(tail[at-12:]))
		if n, err := r.ReadAt(record[:], where); n < len(record) && err != nil {
			return 0, false
		}
		end, length = where, int64(le.Uint64(record[40:]))
	}
	if length < 0 || length > end {
		return 0, false
	}
	return end - length, true
}

// source gives the text of an entry, which is unpacked as it is read.
func (a *archive) source(f *zip.File) source {
	a.read[f] = true
	return source{entry: f.Name, open: func() (io.ReadCloser, error) {
		if f.Method != zip.Store && f.Method != zip.Deflate {
			return nil, refusal(fmt.Sprintf("%s is packed by a method (%d) that is not read; pack it again as an ordinary zip", shown(f.Name), f.Method))
		}
		in, err := f.Open()
		if err != nil {
			return nil, err
		}
		a.from = f.Name
		return &unpacked{in: in, file: f, from: a}, nil
	}}
}

// unpacked counts what comes out of an archive and stops at what is too much, whatever the archive says of its size.
type unpacked struct {
	in   io.ReadCloser
	file *zip.File
	from *archive
	n    int64
}

// Close counts what was read. A text is read twice and counted once.
func (u *unpacked) Close() error {
	if more := u.n - u.from.sizes[u.file]; more > 0 {
		u.from.total += more
		u.from.sizes[u.file] = u.n
	}
	return u.in.Close()
}

// others are the bytes that came out of other entries.
func (u *unpacked) others() int64 { return u.from.total - u.from.sizes[u.file] }

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.in.Read(p)
	u.n += int64(n)
	packed := max(1, min(int64(min(u.file.CompressedSize64, 1<<62)), u.from.size))
	if u.others()+u.n > u.from.limit || u.n > feature.RatioFrom && u.n/packed >= feature.MaxRatio {
		u.from.bomb = true
		return 0, u.bomb(packed)
	}
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) {
		err = refusal("the checksum of " + shown(u.file.Name) + " in it is wrong, so it is damaged; copy it again from where it came")
	}
	return n, err
}

// bomb words the refusal, with the size that the archive gives, where that is the larger one.
func (u *unpacked) bomb(packed int64) error {
	whole := max(u.n, int64(min(u.file.UncompressedSize64, 1<<62)))
	over := int64(feature.RatioFrom)
	if u.others()+whole > u.from.limit {
		over = u.from.limit
	}
	return refusal(fmt.Sprintf("This KMZ expands to over %d MB (%d times its size) and was not opened.", over>>20, round2(whole/packed)))
}

// round2 keeps two digits of a number.
func round2(n int64) int64 {
	unit := int64(1)
	for n/unit >= 100 {
		unit *= 10
	}
	return n / unit * unit
}
