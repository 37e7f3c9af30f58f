package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// staticcheckVersion is pinned so that a new release cannot fail an old commit.
const staticcheckVersion = "v0.8.2"

// staticchecks is every check except those named here, each with its reason.
func staticchecks() string {
	off := []string{
		"ST1000", // a package comment may stand on one package of a small family (cmd mains have their own form)
		"ST1003", // names keep the words of the field and of the file format, initialisms included
		"ST1016", // receivers are named for what they are in that method
		"ST1020", // doc comments say what matters first; a sentence need not begin with the name
		"ST1021", // the same, for types
		"ST1022", // the same, for variables
		"ST1023", // a type that repeats may help a reader of geometry
	}
	return "all,-" + strings.Join(off, ",-")
}

// withoutC are the packages that build with CGO_ENABLED=0 and no display: everything but the window's program.
var withoutC = []string{"./geo/...", "./app/...", "./assets/...", "./cmd/hubctl/...", "./cmd/bake/...", "./cmd/dev/..."}

// raced are the packages in which goroutines share something; the map, whose tests compare hundreds of thousands of
// points, only where it decodes and builds its indexes.
var (
	raced    = []string{"./geo/draw/...", "./geo/scene/...", "./app/session/...", "./app/store/...", "./app/journal/...", "./app/custody/...", "./app/backup/...", "./app/task/...", "./app/ui/mapview/..."}
	racedMap = []string{"-run", "Index|Decode|Places", "./geo/basemap"}
)

// test proves that everything stands. Every step runs even when an earlier one failed.
func test(args []string) error {
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	fuzztime := flags.Duration("fuzztime", 30*time.Second, "seconds for each fuzz target; 0 leaves fuzzing out")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	start := time.Now()
	if err := setUp(); err != nil {
		return err
	}
	failed := errors.Join(checkFormat(), showAll(testSteps()))
	if *fuzztime > 0 {
		failed = errors.Join(failed, fuzzing{each: *fuzztime, match: regexp.MustCompile("")}.run())
	}
	took := time.Since(start).Round(time.Second)
	if failed != nil {
		return fmt.Errorf("not everything stands (%s):\n%w", took, failed)
	}
	fmt.Printf("\neverything stands (%s)\n", took)
	return nil
}

func testSteps() []step {
	const noC, withC = "CGO_ENABLED=0", "CGO_ENABLED=1"
	goTest := []string{"go", "test", "-tags", windowTag}
	steps := []step{
		{"modules are what go.sum says", nil, []string{"go", "mod", "verify"}},
		{"tests without C and display", []string{noC}, slices.Concat(goTest, withoutC)},
		{"tests of the window's program", []string{withC}, slices.Concat(goTest, []string{"./cmd/hubscape/..."})},
		{"the window's program builds", []string{withC}, []string{"go", "build", "-tags", windowTag, "-o", os.DevNull, "./cmd/hubscape"}},
		{"the command line builds", []string{noC}, []string{"go", "build", "-o", os.DevNull, "./cmd/hubctl"}},
		{"vet", []string{withC}, []string{"go", "vet", "-tags", windowTag, "./..."}},
	}
	// For systems that this one is not. Fyne asks them through C; the tag ci puts something in memory in the place, but not
	// for the colours of macOS that fyne/app asks for: there the window's program is left out.
	steps = append(steps,
		step{"vet for windows", []string{noC, "GOOS=windows"}, []string{"go", "vet", "-tags", "ci " + windowTag, "./..."}},
		step{"vet for darwin", []string{noC, "GOOS=darwin"}, slices.Concat([]string{"go", "vet", "-tags", "ci " + windowTag}, withoutC)},
	)
	race := []string{"go", "test", "-race", "-short", "-tags", windowTag}
	return append(steps,
		step{"staticcheck", []string{withC}, []string{"go", "run", "honnef.co/go/tools/cmd/staticcheck@" + staticcheckVersion,
			"-tags", windowTag, "-checks", staticchecks(), "./..."}},
		step{"data races", []string{withC}, slices.Concat(race, raced)},
		step{"data races in the map", []string{withC}, slices.Concat(race, racedMap)},
	)
}

// checkFormat fails when a Go file is not as gofmt would write it.
func checkFormat() error {
	fmt.Print("\n== gofmt\n")
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("ask go where gofmt is: %w", err)
	}
	gofmt := filepath.Join(strings.TrimSpace(string(root)), "bin", "gofmt")
	out, err := exec.Command(gofmt, "-l", "-s", "app", "assets", "cmd", "geo").Output()
	if err != nil {
		return fmt.Errorf("gofmt: %w", err)
	}
	if out = bytes.TrimSpace(out); len(out) > 0 {
		fmt.Printf("   FAIL not formatted; run gofmt -s -w on:\n%s\n", out)
		return fmt.Errorf("gofmt: not formatted: %s", strings.Join(strings.Fields(string(out)), " "))
	}
	return nil
}
