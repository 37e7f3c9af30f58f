// Package measure gives distances and areas on the earth, the length of a scale bar, the step of a graticule, and turns
// coordinates into words and words into coordinates.
//
// Positions are orb.Point{lon, lat} in degrees on WGS 84. Only words put latitude first. Lengths are metres, areas square
// metres.
//
// # Design
//
// Distances are geodesics on the ellipsoid and not great circles, because people hold them against other programs.
// Reading coordinates never chooses between two meanings: Parse returns every reading that is possible, with words that
// tell them apart, and a person chooses.
package measure
