// Command hubctl is Hubscape without a window: it draws maps, says what is in a file, checks files and answers what lies
// at a point. It needs no display and builds with CGO_ENABLED=0.
//
// FILE may be - for standard input or sample:NAME for a built-in sample. Flags may stand before and after files. It ends
// with status 0 when all is done, 1 when the input is at fault or problems were found, 2 on wrong usage and 3 when the
// machine is at fault. Errors go to standard error, one sentence each, with no byte that a terminal would obey.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// command is one verb.
type command struct {
	name    string
	args    string // what follows the name
	line    string // what it does, one line
	more    string // what the help says besides
	options []option
	do      func(*call) error
}

// call is one run of a command.
type call struct {
	words
	in  io.Reader
	out *bufio.Writer
	err io.Writer
}

func commands() []command {
	return []command{renderCommand(), infoCommand(), validateCommand(), convertCommand(), locateCommand(), diffCommand()}
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: it answers the exit status.
func run(argv []string, in io.Reader, out, errs io.Writer) (status int) {
	defer func() {
		if fault := recover(); fault != nil { // Go's own status for a panic, 2, would say wrong usage
			fmt.Fprintf(errs, "hubctl: a fault of the program itself (%s); nothing was written; please report it with the file\n", plain(fmt.Sprint(fault)))
			status = statusMachine
		}
	}()
	w := bufio.NewWriterSize(out, 1<<16)
	err := dispatch(argv, in, w, errs)
	if flush := w.Flush(); flush != nil && (err == nil || statusOf(err) == statusInput) {
		err = machinef("standard output: cannot be written (%v); the rest of the answer is lost", reason(flush))
	}
	if err != nil && err.Error() != "" {
		fmt.Fprintln(errs, "hubctl: "+plain(err.Error()))
	}
	return statusOf(err)
}

func dispatch(argv []string, in io.Reader, out *bufio.Writer, errs io.Writer) error {
	if len(argv) == 0 {
		return usagef("say what to do: %s; hubctl help says more", names())
	}
	name, rest := argv[0], argv[1:]
	if wantsHelp(name) {
		return help(out, rest)
	}
	for _, c := range commands() {
		if c.name != name {
			continue
		}
		for _, a := range rest {
			if a == "--" {
				break
			}
			if a == "--help" || a == "-h" {
				return help(out, []string{name})
			}
		}
		w, err := parse(c.options, rest)
		if err != nil {
			return inCommand(c, err)
		}
		return inCommand(c, c.do(&call{w, in, out, errs}))
	}
	return usagef("there is no command %q; those that exist are %s", name, names())
}

// inCommand names the command in errors of usage.
func inCommand(c command, err error) error {
	var f *fault
	if errors.As(err, &f) && f.status == statusUsage {
		return usagef("%s: %s", c.name, f.what)
	}
	return err
}

func names() string {
	var all []string
	for _, c := range commands() {
		all = append(all, c.name)
	}
	return strings.Join(all, ", ")
}

func wantsHelp(arg string) bool { return arg == "help" || arg == "--help" || arg == "-h" }

// help prints what there is, or all about one command.
func help(out io.Writer, about []string) error {
	if len(about) == 0 {
		fmt.Fprint(out, "hubctl draws, checks and explains scenarios without a window.\n\n")
		for _, c := range commands() {
			fmt.Fprintf(out, "  hubctl %-9s %-40s %s\n", c.name, c.args, c.line)
		}
		fmt.Fprint(out, "\nFILE may be - for standard input or sample:NAME for a built-in sample ("+samples()+").\n"+
			"hubctl help COMMAND says more. Exit status: 0 done, 1 the input's fault or problems found,\n"+
			"2 wrong usage, 3 the machine's fault.\n")
		return nil
	}
	for _, c := range commands() {
		if c.name == about[0] {
			fmt.Fprintf(out, "hubctl %s %s\n\n%s.\n%s\n", c.name, c.args, c.line, c.more)
			for _, o := range c.options {
				fmt.Fprintf(out, "  %-28s %s\n", strings.TrimSpace(o.dashed()+" "+o.value), o.help)
			}
			return nil
		}
	}
	return usagef("there is no command %q; those that exist are %s", about[0], names())
}
