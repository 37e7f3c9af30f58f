// Package library builds the two scenarios that the program ships: the Western Balkans as reported, and arrangements
// elsewhere as reported.
//
// # Design
//
// These Go values are the source of truth. The files in assets/samples are made from them, and a test fails when the two
// differ (run it with UPDATE_GOLDEN=1 to write the files anew). Nothing but tests imports the package, so it adds no
// byte to the program.
//
// What may stand here: facts that were read in a public source, each with publisher, title, date or "undated", and
// address. A title that could only be read from an address keeps the address's words. A repost is recorded as what was
// read. State-run outlets and forum copies are not used. Office-holders appear by office, never by name, except inside
// a source's own title. Loaded words of a source stay inside quotation marks. Every statement is a paraphrase.
//
// Grades are suggestions for the user to confirm. Likelihood, impact and confidence are blank on purpose.
package library
