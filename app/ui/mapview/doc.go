// Package mapview shows the map in a window and turns gestures into camera moves and intents.
//
// # Design
//
// One picture of the whole view is drawn off the window's goroutine by a Painter; the newest request wins. The picture
// carries an overscan on every side. Between two pictures the last one is moved and scaled at once, so panning and
// zooming never wait; under it lies a coarse picture three times as wide, so that no edge is ever blank. We would change
// to tiles if a whole picture took longer than a frame of the display.
package mapview
