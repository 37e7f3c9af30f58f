package difference

import (
	"bytes"
	"encoding/json"
	"strings"

	"hubscape/app/scenario"
)

// rawRoom is a kind that this version keeps without reading it: compared member by member.
func rawRoom(kind, group string, of func(*scenario.Scenario) scenario.List[*scenario.Room]) room {
	return list[scenario.Room, *scenario.Room]{
		key: kind, in: group, of: of,
		title: func(_ namer, x *scenario.Room) string { return rawName(kind, x) },
		more: func(_ namer, x *scenario.Room) string {
			if k := rawString(x.Raw, "kind"); k != "" {
				return strings.ReplaceAll(k, "_", " ")
			}
			return ""
		},
		rowsOf: rawRows, carryOf: rawCarry,
	}
}

func rawName(kind string, x *scenario.Room) string {
	for _, key := range []string{"title", "name", "text"} {
		if s := rawString(x.Raw, key); s != "" {
			return named(s, "")
		}
	}
	return capital(kind) + " " + clip(x.ID, 12)
}

// rawString is the member of an object when it is a text.
func rawString(raw json.RawMessage, key string) string {
	var m map[string]json.RawMessage
	var s string
	if json.Unmarshal(raw, &m) == nil {
		_ = json.Unmarshal(m[key], &s) // anything else is no text
	}
	return s
}

// object takes a JSON object apart, in its order; ok is false when it is none.
func object(raw json.RawMessage) (out []scenario.Member, ok bool) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	for d.More() {
		t, err := d.Token()
		key, isText := t.(string)
		if err != nil || !isText {
			return nil, false
		}
		var v json.RawMessage
		if d.Decode(&v) != nil {
			return nil, false
		}
		out = append(out, scenario.Member{Key: key, Raw: v})
	}
	_, err := d.Token()
	return out, err == nil
}

func assemble(members []scenario.Member) json.RawMessage {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		var key bytes.Buffer
		e := json.NewEncoder(&key)
		e.SetEscapeHTML(false)
		_ = e.Encode(m.Key) // a string never fails
		b.Write(bytes.TrimSpace(key.Bytes()))
		b.WriteByte(':')
		b.Write(m.Raw)
	}
	b.WriteByte('}')
	return b.Bytes()
}

var rawMembers = listOf[scenario.Member]{
	id:     func(m *scenario.Member) string { return m.Key },
	same:   func(a, b *scenario.Member) bool { return bytes.Equal(a.Raw, b.Raw) },
	anyhow: true,
	whole: func(c *pair, a, b *scenario.Member) Row {
		was, now, key := Blank, Blank, ""
		if a != nil {
			key, was = a.Key, rawText(a.Raw)
		}
		if b != nil {
			key, now = b.Key, rawText(b.Raw)
		}
		return edit(c, "", strings.ReplaceAll(key, "_", " "), was, now)
	},
}

func rawRows(c *pair, a, b *scenario.Room) []Row {
	if bytes.Equal(a.Raw, b.Raw) {
		return nil
	}
	x, okA := object(a.Raw)
	y, okB := object(b.Raw)
	if !okA || !okB {
		r := edit(c, "", "content", rawText(a.Raw), rawText(b.Raw))
		return []Row{r}
	}
	return rawMembers.rows(c, "raw", "members", x, y)
}

func rawCarry(into, from *scenario.Room, w *want) *scenario.Room {
	x, okA := object(into.Raw)
	y, okB := object(from.Raw)
	if w.whole || !okA || !okB {
		return from
	}
	p := w.part("raw")
	if p == nil {
		return into
	}
	return &scenario.Room{ID: into.ID, Raw: assemble(rawMembers.carry(x, y, p))}
}
