// Package present turns a scenario into what a picture of it shows: the input of a map scene, its legend, and the notes
// that every map carries. The window, the command line and exports all ask here, so they cannot disagree.
package present
