package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// faulted are the system calls that are made to fail; a ? stands before those that some processors do not have.
var faulted = []string{"openat", "read", "write", "fsync", "close", "newfstatat", "fstat", "readlinkat", "?lchown", "fchownat", "fchmodat", "renameat", "unlinkat"}

// injections are what is done to them, in the words of strace.
var injections = []string{"signal=KILL", "error=ENOSPC", "error=EDQUOT", "error=EIO", "error=EROFS", "error=EACCES", "error=EINTR"}

// faults lets the real system fail: every system call of a save of the real hubctl, and disks that are too small.
func faults(args []string) error {
	flags := flag.NewFlagSet("faults", flag.ContinueOnError)
	table := flags.String("o", "", "write the table to this file")
	small := flags.Int("disks", 20, "how many small disks are filled; 0 for none")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	if runtime.GOOS != "linux" {
		fmt.Println("system calls are made to fail on Linux only; the tests let every call of the file-system interface fail everywhere")
		return nil
	}
	dir, err := os.MkdirTemp("", "hubscape-faults-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var out bytes.Buffer
	err = errors.Join(inMemory(&out), systemCalls(dir, &out), smallDisks(dir, *small, &out))
	fmt.Print(out.String())
	if err == nil && *table != "" && out.Len() > 0 {
		err = os.WriteFile(*table, append([]byte(tableHead), out.Bytes()...), 0o644)
	}
	return err
}

const tableHead = `# Faults

Made by "go run ./cmd/dev faults -o FILE", on Linux with strace, as root for the small disks.

`

// inMemory lets every call of the file-system interface fail, on a disk in memory.
func inMemory(out *bytes.Buffer) error {
	s := step{title: "every call fails", env: []string{"CGO_ENABLED=0"}, argv: []string{"go", "test", "-count=1", "-v", "-run", "AtEveryPoint|EveryPoint|PowerCuts", "./app/custody", "./app/journal"}}
	fmt.Printf("\n== %s\n   %s\n", s.title, s)
	text, err := s.output()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, text)
	}
	fmt.Fprint(out, "## Every call of the file system\n\nThrough the file-system interface each call is failed in turn, once and from then on, or the program is killed at it, or\n"+
		"the power is cut there and what was not synced is dropped, cut or reordered. After each the file holds the old bytes or the\n"+
		"new ones, and the next start finds every edit that was acknowledged.\n\n"+
		"| what | points | faults | calls |\n| --- | ---: | --- | --- |\n")
	for line := range strings.Lines(text) {
		if _, row, ok := strings.Cut(line, "row: "); ok {
			out.WriteString(row)
		}
	}
	out.WriteString("\n")
	return nil
}

// proof is a save of the real program that is disturbed.
type proof struct {
	dir, program, in, out string
	old, new              []byte
}

// systemCalls disturbs every system call of a save, one in each run.
func systemCalls(dir string, out *bytes.Buffer) error {
	if _, err := exec.LookPath("strace"); err != nil {
		fmt.Println("strace is not installed, so the real system calls are left alone; install it to let them fail")
		return nil
	}
	p, err := newProof(dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "## System calls\n\n`hubctl convert in.hubscape -o out.hubscape --force` over an older file, once for each point: the n-th call of a kind is\n"+
		"ended by SIGKILL or made to fail. The file must hold the old bytes or the new ones, whole.\n\n"+
		"| call | what happens | points | old bytes | new bytes | anything else |\n| --- | --- | ---: | ---: | ---: | ---: |\n")
	points, bad := 0, 0
	for _, call := range faulted {
		n, err := p.count(call)
		if err != nil {
			return err
		}
		for _, what := range injections {
			r, err := p.disturb(call, what, n)
			if err != nil {
				return err
			}
			if points, bad = points+r.points, bad+r.other; r.points > 0 {
				fmt.Fprintf(out, "| %s | %s | %d | %d | %d | %d |\n", strings.TrimPrefix(call, "?"), what, r.points, r.old, r.new, r.other)
			}
		}
	}
	fmt.Fprintf(out, "\n%d points, %d third states.\n", points, bad)
	if bad > 0 {
		return fmt.Errorf("%d times the file held neither the old bytes nor the new", bad)
	}
	return nil
}

