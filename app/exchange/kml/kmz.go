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

// kmzEntry is the KML text of an archive.
type kmzEntry struct {
	name string
	file *zip.File
	size int64 // of the archive
}

// chooseEntry looks at an archive as a whole and picks the text that Google Earth would show: the first .kml that lies
// in no folder. The names of entries are compared and shown, never used as paths.
func chooseEntry(ctx context.Context, d *feature.Dataset, r io.ReaderAt, size int64) (kmzEntry, error) {
	name := d.Name
	if n, err := countEntries(ctx, r, size); err != nil {
		return kmzEntry{}, err
	} else if n > feature.MaxEntries {
		return kmzEntry{}, fmt.Errorf("%s: holds more than %d files, which no KMZ needs; unpack it and open the KML file in it", name, feature.MaxEntries)
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return kmzEntry{}, fmt.Errorf("%s: its list of files is damaged; copy it again from where it came", name)
	}
	if err := judgeEntries(name, z.File); err != nil {
		return kmzEntry{}, err
	}
	var texts []*zip.File
	nested, unsafe := 0, 0
	for _, f := range z.File {
		switch {
		case unsafeEntry(f):
			unsafe++
		case isArchive(f.Name):
			nested++
		case strings.EqualFold(path.Ext(f.Name), ".kml"):
			texts = append(texts, f)
		}
	}
	if len(texts) == 0 {
		return kmzEntry{}, fmt.Errorf("%s: is an archive without a KML file; choose another file", name)
	}
	chosen := texts[max(0, slices.IndexFunc(texts, func(f *zip.File) bool { return !strings.ContainsAny(f.Name, `/\`) }))]
	tell(d, texts, chosen, nested, unsafe)
	if chosen.Method != zip.Store && chosen.Method != zip.Deflate {
		return kmzEntry{}, fmt.Errorf("%s: %s is packed by a method (%d) that is not read; pack it again as an ordinary zip", name, shown(chosen.Name), chosen.Method)
	}
	return kmzEntry{chosen.Name, chosen, size}, nil
}

// tell says what of the archive is left aside.
func tell(d *feature.Dataset, texts []*zip.File, chosen *zip.File, nested, unsafe int) {
	say := func(format string, args ...any) {
		d.Notices = append(d.Notices, feature.Notice{Message: fmt.Sprintf(format, args...)})
	}
	for i, f := range texts {
		if i > 20 {
			say("%d more KML files in it were not read either", len(texts)-i)
			break
		}
		if f != chosen {
			d.Skipped = append(d.Skipped, feature.Notice{Where: shown(f.Name), Message: "this KML file in the archive was not read, only " + shown(chosen.Name)})
		}
	}
	if nested > 0 {
		say("%d archives within it were not opened", nested)
	}
	if unsafe > 0 {
		say("%d files in it have names that point outside it, or are links; they were not opened", unsafe)
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

// open unpacks the text as it is read, counting.
func (e kmzEntry) open() (io.ReadCloser, error) {
	in, err := e.file.Open()
	if err != nil {
		return nil, err
	}
	return &unpacked{in: in, entry: e}, nil
}

// unpacked counts what comes out of an archive and stops at what is too much, whatever the archive says of its size.
type unpacked struct {
	in    io.ReadCloser
	entry kmzEntry
	n     int64
}

func (u *unpacked) Close() error { return u.in.Close() }

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.in.Read(p)
	u.n += int64(n)
	packed := max(1, min(int64(min(u.entry.file.CompressedSize64, 1<<62)), u.entry.size))
	if u.n > feature.MaxUnzipped || u.n > feature.RatioFrom && u.n/packed >= feature.MaxRatio {
		return 0, u.bomb(packed)
	}
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) {
		err = refusal("the checksum of " + shown(u.entry.name) + " in it is wrong, so it is damaged; copy it again from where it came")
	}
	return n, err
}

// bomb words the refusal, with the size that the archive gives, where that is the larger one.
func (u *unpacked) bomb(packed int64) error {
	whole := max(u.n, int64(min(u.entry.file.UncompressedSize64, 1<<62)))
	over := int64(feature.RatioFrom)
	if whole > feature.MaxUnzipped {
		over = feature.MaxUnzipped
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
