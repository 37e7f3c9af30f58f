package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// The checker of known faults, and the database it reads: the module that the database is kept in, so that it comes as
// every other module does.
const (
	govulncheck = "golang.org/x/vuln/cmd/govulncheck@v1.8.0"
	vulndb      = "golang.org/x/vulndb"
	vulndbFrom  = "v0.0.0-20261105234957-e22db6528018"
)

// vuln looks whether the program calls code that is known to be faulty.
func vuln(args []string) error {
	flags := flag.NewFlagSet("vuln", flag.ContinueOnError)
	version := flags.String("db", vulndbFrom, "version of the module "+vulndb+" that the database is taken from")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	db, err := vulnDatabase(*version)
	if err != nil {
		return err
	}
	return showAll([]step{
		{"known faults in the window's program", []string{"CGO_ENABLED=1"}, []string{"go", "run", govulncheck, "-db", "file://" + filepath.ToSlash(db), "-tags", windowTag, "./..."}},
	})
}

// vulnDatabase makes the database in the user's cache folder, once for each version. The first time takes minutes.
func vulnDatabase(version string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	db := filepath.Join(cache, "hubscape", "dev", "vulndb-"+version)
	if _, err := os.Stat(filepath.Join(db, "index", "vulns.json")); err == nil {
		return db, nil
	}
	out, err := step{argv: []string{"go", "mod", "download", "-json", vulndb + "@" + version}}.output()
	if err != nil {
		return "", lacking{"the database of known faults cannot be had: " + err.Error()}
	}
	var module struct{ Dir string }
	if err := json.Unmarshal([]byte(out), &module); err != nil {
		return "", fmt.Errorf("go mod download: %w", err)
	}
	if err := os.MkdirAll(db, 0o755); err != nil {
		return "", err
	}
	return db, step{title: "make the database of known faults", argv: []string{"go", "run", vulndb + "/cmd/indexdb@" + version,
		"-out", db, "-vulns", filepath.Join(module.Dir, "data", "osv")}}.show()
}