// newProof builds hubctl and makes the old and the new file.
func newProof(dir string) (*proof, error) {
	p := &proof{dir: filepath.Join(dir, "docs"), program: filepath.Join(dir, "hubctl")}
	p.in, p.out = filepath.Join(p.dir, "in.hubscape"), filepath.Join(p.dir, "out.hubscape")
	build := step{title: "build hubctl", env: []string{"CGO_ENABLED=0"}, argv: []string{"go", "build", "-o", p.program, "./cmd/hubctl"}}
	if err := errors.Join(os.Mkdir(p.dir, 0o755), build.show()); err != nil {
		return nil, err
	}
	sample, err := os.ReadFile(filepath.Join("assets", "samples", "western-balkans.hubscape"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(p.in, sample, 0o644); err != nil {
		return nil, err
	}
	c := exec.Command(p.program, p.save()...)
	if text, err := c.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("hubctl convert: %w: %s", err, text)
	}
	if p.new, err = os.ReadFile(p.out); err != nil {
		return nil, err
	}
	p.old = bytes.Replace(p.new, []byte(`"title": "`), []byte(`"title": "Older: `), 1)
	return p, nil
}

func (p *proof) save() []string { return []string{"convert", p.in, "-o", p.out, "--force"} }

// traced is the save under strace.
func (p *proof) traced(args ...string) *exec.Cmd {
	c := exec.Command("strace", slices.Concat([]string{"-f", "-qq"}, args, []string{p.program}, p.save())...)
	c.Env = append(os.Environ(), "HUBCTL_ONE_THREAD=1", "GOMAXPROCS=1")
	return c
}

// count is how many calls of a kind one thread makes at most.
func (p *proof) count(call string) (int, error) {
	log := filepath.Join(filepath.Dir(p.dir), "calls")
	if err := p.reset(); err != nil {
		return 0, err
	}
	if text, err := p.traced("-e", "trace="+call, "-o", log).CombinedOutput(); err != nil {
		return 0, fmt.Errorf("strace: %w: %s", err, text)
	}
	b, err := os.ReadFile(log)
	if err != nil {
		return 0, err
	}
	by, most := map[string]int{}, 0
	for line := range strings.Lines(string(b)) {
		pid, rest, _ := strings.Cut(line, " ")
		if strings.HasPrefix(strings.TrimSpace(rest), strings.TrimPrefix(call, "?")+"(") {
			by[pid]++
			most = max(most, by[pid])
		}
	}
	return most, nil
}

// reset puts the old file in place and takes away what was left beside it.
func (p *proof) reset() error {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if path := filepath.Join(p.dir, e.Name()); path != p.in {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(p.out, p.old, 0o644)
}

// outcome counts what was in the file after each point.
type outcome struct{ points, old, new, other int }

// disturb runs the save once for each call of a kind. A call that is made only when a save fails is disturbed in one that
// the disk lets fail.
func (p *proof) disturb(call, what string, n int) (r outcome, err error) {
	args := []string{"-o", os.DevNull}
	if call == "unlinkat" {
		args, n = append(args, "-e", "inject=fsync:error=EIO"), 1
	}
	for i := 1; i <= n; i++ {
		if err := p.reset(); err != nil {
			return r, err
		}
		c := p.traced(append(slices.Clone(args), "-e", "trace=fsync,"+call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", call, what, i))...)
		said, fault := c.CombinedOutput()
		b, err := os.ReadFile(p.out)
		if err != nil {
			return r, err
		}
		switch r.points++; {
		case bytes.Equal(b, p.new):
			r.new++
		case bytes.Equal(b, p.old) && fault != nil:
			r.old++
		default:
			r.other++
			fmt.Printf("   %s, %s, number %d: %d bytes, %v: %s\n", call, what, i, len(b), fault, said)
		}
	}
	return r, nil
}

// smallDisks fills small disks in memory while documents on them are saved.
func smallDisks(dir string, n int, out *bytes.Buffer) error {
	if n == 0 {
		return nil
	}
	if os.Geteuid() != 0 {
		fmt.Println("small disks can be made by root only; the tests fill one in memory")
		return nil
	}
	test := filepath.Join(dir, "custody.test")
	if err := (step{title: "build the test", env: []string{"CGO_ENABLED=0"}, argv: []string{"go", "test", "-c", "-o", test, "./app/custody"}}).show(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n## Small disks\n\nA tmpfs is filled to a few bytes while a document on it is saved: the old file stays byte for byte, the edits stay in\n"+
		"the journal, the message names the space that is needed; freed again, it is saved.\n\n| disk | runs | seconds |\n| --- | ---: | ---: |\n")
	sizes := []string{"64k", "256k", "1m"}
	for i, size := range sizes {
		runs := n / len(sizes)
		if i < n%len(sizes) {
			runs++
		}
		start := time.Now()
		if err := onSmallDisk(filepath.Join(dir, "disk"), size, test, runs); err != nil {
			return err
		}
		fmt.Fprintf(out, "| %s | %d | %.1f |\n", size, runs, time.Since(start).Seconds())
	}
	return nil
}

// onSmallDisk runs the test on a disk of some size.
func onSmallDisk(at, size, test string, runs int) (err error) {
	if err := os.MkdirAll(at, 0o755); err != nil {
		return err
	}
	if text, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", at).CombinedOutput(); err != nil {
		return fmt.Errorf("mount a small disk: %w: %s", err, text)
	}
	defer func() { err = errors.Join(err, exec.Command("umount", at).Run()) }()
	text, err := exec.Command(test, "-test.run", "^TestSmallDisk$", "-smalldisk", at, "-smallruns", fmt.Sprint(runs)).CombinedOutput()
	if err != nil {
		return fmt.Errorf("a disk of %s: %w:\n%s", size, err, text)
	}
	return nil
}

// kills runs the test that ends programs at random, and adds a line to its table.
func kills(args []string) error {
	flags := flag.NewFlagSet("kills", flag.ContinueOnError)
	n := flags.Int("n", 300, "how many programs are killed")
	seed := flags.Int("seed", int(time.Now().Unix()), "seed of the moments")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	return step{title: "random kills", env: []string{"CGO_ENABLED=0"}, argv: []string{"go", "test", "-count=1", "-timeout", "2h", "-v", "-run", "^TestRandomKills$", "-parallel", "4",
		"./app/custody", "-kills", fmt.Sprint(*n), "-killseed", fmt.Sprint(*seed), "-killtable", filepath.Join("testdata", "kills.md")}}.show()
}
