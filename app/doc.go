// Package app is the part of Hubscape that knows what the program is about. This comment is the house's own rules; the
// test beside it keeps the first of them.
//
// # Rooms
//
//	cmd/hubscape   the desktop program: flags, wiring, window. The only package that starts a Fyne application
//	cmd/hubctl     the same product without a window; builds with CGO_ENABLED=0
//	cmd/bake       makes assets/map from public map sources; run by maintainers only
//	cmd/dev        what a developer does: run, test, bench, golden, fuzz
//	geo/camera     the view: centre, zoom, size; project and unproject
//	geo/measure    distance and area on the ellipsoid, scale bar, coordinate formats
//	geo/spatial    immutable indexes: nearest, search, clusters
//	geo/style      colours, widths and visibility by zoom
//	geo/cover      how much of each pixel a shape covers, in exact integers
//	geo/basemap    the decoded map, its levels of detail, and what lies at a point
//	geo/label      shaping and placing of names
//	geo/scene      camera, style and layers in; a display list out
//	geo/draw/*     plays a display list onto one kind of target
//	app/scenario   the document as an immutable value, and the commands that change it
//	app/evidence   scales, categories, how notes reach a site or a place, what is missing
//	app/session    the open document: do, undo, redo, events, dirty state
//	app/disk       the file system as an interface, so that tests can let every call fail
//	app/store      the scenario file: read, write, schema
//	app/journal    every edit on the disk within a second; what it takes to bring a session back
//	app/backup     earlier versions of a document
//	app/custody    session, file, journal, backups and lock together: the document that is never lost
//	app/difference what differs between two scenarios, in words
//	app/exchange   data files in and out; a package below it for each format, and feature for what they share
//	app/audience   copies that hold back what an audience should not see, and the report of it
//	app/present    what a scenario shows on a map or a page: the same for window, picture and slide
//	app/find       search for places, sites and notes, without accents and across scripts
//	app/sheet      a map as a page of its own: legend, scale bar, foot lines
//	app/ui/*       the window's parts, one package per feature
//	assets         what is embedded
//
// # Who may know whom
//
//	std, orb  <-  geo/{camera,measure,spatial,style,cover}  <-  geo/{basemap,label}  <-  geo/scene  <-  geo/draw/*
//	std, orb  <-  app/scenario  <-  app/{evidence,session,store}  <-  app/{difference,exchange,journal,backup,audience,custody}  <-  app/{present,find,sheet}  <-  app/ui/*  <-  cmd/*
//
// An arrow may be skipped but not turned round, and app may use geo. geo knows nothing of app, of Fyne or of the
// embedded files: it is handed bytes. Fyne is known to app/ui and cmd/hubscape alone, and fyne.io/fyne/v2/app to
// cmd/hubscape alone. A feature under app/ui imports no sibling, except app/ui/theme and app/ui/kit, which are for all. Nothing here opens
// a socket.
//
// A failing rule is a question about the design, not something to silence.
//
// # How data travels
//
//	gesture -> mapview -> Camera                    view state: never undone, never makes the document dirty
//	gesture -> scenario.Command -> session.Do       apply (pure) -> history (merges drags) -> Event{Before, After, Label}
//	Event   -> listeners on the window's goroutine  compare Before and After, refresh only what changed
//	Event   -> task.Latest                          slow work on a snapshot; a stale answer is dropped
//
// The scenario is cloned on write and shared otherwise, so undo is a pointer and work in the background needs no lock.
// Time, randomness, the file system and "run on the window's goroutine" are passed in, so that tests are exact.
//
// # Words
//
// Inside, a position is lon, lat in degrees (WGS 84); on screen it is latitude first, converted in one place. Errors are
// lower case and say what, where and what to do. A blank rating is "not assessed" and never zero. Likelihood and
// confidence are never multiplied. Names come from the field: Camera, Bound, Scene, Label; Likelihood, Impact, Control.
//
// # Results that are the same everywhere
//
// What reaches a pixel or a file must not depend on the processor: products that are summed are written
// float64(a*b)+c, so that no compiler fuses them, and nothing is put out in the order of a map.
package app
