package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
	"hubscape/geo/camera"
)

// icon presses a button that shows only an icon.
func (d *desk) icon(name string) {
	d.t.Helper()
	d.press(name)
}

func TestMainMenu(t *testing.T) {
	d := quiet(t)
	d.icon("Menu")
	holds(t, "the menu", d.over(), "New scenario", "Open…", "Open recent", "Save as…", "Undo", "Appearance", "Quit")
	d.answer("About Hubscape")
	holds(t, "over the window", d.over(), "About Hubscape test")
	d.answer("Close")
	for _, m := range d.w.mainMenu() {
		if m.Label == "Undo" && !m.Disabled {
			t.Error("nothing to undo, and the menu offers it")
		}
	}
	d.place(20.35, 43.89)
	d.icon("Menu")
	holds(t, "the menu", d.over(), "Undo place Exercise site 1")
	d.answer("Undo place Exercise site 1")
	if d.w.session.Dirty() {
		t.Error("Undo in the menu does nothing")
	}
}

func TestLooks(t *testing.T) {
	d := quiet(t)
	checked := func(items []kit.MenuItem) string {
		s := ""
		for _, m := range items {
			if m.Checked {
				s += m.Label + ";"
			}
		}
		return s
	}
	light := theme.Now()
	water := d.w.mapInput().Theme.Water
	d.w.run("look.dark")
	d.w.run("look.english")
	if got := checked(d.w.lookMenu()); got != "Dark;Names in English only;" {
		t.Errorf("checked are %q", got)
	}
	if theme.Now() == light || !theme.Now().Dark || d.w.mapInput().Theme.Water == water {
		t.Error("the window or the map stays light")
	}
	if d.w.mapInput().LocalLine {
		t.Error("local names stay")
	}
	d.w.run("look.light")
	d.w.run("look.local")
	if got := checked(d.w.lookMenu()); got != "Light;Names in English and the local language;" || !d.w.mapInput().LocalLine {
		t.Errorf("checked are %q", got)
	}
	d.w.run("look.system")
	was := d.w.actions.Get("look.motion").Name()
	d.w.run("look.motion")
	if d.w.actions.Get("look.motion").Name() == was || d.w.still() {
		t.Error("less motion cannot be turned off")
	}
}

func TestLayers(t *testing.T) {
	d := quiet(t)
	d.icon("Layers")
	holds(t, "the menu", d.over(), "Sites", "Towns", "Names", "Claim lines")
	d.answer("Towns")
	if !d.w.mapInput().Hidden["towns"] {
		t.Error("the towns are not hidden")
	}
	for _, m := range d.w.layerMenu() {
		if !m.Disabled && m.Label != "" && m.Checked == (m.Label == "Towns") {
			t.Errorf("%s is checked: %v", m.Label, m.Checked)
		}
	}
	d.icon("Layers")
	d.answer("Towns")
	if d.w.mapInput().Hidden["towns"] {
		t.Error("the towns stay hidden")
	}
}

func TestMapMenu(t *testing.T) {
	d := newDesk(t, 1280, 800)
	d.w.view.Close()
	d.rightClick(20.35, 43.89)
	holds(t, "the menu", d.over(), "Place a site here", "What is here?", "Copy coordinates", "Zoom in here")
	d.answer("Copy coordinates")
	if c := d.w.d.App.Clipboard().Content(); c != "43.89000° N, 20.35000° E" {
		t.Errorf("copied is %q", c)
	}
	z := d.w.view.Camera().Zoom
	d.rightClick(20.35, 43.89)
	d.answer("Zoom in here")
	if d.w.view.Camera().Zoom != z+2 {
		t.Errorf("zoomed from %v to %v", z, d.w.view.Camera().Zoom)
	}
	d.rightClick(20.35, 43.89)
	d.answer("Place a site here")
	if d.w.sel.Kind != "site" {
		t.Errorf("selected is %+v", d.w.sel)
	}
	for _, c := range []struct {
		lon, lat float64
		want     []string
		press    string
		sel      Selection
	}{
		{20.35, 43.89, []string{"43.89000° N, 20.35000° E", "Serbia · "}, "Open the country card", Selection{"country", "SRB"}},
		{20.35, 43.89, []string{"Serbia"}, "Open the division", Selection{"division", "RS-17"}},
		{21.16, 42.2, []string{"Contested", "Kosovo*"}, "Close", Selection{}},
		{16.5, 42.3, []string{"At sea"}, "Close", Selection{}},
	} {
		d.w.Select("", "")
		d.w.whatIsHere([2]float64{c.lon, c.lat})
		holds(t, "what is here", d.over(), append(c.want, "What is here")...)
		d.answer(c.press)
		if d.w.sel != c.sel {
			t.Errorf("%s selects %+v, want %+v", c.press, d.w.sel, c.sel)
		}
	}
}

