package geopackage

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ncruces/go-sqlite3"

	"hubscape/app/exchange/feature"
)

// value gives a column of the current row as JSON; false when it is left out.
func (r *rows) value(s *sqlite3.Stmt, i int, c column, where string) (json.RawMessage, bool) {
	switch s.ColumnType(i) {
	case sqlite3.INTEGER:
		n := s.ColumnInt64(i)
		if strings.HasPrefix(c.kind, "BOOL") && (n == 0 || n == 1) {
			return json.RawMessage(strconv.FormatBool(n == 1)), true
		}
		return json.RawMessage(strconv.FormatInt(n, 10)), true
	case sqlite3.FLOAT:
		v := s.ColumnFloat(i)
		if math.IsInf(v, 0) || math.IsNaN(v) {
			r.once("infinite "+c.name, where, "%s is no finite number and was left out", strconv.QuoteToGraphic(short(c.name)))
			return json.RawMessage("null"), true
		}
		return decimal(v), true
	case sqlite3.TEXT:
		text := r.text(s, i, where)
		if c.json && json.Valid([]byte(text)) {
			return json.RawMessage(text), true
		}
		return quoted(text), true
	case sqlite3.BLOB:
		r.once("blob "+c.name, where, "%s holds binary data, which were left out here and in what follows", strconv.QuoteToGraphic(short(c.name)))
		return nil, false
	default:
		return json.RawMessage("null"), true
	}
}

// text gives a column of text, cut to the longest text that is kept.
func (r *rows) text(s *sqlite3.Stmt, i int, where string) string {
	b := s.ColumnRawText(i)
	if len(b) > feature.MaxText {
		n := feature.MaxText
		for n > 0 && !utf8.RuneStart(b[n]) {
			n--
		}
		b = b[:n]
		r.once("long "+r.columns[i].name, where, "%s holds a text of over %d MB, which was cut", strconv.QuoteToGraphic(short(r.columns[i].name)), feature.MaxText>>20)
	}
	if !utf8.Valid(b) {
		r.once("broken "+r.columns[i].name, where, "%s holds text that is not UTF-8; what could not be read shows as �", strconv.QuoteToGraphic(short(r.columns[i].name)))
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(b)
}

// decimal writes a number with the fewest digits that give it again, and so that it is seen to be no whole number by
// nature.
func decimal(v float64) json.RawMessage {
	format := byte('f')
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	b := strconv.AppendFloat(nil, v, format, -1, 64)
	if !bytes.ContainsAny(b, ".e") {
		b = append(b, ".0"...)
	}
	return b
}

// quoted gives a text as JSON, without the escapes that only web pages need.
func quoted(text string) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return json.RawMessage(`""`)
	}
	return json.RawMessage(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
