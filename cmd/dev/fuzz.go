package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// fuzzing is how fuzz targets are let run.
type fuzzing struct {
	each  time.Duration // for each target
	match *regexp.Regexp
	table string // file that a row for each run is added to; "" for none
	keep  int    // how many of the inputs that were found go into testdata, the shortest first
	at    int    // how many targets run at once; 0 is one for each processor
}

// fuzz lets every fuzz target run for a while.
func fuzz(args []string) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	each := flags.Duration("time", time.Minute, "how long each target runs")
	match := flags.String("match", "", "only targets that match this regular expression")
	table := flags.String("table", "", "a Markdown table that a row for each run is added to")
	keep := flags.Int("keep", 0, "how many of the inputs found are kept in testdata/fuzz, the shortest first")
	at := flags.Int("at", 0, "how many targets run at once; 0 is one for each processor")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	re, err := regexp.Compile(*match)
	if err != nil {
		return usage{"-match: " + err.Error()}
	}
	return fuzzing{*each, re, *table, *keep, *at}.run()
}

// target is one fuzz function.
type target struct{ pkg, name string }

// ran is what came of one target.
type ran struct {
	target
	execs  int
	took   time.Duration
	err    error
	output string
}

// run lets several targets run at once, each with one worker: a target's own workers would wait
// for one another at every new input.
func (f fuzzing) run() error {
	targets, err := fuzzTargets()
	if err != nil {
		return err
	}
	targets = slices.DeleteFunc(targets, func(t target) bool { return !f.match.MatchString(t.name) })
	fmt.Printf("\n== fuzz: %d targets, %s each\n", len(targets), f.each)
	results := make([]ran, len(targets))
	if f.at <= 0 {
		f.at = runtime.NumCPU()
	}
	turn := make(chan struct{}, f.at)
	var all sync.WaitGroup
	for i, t := range targets {
		all.Add(1)
		turn <- struct{}{}
		go func() {
			defer all.Done()
			results[i] = f.one(t)
			fmt.Println("   " + results[i].line())
			<-turn
		}()
	}
	all.Wait()
	return f.conclude(results)
}

// one runs a target.
func (f fuzzing) one(t target) ran {
	var out bytes.Buffer
	c := step{env: []string{"CGO_ENABLED=0"}, argv: []string{"go", "test", "-tags", windowTag, "-run", "^$", "-fuzz", "^" + t.name + "$",
		"-fuzztime", f.each.String(), "-fuzzminimizetime", "5x", "-parallel", "1", t.pkg}}.command()
	c.Stdout, c.Stderr = &out, &out
	start := time.Now()
	err := c.Run()
	if err != nil && onlyTheClock(out.String()) {
		err = nil
	}
	return ran{t, lastExecs(out.String()), time.Since(start).Round(time.Second), err, out.String()}
}

// onlyTheClock tells whether a run failed for nothing but the end of its time: when that falls into a certain moment, go
// test up to Go 1.26 takes its own deadline for a failure of the target (golang/go issue 75804). A target that fails
// leaves its input or a trace behind.
func onlyTheClock(out string) bool {
	_, failure, found := strings.Cut(out, "--- FAIL: ")
	if !found || strings.Contains(out, "Failing input written") || strings.Contains(out, "panic:") {
		return false
	}
	lines := strings.Split(strings.TrimSpace(failure), "\n")
	return len(lines) >= 3 && strings.TrimSpace(lines[1]) == "context deadline exceeded" && lines[2] == "FAIL"
}

var execsLine = regexp.MustCompile(`execs: (\d+)`)

// lastExecs reads how often the target ran from what go test printed.
func lastExecs(out string) int {
	all := execsLine.FindAllStringSubmatch(out, -1)
	if len(all) == 0 {
		return 0
	}
	n, _ := strconv.Atoi(all[len(all)-1][1]) // digits by the expression
	return n
}

func (r ran) line() string {
	state := "ok  "
	if r.err != nil {
		state = "FAIL"
	}
	return fmt.Sprintf("%s %-45s %10d runs %6s", state, strings.TrimPrefix(r.pkg, "hubscape/")+" "+r.name, r.execs, r.took)
}

// conclude prints what failed in full, adds to the table and keeps inputs.
func (f fuzzing) conclude(results []ran) error {
	var failed []error
	for _, r := range results {
		if r.err != nil {
			fmt.Printf("\n%s\n", r.output)
			failed = append(failed, fmt.Errorf("fuzz %s %s: %w", r.pkg, r.name, r.err))
		}
		if f.keep > 0 {
			failed = append(failed, keepInputs(r.target, f.keep))
		}
	}
	if f.table != "" {
		failed = append(failed, f.record(results))
	}
	return errors.Join(failed...)
}

// record adds a row for each run to the table.
func (f fuzzing) record(results []ran) error {
	var b strings.Builder
	commit, _ := step{argv: []string{"git", "rev-parse", "--short", "HEAD"}}.output() // no commit is no reason to lose a row
	for _, r := range results {
		end := "clean"
		if r.err != nil {
			end = "failed"
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` | %s | %d | %s | %d | %s |\n", time.Now().UTC().Format(time.DateOnly), strings.TrimSpace(commit),
			strings.TrimPrefix(r.pkg, "hubscape/"), r.name, int(f.each.Seconds()), runtime.GOARCH, r.execs, end)
	}
	file, err := os.OpenFile(f.table, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = file.WriteString(b.String())
	return errors.Join(err, file.Close())
}

// keepInputs copies the shortest inputs that fuzzing found into the package's testdata, where every test run tries them.
func keepInputs(t target, most int) error {
	cache, err := step{argv: []string{"go", "env", "GOCACHE"}}.output()
	if err != nil {
		return err
	}
	from := filepath.Join(strings.TrimSpace(cache), "fuzz", filepath.FromSlash(t.pkg), t.name)
	found, err := os.ReadDir(from)
	if os.IsNotExist(err) {
		return nil
	} else if err != nil {
		return err
	}
	to := filepath.Join(filepath.FromSlash(strings.TrimPrefix(t.pkg, "hubscape/")), "testdata", "fuzz", t.name)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, name := range shortest(found, most) {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), b, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// keptBytes is the longest input that is kept.
const keptBytes = 2048

// shortest names the shortest files, by size and then by name.
func shortest(files []os.DirEntry, most int) []string {
	type sized struct {
		name string
		size int64
	}
	var all []sized
	for _, f := range files {
		if st, err := f.Info(); err == nil && st.Size() <= keptBytes {
			all = append(all, sized{f.Name(), st.Size()})
		}
	}
	slices.SortFunc(all, func(a, b sized) int {
		if a.size != b.size {
			return int(a.size - b.size)
		}
		return strings.Compare(a.name, b.name)
	})
	var names []string
	for _, s := range all[:min(most, len(all))] {
		names = append(names, s.name)
	}
	return names
}

// fuzzTargets asks go which fuzz functions there are. Only packages whose tests name one are built for it.
func fuzzTargets() ([]target, error) {
	pkgs, err := packagesWithTestsNaming("func Fuzz")
	if err != nil || len(pkgs) == 0 {
		return nil, err
	}
	out, err := step{env: []string{"CGO_ENABLED=0"}, argv: append([]string{"go", "test", "-tags", windowTag, "-list", "^Fuzz"}, pkgs...)}.output()
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
