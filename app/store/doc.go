// Package store is the scenario file: read, write, check, save without ever losing the old file.
//
// # Design
//
// The file is a GeoJSON FeatureCollection, so that any GIS opens it, with all that is not a site in one foreign
// member. Reading keeps places (lines and paths) for messages, every member it does not know, and the digits of
// imported coordinates; this is why it has a small JSON reader of its own instead of encoding/json, which keeps none
// of them and takes the last of two equal names without a word. One visit per entity (entity.go) both reads and
// writes, so the two cannot drift apart.
//
// Nothing read here is trusted: depth and size are bounded, numbers are finite, and an item that is damaged is left
// out and named while the others open.
package store
