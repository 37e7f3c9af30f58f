// Package find is the search of the window: countries, divisions and towns of the map, sites, notes and positions of the
// document, actions, and coordinates that were typed or pasted.
//
// # Design
//
// Every name is folded when the index is made: accents off, Cyrillic and Greek into Latin, other scripts as they are. A
// second, coarser fold makes spellings of the same sound equal (Prishtina, Priština and Приштина become "pristina"). A
// query is folded the same way and looked for in all names one after the other: with some ten thousand names and a mask
// of letters to pass most of them over, that takes less than the blink that a cleverer structure would save.
package find
