package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// golden renews the golden files of the packages that have some, or of those named, and lists what changed.
func golden(args []string) error {
	pkgs := args
	if len(pkgs) == 0 {
		found, err := packagesWithTestsNaming("UPDATE_GOLDEN")
		if err != nil {
			return err
		}
		pkgs = found
	}
	if len(pkgs) == 0 {
		return errors.New("no package has golden files")
	}
	renew := step{
		title: "renew golden files",
		env:   []string{"CGO_ENABLED=0", "UPDATE_GOLDEN=1"},
		argv:  append([]string{"go", "test", "-count=1", "-tags", windowTag}, pkgs...),
	}
	failed := renew.show()
	out, err := step{argv: []string{"git", "status", "--short", "--", "*testdata*"}}.output()
	if err != nil {
		return errors.Join(failed, err)
	}
	if out = strings.TrimRight(out, "\n"); out == "" {
		fmt.Println("nothing changed")
	} else {
		fmt.Printf("changed; look at each one before it is committed:\n%s\n", out)
	}
	return failed
}

// packagesWithTestsNaming gives the packages, as ./path, whose test files contain text. cmd/dev itself is left out: it
// names everything.
func packagesWithTestsNaming(text string) ([]string, error) {
	var pkgs []string
	for _, top := range []string{"app", "assets", "cmd", "geo"} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			b, err := os.ReadFile(path)
			if pkg := "./" + filepath.ToSlash(filepath.Dir(path)); err == nil && pkg != "./cmd/dev" &&
				strings.Contains(string(b), text) && !slices.Contains(pkgs, pkg) {
				pkgs = append(pkgs, pkg)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(pkgs)
	return pkgs, nil
}
