// Package evidence holds what the field agrees on as data: scales, words, gates, footnotes; and the pure functions that
// read a scenario for its evidence: which notes reach a place or a site and how, how many origins a note rests on, what
// is missing, and which words are loaded. It knows scenario and the standard library only.
//
// # Design
//
// Nothing here scores. Likelihood, impact and confidence stay separate, blank is not zero, and the grades of a note's
// origins stand side by side: none of them is "the best". F and 6 of the Admiralty grades mean "cannot be judged", so
// no function orders them.
package evidence
