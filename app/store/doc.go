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
// # Versions
//
// hubscape.version counts the versions of the format, beginning with 1. A file of any version that was ever released
// opens for ever; testdata holds one or more of each, and they are never changed. What this version does not know, as a
// member or as a value, is kept verbatim at every level and written again where it stood, so that a program does no
// harm to what a later one or another tool has put in. Nothing is renamed or given another meaning within a version;
// what is added is left out of the file while it says nothing, so that older programs keep writing the same bytes.
//
// A file of a version above ours opens for reading only, with a notice: the window shows it, and saving goes to another
// file. That copy keeps the version number and all that was not understood. A version below ours will be brought up
// while it is read; version 1 needs nothing.
//
// Nothing read here is trusted: depth and size are bounded, numbers are finite, and an item that is damaged is left
// out and named while the others open.
package store
