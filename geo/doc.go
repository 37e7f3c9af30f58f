// Package geo is the room of maps and geometry. Its packages know orb, the standard library and each other in one
// direction only: camera, measure, spatial and style know none of the others; basemap and label build on them; scene on
// those; draw plays scenes. None knows the application or the window toolkit.
package geo
