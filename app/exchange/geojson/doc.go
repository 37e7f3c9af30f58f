// Package geojson reads and writes RFC 7946, the older GeoJSON that came before it, and features one a line.
//
// # Design
//
// The file is read where it lies: a value's place is found first, which tells whether the feature is whole, and then
// only what is wanted of it is decoded. Property values stay pieces of the file, so digits, order and nesting are what
// they were and a file of a hundred thousand features needs little more memory than its bytes. A feature that is
// damaged costs that feature: reading goes on behind it, and it is named by line and number.
package geojson
