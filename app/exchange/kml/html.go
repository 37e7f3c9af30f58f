package kml

import (
	"html"
	"strings"
)

// plainText gives the text of a description, which KML allows to be HTML: tags are taken out, scripts and styles go with
// what is in them, addresses of links stand in brackets behind their text, and paragraphs become lines. It also gives
// the addresses of pictures. A description without tags keeps its blank space.
func plainText(s string) (text string, pictures []string) {
	t := stripper{rest: s}
	t.run()
	if !t.tags {
		return strings.TrimSpace(html.UnescapeString(s)), nil
	}
	return tidy(t.out.String()), t.pictures
}

// stripper goes through HTML once.
type stripper struct {
	rest     string
	out      strings.Builder
	href     string // of the link that is open
	from     int    // where its text began in out
	tags     bool
	pictures []string
}

func (t *stripper) run() {
	for t.rest != "" {
		at := strings.IndexByte(t.rest, '<')
		if at < 0 {
			t.words(t.rest)
			break
		}
		t.words(t.rest[:at])
		t.rest = t.rest[at:]
		if strings.HasPrefix(t.rest, "<!--") {
			t.tags = true
			t.rest = after(t.rest, "-->")
			continue
		}
		end := tagEnd(t.rest)
		if end == 0 {
			t.words("<")
			t.rest = t.rest[1:]
			continue
		}
		t.tags = true
		tag := t.rest[:end]
		t.rest = t.rest[end:]
		t.tag(tag)
	}
	t.endLink()
}

// words adds text; blank space within it counts as one space.
func (t *stripper) words(s string) {
	s = html.UnescapeString(s)
	fields := strings.Fields(s)
	if len(fields) == 0 {
		if s != "" {
			t.out.WriteByte(' ')
		}
		return
	}
	if strings.TrimLeft(s, " \t\r\n") != s {
		t.out.WriteByte(' ')
	}
	t.out.WriteString(strings.Join(fields, " "))
	if strings.TrimRight(s, " \t\r\n") != s {
		t.out.WriteByte(' ')
	}
}

func (t *stripper) tag(tag string) {
	name := tagName(tag)
	switch name {
	case "script", "style", "iframe", "object", "noscript", "template":
		t.rest = afterClosing(t.rest, name)
	case "br", "p", "/p", "div", "/div", "tr", "/tr", "li", "ul", "/ul", "ol", "/ol", "table", "/table", "hr",
		"h1", "h2", "h3", "h4", "h5", "h6", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6", "dt", "dd", "blockquote", "/blockquote":
		t.out.WriteByte('\n')
	case "td", "th":
		t.out.WriteByte(' ')
	case "a":
		t.endLink()
		t.href, t.from = htmlAttr(tag, "href"), t.out.Len()
	case "/a":
		t.endLink()
	case "img":
		if src := htmlAttr(tag, "src"); src != "" {
			t.pictures = append(t.pictures, src)
		}
	}
}

// endLink puts the address of the link behind its text, when it is one that a person could visit and not the text itself.
func (t *stripper) endLink() {
	href := strings.TrimSpace(t.href)
	t.href = ""
	lower := strings.ToLower(href)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "mailto:") {
		return
	}
	text := strings.TrimSpace(t.out.String()[t.from:])
	if text == href || text == strings.TrimPrefix(lower, "mailto:") {
		return
	}
	if text != "" {
		t.out.WriteByte(' ')
	}
	t.out.WriteString("(" + href + ")")
}

// tagEnd gives the length of the tag that s begins with, or 0 when the '<' is only a sign.
func tagEnd(s string) int {
	if len(s) < 3 {
		return 0
	}
	if c := s[1]; c != '/' && c != '!' && c != '?' && !letter(c) {
		return 0
	}
	quote := byte(0)
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return i + 1
		case c == '<':
			return 0
		}
	}
	return 0
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// tagName gives the name of a tag in lower case, with the slash of an end tag.
func tagName(tag string) string {
	name := tag[1 : len(tag)-1]
	for i := 1; i < len(name); i++ {
		if !letter(name[i]) && (name[i] < '0' || name[i] > '9') {
			name = name[:i]
			break
		}
	}
	return strings.ToLower(name)
}

// htmlAttr gives the value of an attribute of a tag; "" for none.
func htmlAttr(tag, name string) string {
	lower := strings.ToLower(tag)
	if len(lower) != len(tag) {
		return "" // letters whose lower case is longer; no name of an attribute has them
	}
	for from := 0; ; {
		at := strings.Index(lower[from:], name)
		if at < 0 {
			return ""
		}
		at += from
		from = at + len(name)
		rest := strings.TrimLeft(tag[from:], " \t\r\n")
		if letter(lower[at-1]) || lower[at-1] == '-' || !strings.HasPrefix(rest, "=") {
			continue
		}
		rest = strings.TrimLeft(rest[1:], " \t\r\n")
		if rest == "" {
			return ""
		}
		if rest[0] == '"' || rest[0] == '\'' {
			value, _, _ := strings.Cut(rest[1:], rest[:1])
			return html.UnescapeString(value)
		}
		return html.UnescapeString(rest[:strings.IndexAny(rest, " \t\r\n>")])
	}
}

// after gives what follows the first end in s.
func after(s, end string) string {
	_, rest, _ := strings.Cut(s, end)
	return rest
}

// afterClosing gives what follows the end tag of an element whose start tag was just read.
func afterClosing(s, name string) string {
	for rest := s; ; {
		at := strings.Index(rest, "</")
		if at < 0 {
			return ""
		}
		rest = rest[at+2:]
		if len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			return after(rest, ">")
		}
	}
}

// tidy takes out blank space at the ends of lines and more than one empty line in a row.
func tidy(s string) string {
	lines := strings.Split(s, "\n")
	kept := lines[:0]
	for _, l := range lines {
		l = strings.Join(strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' }), " ")
		if l == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, l)
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}
