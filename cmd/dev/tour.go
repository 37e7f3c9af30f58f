package main

import (
	"bufio"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// tourScript is what the tour does in the window, a step a line. See parseTour.
//
//go:embed tour.txt
var tourScript string

// tour drives the real window through tour.txt on a screen of its own and saves pictures.
func tour(args []string) error {
	flags := flag.NewFlagSet("tour", flag.ContinueOnError)
	size := flags.String("size", "1440x900", "width and height of the window in pixels")
	look := flags.String("look", "light", "light or dark")
	out := flags.String("o", filepath.Join(os.TempDir(), "hubscape-tour"), "folder of the pictures")
	sockets := flags.Bool("sockets", false, "also run every hubctl command, all under strace, and fail on any internet socket")
	if err := flags.Parse(args); err != nil {
		return usage{err.Error()}
	}
	tools := []string{"Xvfb", "openbox", "xdotool", "import"}
	if *sockets {
		tools = append(tools, "strace")
	}
	for _, t := range tools {
		if err := needTool(t, "install it; on Debian and Ubuntu: apt-get install xvfb openbox xdotool imagemagick strace"); err != nil {
			return err
		}
	}
	var w, h int
	if n, _ := fmt.Sscanf(*size, "%dx%d", &w, &h); n != 2 {
		return usage{"-size: say width x height, as in 1440x900"}
	}
	steps, err := parseTour(tourScript)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	for name, text := range tourFiles {
		if err := os.WriteFile(filepath.Join(*out, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	if err := os.Remove(filepath.Join(*out, "tour.hubscape")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	program, err := buildProgram("hubscape")
	if err != nil {
		return err
	}
	t := traveller{width: w, height: h, look: *look, out: *out}
	if *sockets {
		t.trace = filepath.Join(*out, "sockets-window.txt")
	}
	if err := t.travel(program, steps); err != nil || !*sockets {
		return err
	}
	return errors.Join(internetSockets("the window's tour", t.trace), commandSockets(*out))
}

// tourFiles are the data files that the tour brings in.
var tourFiles = map[string]string{
	"places.csv": "Mesto;Širina;Dužina;Mesta;Napomena\nNiš;43,3250;21,8960;60;iz javne liste\nVranje;42,5510;21,8960;;\n" +
		"Kumanovo;21,7140;42,1320;90;vežba\nŠtip;41,7460;;50;\nLeskovac;;blizu Niša;;\nPeja / Peć;426,5900;20,2880;45;\nElbasan;41,1120;20,0820;70;\n",
	"roads.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"r1","properties":{"name":"Corridor X"},"geometry":{"type":"LineString","coordinates":[[20.46,44.8],[21.9,43.32],[21.43,42.0]]}},
{"type":"Feature","id":"r2","properties":{"name":"Box"},"geometry":{"type":"Polygon","coordinates":[[[19.2,42.2],[20.2,42.2],[20.2,43.0],[19.2,43.0],[19.2,42.2]]]}}]}`,
}

// act is one step of the tour: a verb and its words.
type act struct {
	line int
	verb string
	rest string
}

// parseTour reads a tour: one step a line, "#" begins a comment.
//
//	key ctrl+k Return    presses keys one after the other
//	type Serbia          types text
//	do Register          opens the palette, types the words and presses Return
//	click 0.5 0.4        clicks at a part of the window's width and height; rightclick and double likewise
//	drag 0.5 0.4 0.6 0.4 drags from one point to another
//	wait 0.5             waits seconds
//	shot name            saves a picture
//	file name            types the path of a file in the tour's own folder and presses Return
func parseTour(script string) ([]act, error) {
	numbers := map[string]int{"click": 2, "rightclick": 2, "double": 2, "drag": 4, "wait": 1}
	var acts []act
	lines := bufio.NewScanner(strings.NewReader(script))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		verb, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		want, counted := numbers[verb]
		switch {
		case counted && len(figures(rest)) != want:
			return nil, fmt.Errorf("tour.txt:%d: %s needs %d numbers, not %q", n, verb, want, rest)
		case !counted && verb != "key" && verb != "type" && verb != "do" && verb != "shot" && verb != "file":
			return nil, fmt.Errorf("tour.txt:%d: %q is not a step of a tour", n, verb)
		case rest == "":
			return nil, fmt.Errorf("tour.txt:%d: %s says nothing", n, verb)
		}
		acts = append(acts, act{n, verb, rest})
	}
	return acts, nil
}

// figures reads the numbers of a step; nil when one is not a number.
func figures(s string) []float64 {
	var out []float64
	for _, f := range strings.Fields(s) {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil
		}
		out = append(out, x)
	}
	return out
}

// traveller drives one window on a screen of its own.
type traveller struct {
	width, height int
	look, out     string
	trace         string // file for strace; "" runs without
	window        string
	env           []string
}

func (t *traveller) travel(program string, steps []act) error {
	home, err := os.MkdirTemp("", "hubscape-tour")
	if err != nil {
		return err
	}
	defer os.RemoveAll(home)
	for _, dir := range []string{"config", "data", "cache"} {
		if err := os.Mkdir(filepath.Join(home, dir), 0o755); err != nil {
			return err
		}
	}
	display, stop, err := screen(t.width, t.height+40)
	if err != nil {
		return err
	}
	defer stop()
	t.env = windowEnv(home, display)
	argv := []string{program, "-look", t.look}
	if t.trace != "" {
		argv = append([]string{"strace", "-f", "-qq", "-e", "trace=network", "-o", t.trace}, argv...)
	}
	c := exec.Command(argv[0], argv[1:]...)
	c.Env, c.Stderr = t.env, os.Stderr
	if err := c.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	defer c.Process.Kill()
	if err := t.find(); err != nil {
		return err
	}
	fmt.Printf("== tour: %d steps at %dx%d, %s\n", len(steps), t.width, t.height, t.look)
	for _, s := range steps {
		if err := t.step(s); err != nil {
			return fmt.Errorf("tour.txt:%d: %s %s: %w", s.line, s.verb, s.rest, err)
		}
		select {
		case err := <-ended:
			return fmt.Errorf("tour.txt:%d: after %q the program was gone: %v", s.line, s.verb+" "+s.rest, err)
		default:
		}
	}
	fmt.Println("   pictures in", t.out)
	t.tool("xdotool", "key", "ctrl+q")
	select {
	case <-ended:
	case <-time.After(3 * time.Second): // a question about unsaved work is open; that is right
	}
	return nil
}

// screen starts an X server and a window manager and gives the name of the display.
func screen(w, h int) (display string, stop func(), err error) {
	r, pipe, err := os.Pipe()
	if err != nil {
		return "", nil, err
	}
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", w, h), "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{pipe}
	err = x.Start()
	pipe.Close()
	if err != nil {
		return "", nil, err
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		_ = x.Process.Kill()
		return "", nil, fmt.Errorf("no screen: Xvfb did not start: %w", err)
	}
	display = ":" + strings.TrimSpace(number)
	wm := exec.Command("openbox")
	wm.Env = append(os.Environ(), "DISPLAY="+display)
	if err := wm.Start(); err != nil {
		_ = x.Process.Kill()
		return "", nil, err
	}
	return display, func() {
		for _, c := range []*exec.Cmd{wm, x} {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}, nil
}

// tool runs a program on the tour's screen.
func (t *traveller) tool(argv ...string) (string, error) {
	c := exec.Command(argv[0], argv[1:]...)
	c.Env = t.env
	out, err := c.Output()
	return strings.TrimSpace(string(out)), err
}

// find waits for the window and gives it its size.
func (t *traveller) find() error {
	for range 300 {
		time.Sleep(100 * time.Millisecond)
		if id, err := t.tool("xdotool", "search", "--onlyvisible", "--name", "Hubscape"); err == nil && id != "" {
			t.window = strings.Fields(id)[0]
			time.Sleep(time.Second)
			_, err := t.tool("xdotool", "windowsize", t.window, strconv.Itoa(t.width), strconv.Itoa(t.height), "windowmove", t.window, "0", "0")
			time.Sleep(1500 * time.Millisecond)
			return err
		}
	}
	return errors.New("the window did not come up within 30 seconds")
}

// pause is how long the window gets after a step.
const pause = 700 * time.Millisecond

func (t *traveller) step(s act) error {
	n := figures(s.rest)
	at := func(i int) []string {
		return []string{strconv.Itoa(int(n[i] * float64(t.width))), strconv.Itoa(int(n[i+1] * float64(t.height)))}
	}
	move := func(i int) []string { return append([]string{"xdotool", "mousemove"}, at(i)...) }
	var err error
	switch s.verb {
	case "key":
		for _, k := range strings.Fields(s.rest) {
			if _, err = t.tool("xdotool", "key", k); err != nil {
				return err
			}
			time.Sleep(150 * time.Millisecond)
		}
	case "type":
		_, err = t.tool("xdotool", "type", "--delay", "20", s.rest)
	case "do":
		return t.steps("key ctrl+k", "type "+s.rest, "wait 0.4", "key Return")
	case "file":
		return t.steps("key ctrl+a", "type "+filepath.Join(t.out, s.rest), "key Return")
	case "click":
		_, err = t.tool(append(move(0), "click", "1")...)
	case "rightclick":
		_, err = t.tool(append(move(0), "click", "3")...)
	case "double":
		_, err = t.tool(append(move(0), "click", "--repeat", "2", "--delay", "80", "1")...)
	case "drag":
		_, err = t.tool(append(append(move(0), "mousedown", "1", "sleep", "0.1"), append(append([]string{"mousemove"}, at(2)...), "sleep", "0.1", "mouseup", "1")...)...)
	case "wait":
		time.Sleep(time.Duration(n[0] * float64(time.Second)))
		return nil
	case "shot":
		_, err = t.tool("import", "-window", t.window, filepath.Join(t.out, s.rest+".png"))
		return err
	}
	time.Sleep(pause)
	return err
}

// steps does several steps that one stands for.
func (t *traveller) steps(lines ...string) error {
	acts, err := parseTour(strings.Join(lines, "\n"))
	if err != nil {
		return err
	}
	for _, a := range acts {
		if err := t.step(a); err != nil {
			return err
		}
	}
	return nil
}

// inetCall is a system call that makes or names a socket of the internet, or asks the kernel about networks.
var inetCall = regexp.MustCompile(`AF_INET6?|AF_PACKET|AF_NETLINK`)

// internetSockets fails when a trace holds a call about the internet.
func internetSockets(what, trace string) error {
	b, err := os.ReadFile(trace)
	if err != nil {
		return err
	}
	calls, bad := 0, []string(nil)
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" {
			continue
		}
		calls++
		if inetCall.MatchString(line) {
			bad = append(bad, line)
		}
	}
	fmt.Printf("   %s: %d calls about sockets, %d of them about the internet\n", what, calls, len(bad))
	if len(bad) > 0 {
		return fmt.Errorf("%s touched the network:\n%s", what, strings.Join(bad, "\n"))
	}
	return nil
}

// commandSockets runs every command of hubctl under strace.
func commandSockets(dir string) error {
	hubctl, err := buildProgram("hubctl")
	if err != nil {
		return err
	}
	var failed []error
	for i, argv := range everyCommand(dir) {
		trace := filepath.Join(dir, fmt.Sprintf("sockets-%d.txt", i))
		c := exec.Command("strace", append([]string{"-f", "-qq", "-e", "trace=network", "-o", trace, hubctl}, argv...)...)
		out, err := c.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1 && (argv[0] == "diff" || argv[0] == "validate")) {
			failed = append(failed, fmt.Errorf("hubctl %s: %w\n%s", strings.Join(argv, " "), err, out))
			continue
		}
		failed = append(failed, internetSockets("hubctl "+argv[0]+" "+filepath.Base(argv[len(argv)-1]), trace))
	}
	return errors.Join(failed...)
}

// everyCommand is each command of hubctl once, and each format that it reads and writes.
func everyCommand(dir string) [][]string {
	sample := "sample:western-balkans"
	out := func(name string) string { return filepath.Join(dir, name) }
	all := [][]string{
		{"info", sample}, {"validate", sample}, {"locate", "21.17", "42.66"},
		{"render", sample, "--view", "balkans", "--force", "-o", out("map.png")},
	}
	for _, f := range []string{"hubscape", "geojson", "kml", "kmz", "csv", "tsv", "xlsx", "gpkg"} {
		all = append(all, []string{"convert", sample, "--force", "-o", out("sample." + f)}, []string{"info", out("sample." + f)})
	}
	return append(all,
		[]string{"convert", sample, "--audience", "public", "--force", "-o", out("public.hubscape")},
		[]string{"diff", sample, out("public.hubscape")})
}
