package main

import (
	"errors"
	"flag"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// fuzz lets every fuzz target run for a while.
func fuzz(args []string) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	each := flags.Duration("time", time.Minute, "how long each target runs")
	match := flags.String("match", "", "only targets that match this regular expression")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	return fuzzAll(*each, *match)
}

// target is one fuzz function.
type target struct{ pkg, name string }

func fuzzAll(each time.Duration, match string) error {
	only, err := regexp.Compile(match)
	if err != nil {
		return usage{"-match: " + err.Error()}
	}
	targets, err := fuzzTargets()
	if err != nil {
		return err
	}
	var failed []error
	for _, t := range targets {
		if !only.MatchString(t.name) {
			continue
		}
		s := step{
			title: "fuzz " + t.pkg + " " + t.name,
			env:   []string{"CGO_ENABLED=0"},
			argv:  []string{"go", "test", "-run", "^$", "-fuzz", "^" + t.name + "$", "-fuzztime", each.String(), t.pkg},
		}
		if err := s.show(); err != nil {
			fmt.Printf("   FAIL %v\n", err)
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// fuzzTargets asks go which fuzz functions there are. Only packages whose tests name one are built for it.
func fuzzTargets() ([]target, error) {
	pkgs, err := packagesWithTestsNaming("func Fuzz")
	if err != nil || len(pkgs) == 0 {
		return nil, err
	}
	out, err := step{env: []string{"CGO_ENABLED=0"}, argv: append([]string{"go", "test", "-list", "^Fuzz"}, pkgs...)}.output()
	if err != nil {
		return nil, err
	}
	return parseTargets(out), nil
}

// parseTargets reads the output of go test -list: names, then the line "ok package time" that they belong to.
func parseTargets(out string) []target {
	var all []target
	var names []string
	for _, line := range strings.Split(out, "\n") {
		switch fields := strings.Fields(line); {
		case strings.HasPrefix(line, "Fuzz"):
			names = append(names, strings.TrimSpace(line))
		case len(fields) >= 2 && fields[0] == "ok":
			for _, n := range names {
				all = append(all, target{fields[1], n})
			}
			names = nil
		}
	}
	return all
}
