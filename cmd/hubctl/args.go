package main

import (
	"strconv"
	"strings"
)

// option is one flag of a command.
type option struct {
	name  string // "view"; a name of one letter is written with one dash
	value string // what its value is called in the help; "" for a switch
	help  string
}

func (o option) dashed() string {
	if len(o.name) == 1 {
		return "-" + o.name
	}
	return "--" + o.name
}

// words are a command line taken apart.
type words struct {
	flags map[string]string // by name; switches hold "yes"
	files []string          // everything that is not a flag
}

func (w words) has(name string) bool { _, ok := w.flags[name]; return ok }

// or gives a flag's value, or other when it was not given.
func (w words) or(name, other string) string {
	if v, ok := w.flags[name]; ok {
		return v
	}
	return other
}

// parse takes a command line apart. Flags may stand before and after files; "--" ends them; a negative number is not a
// flag.
func parse(options []option, argv []string) (words, error) {
	w := words{flags: map[string]string{}}
	for i := 0; i < len(argv); i++ {
		arg := argv[i]
		if arg == "--" {
			w.files = append(w.files, argv[i+1:]...)
			break
		}
		if !looksLikeFlag(arg) {
			w.files = append(w.files, arg)
			continue
		}
		name, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		o, ok := find(options, name)
		if !ok {
			return w, usagef("there is no flag %s here; %s", strings.SplitN(arg, "=", 2)[0], known(options))
		}
		if w.has(name) {
			return w, usagef("%s is given twice; give it once", o.dashed())
		}
		switch {
		case o.value == "" && hasValue:
			return w, usagef("%s takes no value; leave out =%s", o.dashed(), value)
		case o.value == "":
			value = "yes"
		case !hasValue && i+1 < len(argv):
			i++
			value = argv[i]
		case !hasValue:
			return w, usagef("%s needs a value: %s %s", o.dashed(), o.dashed(), o.value)
		}
		w.flags[name] = value
	}
	return w, nil
}

func looksLikeFlag(arg string) bool {
	if len(arg) < 2 || arg[0] != '-' {
		return false // "-" is standard input
	}
	_, err := strconv.ParseFloat(arg, 64)
	return err != nil && !(arg[1] >= '0' && arg[1] <= '9')
}

func find(options []option, name string) (option, bool) {
	for _, o := range options {
		if o.name == name {
			return o, true
		}
	}
	return option{}, false
}

func known(options []option) string {
	var names []string
	for _, o := range options {
		names = append(names, o.dashed())
	}
	return "those that exist are " + strings.Join(names, ", ")
}