func TestMapButtons(t *testing.T) {
	d := quiet(t)
	home := d.w.view.Camera()
	d.icon("Zoom in")
	d.icon("Zoom in")
	d.icon("Zoom out")
	if got := d.w.view.Camera().Zoom; got != home.Zoom+1 {
		t.Errorf("the zoom is %v, want %v", got, home.Zoom+1)
	}
	d.icon("Opening view")
	if c := d.w.view.Camera(); c.Zoom != home.Zoom || c.Center != home.Center {
		t.Errorf("home is %+v, was %+v", c, home)
	}
}

func TestToolbar(t *testing.T) {
	d := quiet(t)
	d.press("Site")
	if d.w.view.Tool() != 1 {
		t.Error("the Site button does nothing")
	}
	d.press("Select")
	if d.w.view.Tool() != 0 {
		t.Error("the Select button does nothing")
	}
	d.press("Search places, notes, commands")
	holds(t, "the search", d.over(), "choose", "All spellings")
	d.key(fyne.KeyEscape)
	if !d.w.bar.undo.Disabled() {
		t.Error("nothing to undo, and the button is on")
	}
	d.place(20.35, 43.89)
	d.icon("Undo place Exercise site 1")
	d.icon("Redo place Exercise site 1")
	if d.doc().Sites.Len() != 4 {
		t.Errorf("%d sites", d.doc().Sites.Len())
	}
}

func TestLists(t *testing.T) {
	d := quiet(t)
	host := listHost{d.w}
	site := d.doc().Sites.All()[0]
	d.w.view.ShowPoint([2]float64{-60, -20}, 8)
	host.Choose("site", site.ID, nil)
	if !d.w.view.Camera().Bound().Contains(*site.At) {
		t.Error("a chosen site is not brought into view")
	}
	c := d.w.view.Camera()
	host.Choose("site", site.ID, nil)
	if d.w.view.Camera() != c {
		t.Error("a site in view moves the map")
	}
	d.w.view.ShowPoint([2]float64{-60, -20}, 8)
	host.Choose("country", "SRB", nil)
	if k, id := host.Selection(); k != "country" || id != "SRB" || d.w.view.Camera().Center[0] < 0 {
		t.Errorf("chosen is %s %s", k, id)
	}
	d.w.view.ShowPoint([2]float64{-60, -20}, 8)
	host.Choose("division", "RS-17", nil)
	if d.w.view.Camera().Center[0] < 0 {
		t.Error("a chosen division is not brought into view")
	}
	if h := host.HostOf(site); h.Country != "ALB" {
		t.Errorf("the host of %s is %+v", site.Name, h)
	}
	if n := host.PlaceName("RS-17"); n == "RS-17" || n == "" {
		t.Errorf("RS-17 is called %q", n)
	}
	d.press("Notes")
	holds(t, "the list of notes", seen.Words(d.w.notes.Object()), "Arms shipments")
}

func size(o fyne.CanvasObject) (at fyne.Position, s fyne.Size) {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()
}

func TestSmallWindows(t *testing.T) {
	d := newDesk(t, 1440, 900)
	d.w.view.Close()
	if d.w.shell.rail.Visible() || !d.w.legend.IsOpen() || !d.w.overview.Visible() {
		t.Fatal("a wide window is laid out as a small one")
	}
	d.w.win.Resize(fyne.NewSize(1024, 700))
	d.pump()
	if !d.w.shell.rail.Visible() || d.w.legend.IsOpen() || d.w.overview.Visible() || d.w.shell.panels.Open(kit.LeftSide) {
		t.Error("1024 wide there is no rail, or list, legend or overview stay open")
	}
	if !d.w.shell.panels.Open(kit.RightSide) {
		t.Error("1024 wide the inspector is gone")
	}
	at, s := size(d.w.view)
	if in, _ := size(d.w.inspector.Object()); in.X < at.X+s.Width-1 {
		t.Errorf("1024 wide the inspector at %v lies over the map %v, %v", in, at, s)
	}
	d.press("Search")
	d.key(fyne.KeyEscape)
	d.press("Legend")
	if !d.w.legend.IsOpen() {
		t.Error("the legend cannot be opened")
	}
	d.w.shell.openRail("notes")
	holds(t, "the list over the map", seen.Words(d.w.shell.left), "Arms shipments")
	d.w.Select("country", "SRB")
	if d.w.shell.panels.Open(kit.LeftSide) {
		t.Error("a selection leaves the list over the map")
	}
	d.w.shell.openRail("sites")
	d.w.shell.openRail("")
	if d.w.shell.panels.Open(kit.LeftSide) {
		t.Error("the list cannot be shut")
	}

	d.w.Select("", "")
	d.w.win.Resize(fyne.NewSize(940, 660))
	d.pump()
	if d.w.shell.panels.Open(kit.RightSide) {
		t.Error("940 wide the inspector is open with nothing selected")
	}
	d.w.Select("country", "SRB")
	at, s = size(d.w.view)
	in, w := size(d.w.inspector.Object())
	if !d.w.shell.panels.Open(kit.RightSide) || in.X >= at.X+s.Width || in.X+w.Width > 940.5 {
		t.Errorf("940 wide the inspector %v, %v does not lie over the map %v, %v", in, w, at, s)
	}
	d.press("Close")
	if d.w.shell.panels.Open(kit.RightSide) || d.w.sel.Kind != "" {
		t.Error("its × does not close the inspector")
	}
	d.w.win.Resize(fyne.NewSize(1440, 900))
	d.pump()
	if d.w.shell.rail.Visible() || !d.w.shell.panels.Open(kit.LeftSide) || !d.w.shell.panels.Open(kit.RightSide) || !d.w.legend.IsOpen() {
		t.Error("wide again the window stays small")
	}
	for _, o := range d.w.overlay.obstacles() {
		if o.X1 <= o.X0 || o.Y1 <= o.Y0 || o.X0 < -4 || float32(o.X1) > d.w.overlay.size.Width+4 {
			t.Errorf("an obstacle is at %+v", o)
		}
	}
}

