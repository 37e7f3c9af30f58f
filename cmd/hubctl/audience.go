package main

import (
	"fmt"
	"slices"
	"strings"

	"hubscape/app/audience"
	"hubscape/app/exchange"
	"hubscape/app/scenario"
)

// audienceOptions are the flags of a copy for others.
var audienceOptions = []option{
	{"audience", "internal|committee|public", "hold back what an audience should not see, and report on it"},
	{"label", "TLP", "sharing label of the copy, no laxer than what is in it; without it the strictest of that"},
	{"layers", "NAME,…", "overlay layers that may go along to a committee or the public"},
	{"report", "FILE", "where the report of a copy goes; without it to standard error"},
}

// release is what a conversion is asked to hold back.
type release struct {
	audience audience.Audience // "" for no copy
	label    string
	layers   []string
	report   *output
}

func releaseOf(w words) (release, error) {
	var r release
	text, ok := w.flags["audience"]
	if !ok {
		for _, name := range []string{"label", "layers", "report"} {
			if w.has(name) {
				return r, usagef("--%s goes with --audience: say for whom the copy is", name)
			}
		}
		return r, nil
	}
	var err error
	if r.audience, err = audience.Parse(text); err != nil {
		return r, usagef("--audience: %v", err)
	}
	r.label = strings.TrimPrefix(strings.ToUpper(w.or("label", "")), "TLP:")
	if list := w.or("layers", ""); list != "" {
		r.layers = strings.Split(list, ",")
	}
	if path := w.or("report", ""); path != "" {
		o, err := newOutput(path, w.has("force"))
		if err != nil {
			return r, err
		}
		r.report = &o
	}
	return r, nil
}

// narrows says whether a copy holds anything back.
func (r release) narrows() bool {
	return r.audience == audience.Committee || r.audience == audience.Public
}

// released makes the copy of a document for the audience, and keeps its report.
func (w *converter) released(doc *scenario.Scenario) (*scenario.Scenario, error) {
	if w.audience == "" {
		return doc, nil
	}
	rules := audience.Rules{Audience: w.audience, Label: w.label, Personal: exchange.PersonalKinds}
	for _, name := range w.layers {
		i := slices.IndexFunc(doc.Layers.All(), func(l *scenario.Layer) bool {
			return l.ID == name || strings.EqualFold(l.Name, strings.TrimSpace(name))
		})
		if i < 0 {
			return nil, usagef("--layers: there is no layer %q in it", short(name))
		}
		rules.Layers = append(rules.Layers, doc.Layers.All()[i].ID)
	}
	out, report, err := audience.Copy(doc, rules, w.host)
	if err != nil {
		return nil, inputf("%v", err)
	}
	w.held = report
	if err := report.Err(); err != nil {
		return nil, w.refused(inputf("the copy was not written: %v", err))
	}
	return out, nil
}

// searched looks through the bytes of the result for what was held back.
func (w *converter) searched(b []byte) error {
	if w.held == nil {
		return nil
	}
	w.held.Finds = append(w.held.Finds, w.held.Search(w.target.path, b)...)
	if err := w.held.Err(); err != nil {
		return w.refused(inputf("the copy was not written: %v", err))
	}
	return nil
}

// refused hands the report out together with the reason why there is no copy.
func (w *converter) refused(why error) error {
	if err := w.handReport(); err != nil {
		return err
	}
	return why
}

// handReport writes the report of the copy, apart from the copy.
func (w *converter) handReport() error {
	if w.held == nil {
		return nil
	}
	if w.release.report != nil {
		return w.release.report.write([]byte(w.held.String()))
	}
	for _, line := range strings.Split(strings.TrimSuffix(w.held.String(), "\n"), "\n") {
		if _, err := fmt.Fprintln(w.err, plain(line)); err != nil {
			return err
		}
	}
	return nil
}
