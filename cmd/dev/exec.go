package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// windowTag builds Fyne with its checks for calls from other goroutines switched off: the program keeps to Fyne's own.
const windowTag = "migrated_fynedo"

// goToRoot makes the module's root the working directory, so that every command may name packages from there.
func goToRoot() error {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return fmt.Errorf("ask go where the module is: %w", err)
	}
	mod := strings.TrimSpace(string(out))
	if mod == "" || mod == os.DevNull {
		return usage{"run this inside the source tree: no go.mod was found"}
	}
	return os.Chdir(filepath.Dir(mod))
}

// step is one command line with its own environment.
type step struct {
	title string
	env   []string
	argv  []string
}

func (s step) String() string {
	return strings.Join(append(append([]string(nil), s.env...), s.argv...), " ")
}

func (s step) command() *exec.Cmd {
	c := exec.Command(s.argv[0], s.argv[1:]...)
	c.Env = append(os.Environ(), s.env...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	return c
}

// show runs the step with its output passed through, and says how long it took.
func (s step) show() error {
	fmt.Printf("\n== %s\n   %s\n", s.title, s)
	start := time.Now()
	err := s.command().Run()
	took := time.Since(start).Round(100 * time.Millisecond)
	if err != nil {
		return fmt.Errorf("%s failed after %s: %w", s.title, took, err)
	}
	fmt.Printf("   %s\n", took)
	return nil
}

// output runs the step and gives its standard output.
func (s step) output() (string, error) {
	c := s.command()
	c.Stdout = nil
	b, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w", s, err)
	}
	return string(b), nil
}

// showAll runs every step even when one fails, so that one run shows all there is to mend.
func showAll(steps []step) error {
	var failed []error
	for _, s := range steps {
		if err := s.show(); err != nil {
			fmt.Printf("   FAIL %v\n", err)
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}