func TestTheWindowRemembersItsSize(t *testing.T) {
	d := quiet(t)
	d.w.win.Resize(fyne.NewSize(1300, 820))
	d.pump()
	d.w.shell.panels.Resized(300, 400)
	if p := d.w.d.App.Preferences(); p.Float("panel.left") != 300 || p.Float("panel.right") != 400 {
		t.Error("the widths of the panels are forgotten")
	}
	d.w.win.SetFullScreen(true)
	d.w.keepSize()
	if s := d.w.startSize(); s != fyne.NewSize(1440, 900) {
		t.Errorf("the size of a full screen was kept: %v", s)
	}
	d.w.win.SetFullScreen(false)
	d.w.close()
	if s := d.w.startSize(); s != fyne.NewSize(1300, 820) {
		t.Errorf("it would open at %v", s)
	}
}

func TestLegendListsWhatIsInView(t *testing.T) {
	d := newDesk(t, 1280, 800)
	d.until("a legend of what is in view", func() bool {
		w := seen.Words(d.w.legend.Object())
		return w != "" && test.WidgetRenderer(d.w.view) != nil && d.w.view.Scene() != nil
	})
	holds(t, "the legend", seen.Words(d.w.legend.Object()), "LEGEND", "Declined", "Operating")
	d.w.view.ShowPoint([2]float64{-30, -20}, 5)
	d.until("the legend of the empty sea", func() bool { return len(seen.Words(d.w.legend.Object())) < 80 })
	lacks(t, "the legend of the sea", seen.Words(d.w.legend.Object()), "Declined")
}

func TestCardReachesTheWindow(t *testing.T) {
	d := quiet(t)
	id := d.place(20.35, 43.89)
	menu := func(label string) {
		t.Helper()
		d.press("More")
		d.answer(label)
	}
	menu("Copy coordinates")
	if c := d.w.d.App.Clipboard().Content(); c != "43.8900° N, 20.3500° E" {
		t.Errorf("copied is %q", c)
	}
	d.w.view.ShowPoint([2]float64{-60, -20}, 8)
	menu("Zoom to it")
	if !d.w.view.Camera().Bound().Contains(*d.site(id).At) {
		t.Error("the map does not go to the site")
	}
	menu("Duplicate")
	if d.w.sel.ID == id || d.doc().Sites.Len() != 5 {
		t.Errorf("selected is %+v", d.w.sel)
	}
	menu("Delete")
	if d.doc().Sites.Len() != 4 || d.w.sel.Kind != "" {
		t.Errorf("%d sites, selected is %+v", d.doc().Sites.Len(), d.w.sel)
	}
}

func TestHomeIsTheOpeningViewOrTheBoxOfAll(t *testing.T) {
	d := newDesk(t, 1440, 900)
	d.w.view.Close()
	c := d.w.homeCamera(d.doc())
	if v := d.doc().OpeningView; v == nil || c.Center != v.Center || c.Zoom != v.Zoom {
		t.Fatalf("home is %+v", c)
	}
	boxed := *d.doc()
	boxed.OpeningView = nil
	c = d.w.homeCamera(&boxed)
	left, _ := size(d.w.legend.Object())
	edge := float64(left.X + d.w.legend.Object().Size().Width)
	for _, s := range boxed.Sites.All() {
		x, y := c.Project(*s.At)
		if x < 0 || y < 0 || x > c.Width || y > c.Height {
			t.Errorf("%s lies at %v, %v", s.Name, x, y)
		}
	}
	full, ok := d.w.bounds(&boxed)
	if !ok {
		t.Fatal("the sample speaks of no place")
	}
	x, _ := c.Project(full.Center())
	if x <= c.Width/2 || edge <= 0 {
		t.Errorf("the middle of all lies at %v of %v, under the legend", x, c.Width)
	}
	d.w.run("file.new")
	d.pump()
	if c, start := d.w.homeCamera(d.doc()), startCamera(); c.Center != start.Center || c.Zoom != start.Zoom {
		t.Errorf("an empty scenario looks at %+v", c)
	}
}

