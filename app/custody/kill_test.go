package custody

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

var (
	kills    = flag.Int("kills", 20, "how often TestRandomKills kills a program")
	killSeed = flag.Uint64("killseed", 1, "seed of TestRandomKills")
	killFile = flag.String("killtable", "", "a file to which TestRandomKills adds a line")
)

// victimVar tells a process that it is the one to be killed; it names its folder.
const victimVar = "HUBSCAPE_TEST_VICTIM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimVar); dir != "" {
		victim(dir)
		return
	}
	flag.Parse()
	goleak.VerifyTestMain(m)
}

// realKeeper runs the program's own care on the real disk.
func realKeeper(dir string) (*session.Session, *Keeper) { return keeperIn(dir, dir) }

// keeperIn has its second place elsewhere.
func keeperIn(dir, other string) (*session.Session, *Keeper) {
	n := 0
	token := strconv.FormatInt(time.Now().UnixNano(), 36)
	var mu sync.Mutex
	e := scenario.Env{Now: func() time.Time { return time.Now().UTC() }, NewID: func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("%s-%d", token, n)
	}}
	s := session.New(scenario.New("Exercise", e), session.Options{Env: e})
	return s, New(Options{Session: s, Dir: filepath.Join(dir, "app"), Second: filepath.Join(other, "second"), Env: e, Program: "test"})
}

func digest(doc *scenario.Scenario) string {
	b, err := store.Write(doc, store.Options{})
	if err != nil {
		return err.Error()
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// victim takes up what is lost, or opens the file, and edits until it is killed. Every state is written down, with the
// time, once the session has it: that is what the user saw done.
func victim(dir string) {
	s, k := realKeeper(dir)
	path := filepath.Join(dir, "docs", "mine.hubscape")
	if r := k.Start(context.Background()); len(r.Lost) > 0 {
		done := make(chan struct{})
		k.Recover(r.Lost[0], func() { close(done) })
		<-done
	} else if o, err := k.Read(path, false); err == nil {
		k.Adopt(o)
	}
	log, err := os.OpenFile(filepath.Join(dir, "said"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		panic(err)
	}
	titled := os.Getenv("HUBSCAPE_TEST_TITLED") != ""
	dice := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), uint64(os.Getpid())))
	for n := 0; ; n++ {
		deed(s, dice, n)
		if _, err := fmt.Fprintf(log, "%d %s\n", time.Now().UnixNano(), digest(s.Scenario())); err != nil {
			panic(err)
		}
		if titled && dice.IntN(25) == 0 {
			k.Save(Saving{Path: path, Overwrite: true}, nil)
		}
		time.Sleep(time.Duration(dice.IntN(30)) * time.Millisecond)
	}
}

// deed is a random act; each edit makes a state that never was before.
func deed(s *session.Session, dice *rand.Rand, n int) {
	sites := s.Scenario().Sites.All()
	switch c := dice.IntN(10); {
	case c == 0:
		s.Undo()
	case c == 1:
		s.Redo()
	case c == 2:
		title := fmt.Sprint("Title ", n, os.Getpid())
		_ = s.Do(scenario.EditDocument{Title: &title})
	case len(sites) == 0 || c < 5 && len(sites) < 60:
		_ = s.Do(scenario.PlaceSite{Site: scenario.Site{Name: fmt.Sprint("Site ", n), At: &orb.Point{20, 42}, Precision: "town", Status: "hypothetical"}})
	default:
		_ = s.Do(scenario.MoveSite{ID: sites[dice.IntN(len(sites))].ID, Lon: 20 + dice.Float64(), Lat: 42 + dice.Float64()})
	}
}

// said is one state that a victim wrote down.
type said struct {
	at     time.Time
	digest string
}

func readSaid(t *testing.T, dir string) []said {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "said"))
	if err != nil {
		return nil // killed before its first edit
	}
	defer f.Close()
	var out []said
	for sc := bufio.NewScanner(f); sc.Scan(); {
		stamp, d, ok := strings.Cut(sc.Text(), " ")
		n, err := strconv.ParseInt(stamp, 10, 64)
		if ok && err == nil && len(d) == 16 {
			out = append(out, said{time.Unix(0, n), d})
		}
	}
	return out
}

// lossLimit is how old an edit may be that is lost.
const lossLimit = 2 * time.Second

// starved is the time of an act of a program that the machine gives no time: four times what it takes otherwise. The disk
// is as far from a journal then as from the program, and what is lost of it says nothing.
const starved = 60 * time.Millisecond

// TestRandomKills kills a program that edits, at random moments, and lets the next one take up what is lost: every edit
// that is older than two seconds must be there, in documents with a file and in those without.
func TestRandomKills(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // a process is ended otherwise there
	}
	var mu sync.Mutex
	var losses []time.Duration
	const lives = 5 // of one document
	if testing.Short() {
		*kills = min(*kills, lives)
	}
	rounds := (*kills + lives - 1) / lives
	start := time.Now()
	t.Run("documents", func(t *testing.T) {
		for i := range rounds {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				lost := liveAndDie(t, rand.New(rand.NewPCG(*killSeed, uint64(i))), lives, i%2 == 0)
				mu.Lock()
				defer mu.Unlock()
				losses = append(losses, lost...)
			})
		}
	})
	slices.Sort(losses)
	if len(losses) == 0 {
		t.Fatal("nobody was killed")
	}
	median, most := losses[len(losses)/2].Round(time.Millisecond), losses[len(losses)-1].Round(time.Millisecond)
	line := fmt.Sprintf("| %s | %d | %d | %v | %v | %s |", time.Now().UTC().Format("2006-01-02 15:04"), len(losses), *killSeed, median, most, time.Since(start).Round(time.Second))
	t.Log("| when | kills | seed | median loss | greatest loss | took |\n" + line)
	if *killFile != "" && !t.Failed() {
		if err := appendLine(*killFile, line); err != nil {
			t.Error(err)
		}
	}
}

func appendLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, line)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// liveAndDie starts, kills and checks victims of one document one after another. It answers how old the oldest edit was
// that each of them lost.
func liveAndDie(t *testing.T, dice *rand.Rand, lives int, titled bool) (losses []time.Duration) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "docs"), 0o755); err != nil {
		t.Fatal(err)
	}
	for life := range lives {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), victimVar+"="+dir)
		if titled {
			c.Env = append(c.Env, "HUBSCAPE_TEST_TITLED=1")
		}
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		awaitEdit(t, dir)
		time.Sleep(time.Duration(200+dice.IntN(3800)) * time.Millisecond)
		if err := c.Process.Kill(); err != nil {
			t.Fatalf("life %d had ended before it was killed: %v", life, err)
		}
		killed := time.Now()
		if err := c.Wait(); err == nil || err.Error() != "signal: killed" {
			t.Fatalf("life %d: %v", life, err)
		}
		losses = append(losses, autopsy(t, dir, killed, fmt.Sprintf("life %d, titled %v", life, titled)))
	}
	return losses
}

// awaitEdit waits until the victim has written something down: one that is killed twice before its first edit counts as
// a recovery that makes the program fall.
func awaitEdit(t *testing.T, dir string) {
	t.Helper()
	size := func() int64 {
		st, err := os.Stat(filepath.Join(dir, "said"))
		if err != nil {
			return 0
		}
		return st.Size()
	}
	for before, tries := size(), 0; size() == before; tries++ {
		if tries > 20_000 {
			t.Fatal("the program does not begin to edit")
		}
		time.Sleep(time.Millisecond)
	}
}

// autopsy looks at what the next start finds, changes nothing, and answers how old the oldest lost edit was.
func autopsy(t *testing.T, dir string, killed time.Time, what string) time.Duration {
	t.Helper()
	all := readSaid(t, dir)
	known := map[string]int{}
	for i, s := range all {
		known[s.digest] = i
	}
	_, k := realKeeper(dir)
	r := k.Start(context.Background())
	defer func() {
		k.settled() // this look was no attempt that failed
		_ = k.Close(context.Background())
	}()
	if len(r.Lost) > 1 || len(r.Aside) > 0 {
		t.Fatalf("%s: %d lost, aside %v", what, len(r.Lost), r.Aside)
	}
	now := ""
	if o, err := k.Read(filepath.Join(dir, "docs", "mine.hubscape"), false); err == nil {
		if now = digest(o.Doc); len(o.Problems) > 0 {
			t.Fatalf("%s: the file is damaged: %v", what, o.Problems[0])
		}
		if _, ok := known[now]; !ok && len(all) > 0 {
			now = "" // the very last state, killed before it was written down
		}
		o.Close()
	} else if !os.IsNotExist(err) && !strings.Contains(err.Error(), "no such file") {
		t.Fatalf("%s: %v", what, err)
	}
	if len(r.Lost) == 1 {
		now = digest(r.Lost[0].State.Now)
		checkHistory(t, r.Lost[0].State, known, what)
	}
	return age(t, all, known, now, killed, what)
}

// age is how old the oldest edit was that is missing in a state.
func age(t *testing.T, all []said, known map[string]int, now string, killed time.Time, what string) time.Duration {
	t.Helper()
	i, ok := known[now]
	switch {
	case now == "" && len(all) > 0 && killed.Sub(all[0].at) > lossLimit:
		t.Fatalf("%s: nothing is found of %d edits", what, len(all))
	case now == "" && len(all) == 0, now != "" && !ok, i == len(all)-1:
		return 0 // nothing was done, or it holds the one that was not written down any more
	case now == "":
		return killed.Sub(all[0].at)
	}
	lost := killed.Sub(all[i+1].at)
	if acts := len(all) - i - 1; lost > lossLimit && time.Duration(acts)*starved < lost {
		t.Logf("%s: the machine gave the program no time: %d acts in %v", what, acts, lost)
	} else if lost > lossLimit {
		t.Errorf("%s: found is edit %d of %d; the first that is missing was %v old", what, i+1, len(all), lost)
	}
	return lost
}

// checkHistory sees that undoing and redoing lead through states that were.
func checkHistory(t *testing.T, st session.State, known map[string]int, what string) {
	t.Helper()
	strange := 0
	for _, s := range st.Undo {
		if _, ok := known[digest(s.After)]; !ok {
			strange++
		}
	}
	if strange > 1 { // one may have been killed before it was written down
		t.Errorf("%s: %d of %d states of the history never were", what, strange, len(st.Undo))
	}
}
