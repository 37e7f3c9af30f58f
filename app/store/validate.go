package store

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"sort"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	objects "github.com/santhosh-tekuri/jsonschema/v6/kind"

	"hubscape/assets"
)

// Validate lists what is wrong with a scenario file, in file order: what cannot be read, what breaks the rules of a
// scenario, and what the published schema objects to besides. Each problem says where, what and what to do. A file that
// is no scenario gives the one problem that says so.
func Validate(b []byte) []Problem {
	r, _, err := read(b)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return []Problem{{Where: "file", Message: clean(err.Error()), Lost: true}}
		}
		where := e.Place
		if where == "" {
			where = "file"
		}
		return []Problem{{Where: where, Message: clean(e.What + "; " + e.Do), Lost: true}}
	}
	r.addSchema()
	sort.SliceStable(r.problems, func(i, j int) bool { return r.problems[i].at < r.problems[j].at })
	return r.problems
}

// schema is the published schema, made ready at first use.
var schema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(assets.Schema()))
	if err != nil {
		return nil, fmt.Errorf("the built-in schema: %w", err)
	}
	const url = "urn:hubscape:scenario:1"
	c := jsonschema.NewCompiler()
	if err := c.AddResource(url, doc); err != nil {
		return nil, fmt.Errorf("the built-in schema: %w", err)
	}
	return c.Compile(url)
})

// addSchema adds what the schema objects to in items that nothing else was said about.
func (r *reader) addSchema() {
	s, err := schema()
	if err != nil {
		r.addAt(0, "file", err.Error()+"; the program is damaged, install it again", false)
		return
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(r.b))
	if err != nil {
		return // a number that is not finite; it was named already
	}
	var verr *jsonschema.ValidationError
	if !errors.As(s.Validate(v), &verr) {
		return
	}
	said := r.saidItems()
	told := map[string]bool{} // two rules may object to one thing
	for _, leaf := range leaves(verr, nil) {
		n, item := r.follow(leaf.InstanceLocation)
		path, message := dotted(leaf.InstanceLocation), objection(leaf.ErrorKind)
		if told[path+message] || item != nil && said[item.start] {
			continue
		}
		told[path+message] = true
		r.addAt(n.start, path, message, false)
	}
}

// leaves are the objections themselves, without the rules that led to them.
func leaves(e *jsonschema.ValidationError, out []*jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return append(out, e)
	}
	for _, c := range e.Causes {
		out = leaves(c, out)
	}
	return out
}

// saidItems are the first bytes of the items that a problem names already.
func (r *reader) saidItems() map[int]bool {
	out := map[int]bool{}
	lists := []*node{r.top.child("features")}
	hub := r.top.child("hubscape")
	for list := range listKinds {
		lists = append(lists, hub.child(list))
	}
	for _, list := range lists {
		if list == nil {
			continue
		}
		for _, p := range r.problems {
			i := sort.Search(len(list.items), func(i int) bool { return list.items[i].end > p.at })
			if i < len(list.items) && list.items[i].start <= p.at {
				out[list.items[i].start] = true
			}
		}
	}
	return out
}

// follow finds the value at a path, and the item of a list it lies in.
func (r *reader) follow(path []string) (n, item *node) {
	n = r.top
	for i, p := range path {
		n = r.whole(n)
		next := n.child(p)
		if n.kind == kArray {
			next = nil
			if k := index(p); k < len(n.items) {
				next = &n.items[k]
			}
		}
		if next == nil {
			break
		}
		if n.kind == kArray && (i == 1 || i == 2) && item == nil {
			item = next
		}
		n = next
	}
	return n, item
}

func index(s string) int {
	i := 0
	for _, c := range s {
		i = i*10 + int(c-'0')
	}
	return i
}

// dotted writes a path as in the other problems: features[3].properties.status.
func dotted(path []string) string {
	if len(path) == 0 {
		return "file"
	}
	var b strings.Builder
	for i, p := range path {
		switch {
		case p != "" && strings.Trim(p, "0123456789") == "":
			b.WriteString("[" + p + "]")
		case i > 0:
			b.WriteString("." + p)
		default:
			b.WriteString(p)
		}
	}
	return b.String()
}

// objection says what the schema objects to and what to do.
func objection(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *objects.Required:
		return "lacks " + strings.Join(k.Missing, ", ") + "; add it"
	case *objects.Type:
		return "is " + k.Got + "; write " + strings.Join(k.Want, " or ")
	case *objects.Enum:
		return fmt.Sprintf("%s is not known; choose one of %s", shown(k.Got), list(k.Want))
	case *objects.Const:
		return fmt.Sprintf("%s is not allowed here; write %s", shown(k.Got), shown(k.Want))
	case *objects.Pattern:
		return quote(k.Got) + " has not the form it must have; " + patternAdvice(k.Want)
	case *objects.MinLength:
		return "is empty; give it one"
	case *objects.Minimum:
		return fmt.Sprintf("is %s; give %s or more", figure(k.Got), figure(k.Want))
	case *objects.Maximum:
		return fmt.Sprintf("is %s; give %s or less", figure(k.Got), figure(k.Want))
	case *objects.MinItems:
		return fmt.Sprintf("has %d parts; give at least %d", k.Got, k.Want)
	}
	return "does not follow the schema; compare it with assets/schema/hubscape-1.schema.json"
}

// patternAdvice says in words what a pattern of the schema asks for.
func patternAdvice(pattern string) string {
	switch {
	case strings.HasPrefix(pattern, `^\d{4}-\d{2}-\d{2}[`):
		return "write a time such as 2026-11-24T10:30:00Z"
	case strings.HasPrefix(pattern, `^\d{4}`):
		return "write a date such as 2026-11-24, 2026-11 or 2026"
	case pattern == `\S`:
		return "write something"
	case strings.Contains(pattern, "group"):
		return "write a code such as SRB, RS-19 or group:wb6"
	case strings.Contains(pattern, "[A-Z]{3}"):
		return "write a code of three capital letters such as SRB"
	case strings.HasPrefix(pattern, "^[A-Za-z]{2,8}"):
		return "write a language tag such as en"
	}
	return "compare it with assets/schema/hubscape-1.schema.json"
}

// figure writes a limit of the schema.
func figure(r *big.Rat) string {
	f, _ := r.Float64()
	return string(formatNumber(nil, f))
}

func shown(v any) string {
	if s, ok := v.(string); ok {
		return quote(s)
	}
	if v == nil {
		return "null"
	}
	return clip(fmt.Sprint(v))
}

func list(values []any) string {
	var out []string
	for _, v := range values {
		out = append(out, fmt.Sprint(v))
	}
	return strings.Join(out, ", ")
}
