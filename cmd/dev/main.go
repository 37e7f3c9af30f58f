// Command dev holds what a developer does here, in one program that needs only Go and git:
//
//	go run ./cmd/dev run     opens the window on the sample
//	go run ./cmd/dev test    proves that everything stands
//	go run ./cmd/dev bench   measures the hot paths
//	go run ./cmd/dev golden  renews golden pictures and texts
//	go run ./cmd/dev fuzz    lets the fuzz targets run
//	go run ./cmd/dev faults  lets the real system fail under a save
//	go run ./cmd/dev kills   ends programs that edit at random moments
//	go run ./cmd/dev tour    drives the real window on a screen of its own and saves pictures
//	go run ./cmd/dev vuln    looks for known faults in what the program calls
//
// It exits with 0 when all is well, 1 when something failed, 2 on wrong usage and 3 when the machine lacks something
// that it could not install.
//
// # Design
//
// A Go program instead of shell scripts, because it has to do the same on Linux, macOS and Windows. It knows the
// standard library only, so that it starts at once on a machine that has not fetched a single module.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

type command struct {
	name, line string
	do         func(args []string) error
}

func commands() []command {
	return []command{
		{"run", "set up, build and open the window: run [FILE]", run},
		{"test", "set up, then format, vet, staticcheck, tests, build, race, short fuzz: test [-fuzztime 30s]", test},
		{"bench", "measure: bench [-bench RE] [-count 6] [-o FILE] [-against FILE]", bench},
		{"golden", "renew golden files: golden [PACKAGES]", golden},
		{"fuzz", "run every fuzz target: fuzz [-time 1m] [-match RE] [-table FILE] [-keep N]", fuzz},
		{"faults", "let the real system fail: every system call of a save, full disks: faults [-o FILE] [-disks 20]", faults},
		{"kills", "end programs that edit at random: kills [-n 300] [-seed N]", kills},
		{"tour", "drive the window and save pictures: tour [-size 1440x900] [-look light] [-o FOLDER] [-sockets]", tour},
		{"windowkills", "kill the window while someone edits, and count what is left: windowkills [-n 30] [-seed N] [-table FILE]", windowKills},
		{"vuln", "look for known faults in what the program calls: vuln [-db VERSION]", vuln},
	}
}

// lacking is a machine without something that this program could not install.
type lacking struct{ what string }

func (l lacking) Error() string { return l.what }

// usage is a wrong call.
type usage struct{ what string }

func (u usage) Error() string { return u.what }

func main() {
	err := dispatch(os.Args[1:])
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "dev:", err)
	os.Exit(exitStatus(err))
}

func exitStatus(err error) int {
	var l lacking
	var u usage
	switch {
	case errors.As(err, &l):
		return 3
	case errors.As(err, &u):
		return 2
	}
	return 1
}

func dispatch(args []string) error {
	if len(args) == 0 {
		return usage{"say what to do:\n" + list()}
	}
	for _, c := range commands() {
		if c.name == args[0] {
			if err := goToRoot(); err != nil {
				return err
			}
			return c.do(args[1:])
		}
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		fmt.Print(list())
		return nil
	}
	return usage{fmt.Sprintf("there is no command %q:\n%s", args[0], list())}
}

func list() string {
	var b strings.Builder
	for _, c := range commands() {
		fmt.Fprintf(&b, "  go run ./cmd/dev %-7s %s\n", c.name, c.line)
	}
	return b.String()
}
