package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// windowKills edits in the real window, kills it at a random moment, starts it again, takes up what is offered, saves it
// and counts: each edit that was made two seconds before the kill must be there.
func windowKills(args []string) error {
	flags := flag.NewFlagSet("windowkills", flag.ContinueOnError)
	times := flags.Int("n", 30, "how often the window is killed")
	seed := flags.Uint64("seed", uint64(time.Now().UnixNano()), "seed of the random moments")
	table := flags.String("table", "", "a Markdown table that a row is added to")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	for _, t := range []string{"Xvfb", "openbox", "xdotool"} {
		if err := needTool(t, "install it; on Debian and Ubuntu: apt-get install xvfb openbox xdotool"); err != nil {
			return err
		}
	}
	program, err := buildProgram("hubscape")
	if err != nil {
		return err
	}
	hubctl, err := buildProgram("hubctl")
	if err != nil {
		return err
	}
	dice := rand.New(rand.NewPCG(*seed, 1))
	all, kept, late, failed := 0, 0, 0, 0
	for i := range *times {
		k := kill{dice: dice, program: program, hubctl: hubctl}
		if err := k.round(); err != nil {
			fmt.Printf("   FAIL round %d (seed %d): %v\n", i+1, *seed, err)
			failed++
			continue
		}
		all, kept, late = all+k.made, kept+k.found, late+k.made-k.due
		fmt.Printf("   round %d: %d edits, %d of them two seconds before the kill, %d there\n", i+1, k.made, k.due, k.found)
	}
	if *table != "" {
		row := fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d |\n", time.Now().UTC().Format(time.DateOnly), *seed, *times, all, late, kept, failed)
		if err := appendTo(*table, row); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d kills lost work or could not be judged", failed, *times)
	}
	fmt.Printf("%d kills: %d edits, %d kept; none that was two seconds old was lost\n", *times, all, kept)
	return nil
}

// appendTo adds a line to a file.
func appendTo(path, line string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(line); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// kill is one round.
type kill struct {
	dice            *rand.Rand
	program, hubctl string
	t               traveller
	made, due       int // edits in all, and those that were old enough at the kill
	found           int
}

func (k *kill) round() error {
	home, err := os.MkdirTemp("", "hubscape-kill")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	display, stop, err := screen(1280, 840)
	if err != nil {
		return err
	}
	defer stop()
	k.t = traveller{width: 1280, height: 800, env: windowEnv(home, display)}
	before, err := k.sites("sample:western-balkans")
	if err != nil {
		return err
	}
	c, err := k.start()
	if err != nil {
		return err
	}
	edits, err := k.edit()
	killed := time.Now()
	_ = c.Process.Kill()
	_ = c.Wait()
	if err != nil {
		return err
	}
	for _, e := range edits {
		k.made++
		if killed.Sub(e) >= 2*time.Second {
			k.due++
		}
	}
	if c, err = k.start(); err != nil {
		return err
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	saved := filepath.Join(home, "taken up.hubscape")
	if err := k.takeUp(saved); err != nil {
		return err
	}
	after, err := k.sites(saved)
	k.found = after - before
	switch {
	case err != nil:
		return err
	case k.found < k.due:
		return fmt.Errorf("%d of %d edits were two seconds old, and only %d are there", k.due, k.made, k.found)
	case k.found > k.made:
		return fmt.Errorf("%d edits were made, and %d are there", k.made, k.found)
	}
	return nil
}

func (k *kill) start() (*exec.Cmd, error) {
	c := exec.Command(k.program, "-look", "light")
	c.Env = k.t.env
	if err := c.Start(); err != nil {
		return nil, err
	}
	if err := k.t.find(); err != nil {
		_ = c.Process.Kill()
		_ = c.Wait()
		return nil, err
	}
	return c, nil
}

// edit places some sites, one after the other at random moments, and tells when each click was over.
func (k *kill) edit() ([]time.Time, error) {
	var done []time.Time
	for range 3 + k.dice.IntN(5) {
		x, y := 0.28+0.35*k.dice.Float64(), 0.15+0.45*k.dice.Float64()
		if err := k.t.steps("key Escape s", fmt.Sprintf("click %.3f %.3f", x, y)); err != nil {
			return nil, err
		}
		done = append(done, time.Now())
		time.Sleep(time.Duration(k.dice.IntN(900)) * time.Millisecond)
	}
	time.Sleep(time.Duration(k.dice.IntN(2500)) * time.Millisecond)
	return done, nil
}

// takeUp answers the question after the start and saves what came of it.
func (k *kill) takeUp(path string) error {
	time.Sleep(time.Second)
	err := k.t.steps("key Return", "wait 0.7", "key ctrl+shift+s", "wait 0.5", "key ctrl+a", "type "+path, "key Return")
	for range 100 {
		if _, serr := os.Stat(path); err != nil || serr == nil {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("what was taken up was not saved")
}

// sites counts the sites of a scenario.
func (k *kill) sites(file string) (int, error) {
	out, err := exec.Command(k.hubctl, "info", file, "--json").Output()
	if err != nil {
		return 0, fmt.Errorf("hubctl info %s: %w", file, err)
	}
	var info struct{ Sites int }
	return info.Sites, json.Unmarshal(out, &info)
}

// windowEnv is the environment of a window with a home and a screen of its own.
func windowEnv(home, display string) []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "WAYLAND_DISPLAY=") {
			env = append(env, v)
		}
	}
	return append(env, "DISPLAY="+display, "HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, "config"), "XDG_DATA_HOME="+filepath.Join(home, "data"),
		"XDG_CACHE_HOME="+filepath.Join(home, "cache"), "LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1")
}