func TestListHost(t *testing.T) {
	d := quiet(t)
	h := listHost{d.w}
	id := d.place(20.35, 43.89)
	h.Duplicate(id)
	d.pump()
	if d.doc().Sites.Len() != 5 {
		t.Errorf("%d sites", d.doc().Sites.Len())
	}
	h.Delete([]string{id})
	d.pump()
	if _, ok := d.doc().Sites.Get(id); ok {
		t.Error("the list deletes nothing")
	}
	h.Rename()
	if len(seen.All[*kit.Entry](d.w.inspector.Object())) != 1 {
		t.Error("the list renames nothing")
	}
	z := d.w.view.Camera()
	h.Fly("country", "RWA")
	if d.w.view.Camera() == z || h.Canvas() != d.canvas() {
		t.Error("the list does not fly")
	}
	h.PlaceSite()
	if d.w.view.Tool() == 0 {
		t.Error("the list takes no tool")
	}
	h.OpenSample()
	holds(t, "the question", d.over(), "Save the changes to")
}

func TestListShortcutsOpenTheRail(t *testing.T) {
	d := newDesk(t, 1024, 700)
	d.w.view.Close()
	s := d.w.shell
	d.w.run("list.notes")
	if !s.panels.Open(kit.LeftSide) || s.tabs.Chosen() != "notes" || s.rail.Chosen() != "notes" {
		t.Errorf("the notes' shortcut opens %v with %q, rail %q", s.panels.Open(kit.LeftSide), s.tabs.Chosen(), s.rail.Chosen())
	}
	d.w.run("list.sites")
	if !s.panels.Open(kit.LeftSide) || s.tabs.Chosen() != "sites" {
		t.Error("the sites' shortcut does not change the list")
	}
	s.openRail("")
	for range 4 {
		d.w.cycleFocus()
		if f := d.w.win.Canvas().Focused(); f == d.w.sites.Focus() {
			t.Error("F6 gives the keys to a list that is shut")
		}
	}
}

func TestTheMapShowsWhatANoteIsAbout(t *testing.T) {
	d := newDesk(t, 1440, 900)
	d.w.view.Jump(camera.Camera{Center: orb.Point{-60, -10}, Zoom: 5})
	var id string
	for _, n := range d.w.session.Scenario().Notes.All() {
		if n.Title == "Albania declines" {
			id = n.ID
		}
	}
	listHost{d.w}.Fly("note", id)
	d.pump()
	if b := d.w.view.Camera().Bound(); !b.Contains(orb.Point{20, 41}) {
		t.Errorf("the map shows %v, without Albania", b)
	}
	before := d.w.view.Camera()
	listHost{d.w}.Choose("note", id, nil)
	d.pump()
	if d.w.view.Camera() != before {
		t.Error("the map moves for what it shows already")
	}
}

func TestMarkdownTablesAreRead(t *testing.T) {
	got := paragraphLines("| what | from |\n|---|---|\n| `lakes` | Natural Earth |\n| [towns](a.md) | Hubscape |")
	want := []string{"• lakes · Natural Earth", "• towns · Hubscape"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := paragraphLines("One\nline.\n- `a`\n- b"); !slices.Equal(got, []string{"One line.", "• a", "• b"}) {
		t.Errorf("%q", got)
	}
}

func TestTheStatusBarNamesTheChosenFootnote(t *testing.T) {
	d := newDesk(t, 1440, 900)
	holds(t, "at first", d.words(), "* Kosovo: EU footnote.")
	for _, c := range []struct {
		note      scenario.KosovoNote
		says, not string
	}{{scenario.KosovoUN, "* Kosovo: UN footnote.", "EU footnote. B"}, {scenario.KosovoCoE, "* Kosovo: Council of Europe footnote.", "UN footnote. B"}, {scenario.KosovoNone, "Boundaries and names imply no endorsement.", "* Kosovo:"}} {
		note := c.note
		d.w.do(scenario.EditDocument{KosovoNote: &note})
		d.w.session.Seal() // as the control does
		d.pump()
		holds(t, string(note), d.words(), c.says)
		lacks(t, string(note), d.words(), c.not)
	}
	d.w.run("edit.undo")
	d.pump()
	holds(t, "undone", d.words(), "* Kosovo: Council of Europe footnote.")
}
