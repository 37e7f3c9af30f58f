package table

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"hubscape/app/exchange/feature"
)

// ReadXLSX reads every visible sheet of a workbook; each becomes a layer whose Table is filled. name is for messages.
// Formulas are not calculated: the values that were stored beside them are taken. An error refuses the whole file.
func ReadXLSX(ctx context.Context, name string, r io.ReaderAt, size int64) (*feature.Dataset, error) {
	b := &book{out: &feature.Dataset{Format: feature.XLSX, Name: name}}
	if err := b.read(ctx, r, size); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b.out, nil
}

// book is a workbook while it is read.
type book struct {
	*archive
	out    *feature.Dataset
	sheets []sheetEntry
	shared []string
	dates  []dateStyle // by index of cell format
	from04 bool        // days count from 1904
	cells  int         // of all sheets so far
}

type sheetEntry struct {
	name, part string
	hidden     bool
}

func (b *book) say(where, message string) {
	b.out.Notices = append(b.out.Notices, feature.Notice{Where: where, Message: message})
}

func (b *book) read(ctx context.Context, r io.ReaderAt, size int64) error {
	if err := notWorkbook(r, size); err != nil {
		return err
	}
	var err error
	if b.archive, err = openArchive(ctx, r, size); err != nil {
		return err
	}
	if err := b.otherKind(); err != nil {
		return err
	}
	if err := b.contents(); err != nil {
		return err
	}
	b.leftAside()
	for _, s := range b.sheets {
		if s.hidden {
			b.say("sheet "+s.name, "hidden, and not read")
			continue
		}
		if err := b.sheet(s); err != nil {
			return fmt.Errorf("sheet %s: %w", quote(s.name), err)
		}
	}
	if len(b.out.Layers) == 0 {
		return errors.New("no visible sheet has anything in it: there is nothing to read")
	}
	return nil
}

// notWorkbook names files that are no zip archive.
func notWorkbook(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 1<<20))
	if n, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return fmt.Errorf("it could not be read: %w", err)
	} else {
		head = head[:n]
	}
	switch {
	case len(head) == 0:
		return errors.New("it is empty: there is nothing to read")
	case bytes.HasPrefix(head, oleMagic):
		return oldOffice(head, r, size)
	case !bytes.HasPrefix(head, []byte("PK")):
		return errors.New("it is no Excel workbook (.xlsx): if it is a table of text, give it the suffix .csv")
	}
	return nil
}

// oldOffice tells a workbook with a password from one of the old kind; both are Office containers.
func oldOffice(head []byte, r io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, 1<<20))
	if n, err := r.ReadAt(tail, size-int64(len(tail))); err == nil || err == io.EOF {
		head = append(head, tail[:n]...)
	}
	wide := func(s string) []byte {
		var b []byte
		for _, c := range []byte(s) {
			b = append(b, c, 0)
		}
		return b
	}
	switch {
	case bytes.Contains(head, wide("EncryptedPackage")):
		return errors.New("it is protected by a password: open it in a spreadsheet program and save it without one")
	case bytes.Contains(head, wide("Workbook")), bytes.Contains(head, wide("Book")):
		return errors.New("it is a workbook of the old kind (.xls): open it in a spreadsheet program and save it as .xlsx")
	}
	return errors.New("it is an old Office file and no workbook of today: save the table as .xlsx")
}

// otherKind names zip archives that are something else.
func (b *book) otherKind() error {
	switch {
	case b.has("xl/workbook.bin"):
		return errors.New("it is a binary workbook (.xlsb): open it in a spreadsheet program and save it as .xlsx")
	case b.has("word/document.xml"):
		return errors.New("it is a text document of Word: copy the table into a workbook")
	case b.has("ppt/presentation.xml"):
		return errors.New("it is a presentation: copy the table into a workbook")
	case b.has("content.xml") && b.has("mimetype"):
		return errors.New("it is an OpenDocument file: open it in a spreadsheet program and save it as .xlsx")
	case b.has("doc.kml"):
		return errors.New("it is a Google Earth file: give it the suffix .kmz")
	case !b.has("[content_types].xml") && !b.has("xl/workbook.xml"):
		return errors.New("it is a zip archive and no workbook: unpack it and choose the table in it")
	}
	return nil
}

