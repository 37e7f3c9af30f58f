// Package exchange brings data files into a document and takes a document out into data files. Each format has a
// package below it that turns bytes into feature.Dataset and back; here it is told which format a file is, how its
// features would enter the document, what has to be decided before, and how a document looks as features.
//
// # How an import goes
//
//	Read      a file of any format becomes a File: features, and a scenario when it is one
//	Propose   a pure function of file, document and Decisions: rows with what would become of each, what looks swapped,
//	          what is there already, what looks like personal data, which coordinate systems fit
//	Patch     one step of undo, once nothing is open any more
//
// The window changes Decisions and asks Propose again; nothing enters the document before Patch is done. The command
// line does the same with decisions from its flags.
//
// # What becomes of properties
//
// A property whose key means a field of a site becomes that field; every other stays with the site under its own key
// and is written again (Site.PropExtra). An overlay keeps its properties as they are, digits and order included.
package exchange
