// Command hubscape is the desktop program: it reads flags, wires the parts together and opens the window.
//
//	hubscape [FILE]
//
// FILE is a scenario, or sample:NAME for a built-in one. Without it the sample of the Western Balkans opens as an
// untitled copy.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/google/uuid"

	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui"
	"hubscape/app/ui/theme"
	"hubscape/assets"
	"hubscape/geo/basemap"
	"hubscape/geo/label"
)

// version is the program's version; it stands in FyneApp.toml too.
const version = "0.2.0"

func main() {
	look := flag.String("look", "", "appearance for this run: light, dark or system")
	show := flag.Bool("version", false, "print the version and stop")
	flag.Usage = usage
	flag.Parse()
	if *show {
		fmt.Println("hubscape", version)
		return
	}
	if flag.NArg() > 1 {
		usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), theme.Mode(*look)); err != nil {
		fmt.Fprintln(os.Stderr, "hubscape: "+err.Error())
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: hubscape [-look light|dark|system] [FILE | sample:western-balkans | sample:elsewhere]")
}

// parts is what can be made ready while the toolkit starts.
type parts struct {
	land  *basemap.Map
	fonts *label.Fonts
	err   error
}

func prepare() <-chan parts {
	c := make(chan parts, 1)
	go func() {
		var p parts
		p.land, p.err = basemap.Decode(assets.Basemap())
		if p.err == nil {
			p.fonts, p.err = label.NewFonts(assets.Font)
		}
		c <- p
	}()
	return c
}

func run(file string, look theme.Mode) error {
	ready := prepare()
	env := scenario.Env{Now: func() time.Time { return time.Now().UTC() }, NewID: uuid.NewString}
	name := "western-balkans"
	if s, ok := strings.CutPrefix(file, "sample:"); ok {
		name, file = s, ""
	}
	if file != "" {
		if abs, err := filepath.Abs(file); err == nil { // it must mean the same at the next start
			file = abs
		}
	}
	doc, err := store.Sample(name, env)
	if err != nil {
		return err
	}
	app.SetMetadata(fyne.AppMetadata{ID: "org.hubscape.Hubscape", Name: "Hubscape", Version: version, Migrations: map[string]bool{"fyneDo": true}})
	a := app.NewWithID("org.hubscape.Hubscape")
	a.SetIcon(theme.AppIcon())
	if look == "" {
		look = theme.Mode(a.Preferences().StringWithFallback("look", string(theme.System)))
	}
	theme.Apply(look)
	p := <-ready
	if p.err != nil {
		return fmt.Errorf("the built-in map could not be read: %w", p.err)
	}
	d := ui.Deps{App: a, Map: p.land, Fonts: p.fonts, Env: env, Dispatch: fyne.Do, Modifiers: modifiers, Version: version}
	careFor(&d)
	w := ui.New(d, doc, "")
	defer w.Keeper().OnPanic()
	stop := w.Keeper().OnSignal(func(os.Signal) { os.Exit(1) }, endSignals...)
	defer stop()
	w.Show()
	a.Lifecycle().SetOnStarted(func() { w.Start(file) })
	a.Run()
	return nil
}

// modifiers gives the keys held now.
func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