// relations reads the relation file of a part: target by id, and the first target of each kind.
func (b *book) relations(part string) (byID, byKind map[string]string, err error) {
	byID, byKind = map[string]string{}, map[string]string{}
	dir, base := path.Split(part)
	file := path.Join(dir, "_rels", base+".rels")
	if !b.has(file) {
		return byID, byKind, nil
	}
	err = b.walk(file, func(el xml.StartElement) error {
		if el.Name.Local != "Relationship" || attr(el, "TargetMode") == "External" {
			return nil
		}
		target := attr(el, "Target")
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(target, "/")
		} else {
			target = path.Join(dir, target)
		}
		kind := path.Base(attr(el, "Type"))
		byID[attr(el, "Id")] = target
		if byKind[kind] == "" {
			byKind[kind] = target
		}
		return nil
	}, nil, nil)
	return byID, byKind, err
}

// contents reads the list of sheets, the formats that make a number a date, and the shared texts.
func (b *book) contents() error {
	_, kinds, err := b.relations("")
	if err != nil {
		return err
	}
	main := kinds["officeDocument"]
	if main == "" || !b.has(main) {
		main = "xl/workbook.xml"
	}
	byID, byKind, err := b.relations(main)
	if err != nil {
		return err
	}
	if err := b.listSheets(main, byID); err != nil {
		return err
	}
	if part := byKind["styles"]; part != "" && b.has(part) {
		if err := b.readStyles(part); err != nil {
			return err
		}
	}
	if part := byKind["sharedStrings"]; part != "" && b.has(part) {
		return b.readShared(part)
	}
	return nil
}

func (b *book) listSheets(main string, byID map[string]string) error {
	return b.walk(main, func(el xml.StartElement) error {
		switch el.Name.Local {
		case "workbookPr":
			b.from04 = on(attr(el, "date1904"))
		case "sheet":
			state := attr(el, "state")
			s := sheetEntry{name: attr(el, "name"), part: byID[relationID(el)], hidden: state == "hidden" || state == "veryHidden"}
			if len(b.sheets) > 1000 {
				return errors.New("it has more than 1,000 sheets: save the table alone in a new workbook")
			}
			if strings.Contains(s.part, "/chartsheets/") || strings.Contains(s.part, "/dialogsheets/") {
				b.say("sheet "+s.name, "a chart and no table; not read")
				return nil
			}
			b.sheets = append(b.sheets, s)
		}
		return nil
	}, nil, nil)
}

func relationID(el xml.StartElement) string {
	for _, a := range el.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// leftAside says what in the archive is not looked at.
func (b *book) leftAside() {
	links, macros := 0, false
	for name := range b.parts {
		if strings.HasPrefix(name, "xl/externallinks/externallink") {
			links++
		}
		macros = macros || strings.HasSuffix(name, "vbaproject.bin")
	}
	if links > 0 {
		b.say("", count(links, "linked workbook was", "linked workbooks were")+" not fetched")
	}
	if macros {
		b.say("", "its macros were not run")
	}
}

// readShared reads the texts that cells point to.
func (b *book) readShared(part string) error {
	var text strings.Builder
	in, phonetic, total := false, false, 0
	err := b.walk(part, func(el xml.StartElement) error {
		switch el.Name.Local {
		case "si":
			text.Reset()
			if len(b.shared) >= MaxCells {
				return fmt.Errorf("there are more than %d texts: cut the table into parts", MaxCells)
			}
		case "rPh":
			phonetic = true
		case "t":
			in = !phonetic
		}
		return nil
	}, func(data []byte) {
		if in && text.Len() < 2*feature.MaxText {
			text.Write(data)
		}
	}, func(name string) {
		switch name {
		case "t":
			in = false
		case "rPh":
			phonetic = false
		case "si":
			s := unescape(text.String())
			total += len(s)
			b.shared = append(b.shared, s)
		}
	})
	return err
}
