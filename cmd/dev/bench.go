package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
)

// benchstatVersion is pinned like every tool.
const benchstatVersion = "v0.0.0-20260908200009-22c9c6c9d4da"

// bench measures, keeps the figures when asked, and compares them with earlier ones.
func bench(args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	match := flags.String("bench", ".", "benchmarks by regular expression")
	count := flags.Int("count", 6, "runs of each; a comparison wants six or more")
	benchtime := flags.String("benchtime", "1s", "time or Nx for one run of each")
	keep := flags.String("o", "", "also write the figures to this file")
	against := flags.String("against", "", "compare with the figures in this file")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	pkgs := flags.Args()
	if len(pkgs) == 0 {
		found, err := packagesWithTestsNaming("func Benchmark")
		if err != nil {
			return err
		}
		pkgs = found
	}
	if len(pkgs) == 0 {
		return errors.New("no package has benchmarks")
	}
	file, err := measure(append([]string{"go", "test", "-run", "^$", "-benchmem", "-bench", *match, "-benchtime", *benchtime,
		"-count", strconv.Itoa(*count), "-tags", windowTag}, pkgs...), *keep)
	if err != nil || *against == "" {
		return err
	}
	return step{title: "compare", argv: []string{"go", "run", "golang.org/x/perf/cmd/benchstat@" + benchstatVersion, *against, file}}.show()
}

// measure runs argv and writes its output to the screen and to the file keep, or to a temporary one.
func measure(argv []string, keep string) (file string, err error) {
	var out *os.File
	if keep == "" {
		out, err = os.CreateTemp("", "hubscape-bench-*.txt")
	} else {
		out, err = os.Create(keep)
	}
	if err != nil {
		return "", fmt.Errorf("keep the figures: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	s := step{title: "measure", env: []string{"CGO_ENABLED=0"}, argv: argv}
	fmt.Printf("== measure\n   %s\n", s)
	c := s.command()
	c.Stdout = io.MultiWriter(os.Stdout, out)
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("a benchmark failed: %w", err)
	}
	fmt.Println("figures in", out.Name())
	return out.Name(), nil
}
