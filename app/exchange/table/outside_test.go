package table

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"hubscape/app/exchange/feature"
)

// strange is a layer with every naughty text as a name and as a property.
func strange() feature.Layer {
	l := feature.Layer{Name: "Naughty: texts [1]", Fields: []string{"text", "amount"}}
	for i, s := range naughty {
		l.Features = append(l.Features, feature.Feature{ID: "n" + strings.Repeat("x", i%3), Name: s, Geometry: orb.Point{20.1 + float64(i)/1000, -42.5},
			Properties: []feature.Property{{Key: "text", Raw: quoted(s)}, {Key: "amount", Raw: json.RawMessage("-1.5")}}})
	}
	return l
}

// Python's csv module must see the cells that we meant, and no cell that a spreadsheet could run.
func TestPythonReadsOurCSV(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	l := strange()
	for _, o := range []Options{{}, {Delimiter: ';', BOM: true}, {Delimiter: '\t'}, {Bare: true}} {
		var b bytes.Buffer
		if err := WriteCSV(&b, &l, o); err != nil {
			t.Fatal(err)
		}
		delimiter := string(o.Delimiter)
		if o.Delimiter == 0 {
			delimiter = ","
		}
		cmd := exec.Command(python, "-c", `import csv,io,json,sys
csv.field_size_limit(10**8)
text=sys.stdin.buffer.read().decode("utf-8-sig")
json.dump(list(csv.reader(io.StringIO(text,newline=""),delimiter=sys.argv[1],strict=True)),sys.stdout)`, delimiter)
		cmd.Stdin = &b
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("python: %v", err)
		}
		var got [][]string
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		heads, rows := cellsOf(t, &l)
		if len(got) != len(rows)+1 || strings.Join(got[0], "|") != strings.Join(heads, "|") {
			t.Fatalf("%d rows with the heads %q", len(got), got[0])
		}
		for i, row := range rows {
			for j, c := range row {
				want := strings.ReplaceAll(c.Text, "\x00", "")
				if !c.Number && !o.Bare {
					want = guard(want)
				}
				if got[i+1][j] != want {
					t.Errorf("row %d, %s: Python reads %q, want %q", i+1, heads[j], got[i+1][j], want)
				}
				if !o.Bare && !c.Number && strings.ContainsAny(firstOf(got[i+1][j]), dangerous) {
					t.Errorf("row %d, %s: %q could be run", i+1, heads[j], got[i+1][j])
				}
			}
		}
	}
}

func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// A spreadsheet library that we do not write with must see every text as a text.
func TestAnotherLibraryReadsOurXLSX(t *testing.T) {
	l := strange()
	var b bytes.Buffer
	if err := WriteXLSX(&b, &feature.Dataset{Layers: []feature.Layer{l, l}}, Options{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if names := strings.Join(f.GetSheetList(), "|"); names != "Naughty texts 1|Naughty texts 1 2" {
		t.Errorf("sheets %q", names)
	}
	heads, rows := cellsOf(t, &l)
	for i, row := range rows {
		for j, c := range row {
			ref, _ := excelize.CoordinatesToCellName(j+1, i+2)
			if formula, _ := f.GetCellFormula("Naughty texts 1", ref); formula != "" {
				t.Errorf("%s holds the formula %q", ref, formula)
			}
			kind, _ := f.GetCellType("Naughty texts 1", ref)
			if text := c.Text != "" && !c.Number; text != (kind == excelize.CellTypeInlineString) {
				t.Errorf("%s (%s) is of type %v", ref, heads[j], kind)
			}
		}
	}
}

// LibreOffice must open the workbook, find all sheets' cells as we meant them and run nothing.
func TestLibreOfficeReadsOurXLSX(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not here")
	}
	dir := t.TempDir()
	l := strange()
	file, err := os.Create(filepath.Join(dir, "book.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	must(t, WriteXLSX(file, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}), file.Close())
	cmd := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", dir, file.Name())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "book.csv"))
	if err != nil {
		t.Fatal(err)
	}
	s := newScanner(string(b), ',')
	heads, rows := cellsOf(t, &l)
	for i := -1; ; i++ {
		record, _, ok := s.next(nil)
		if !ok {
			if i != len(rows) {
				t.Errorf("%d rows, want %d", i, len(rows))
			}
			break
		}
		for j := range heads {
			want := heads[j]
			if i >= 0 && i < len(rows) {
				want = shown15(rows[i][j])
			}
			if officeText(record[j]) != officeText(want) {
				t.Errorf("row %d, %s: LibreOffice reads %+q, want %+q", i+1, heads[j], record[j], want)
			}
		}
	}
}

// shown15 is a cell as a spreadsheet shows it: numbers with 15 digits.
func shown15(c feature.Cell) string {
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || !c.Number {
		return c.Text
	}
	return strconv.FormatFloat(f, 'g', 15, 64)
}

// officeText is a text as LibreOffice can show it: without control characters, and with one kind of line end.
func officeText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, s)
}
