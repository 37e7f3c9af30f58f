// Package backup keeps earlier versions of documents in a folder of the program's own, away from the documents.
//
// # Design
//
// Every version is a file that tells all about itself: a line with the format and the checksum of the line after it, a
// line of JSON (whose, when, why, how long, checksum of the content), and the content, compressed. There is no index, so
// nothing but a version itself can make it unreadable, and a damaged one takes no other with it. The file's name only
// brings the files into order; it is not believed.
//
// A version is made as a document is saved: a new file, written, synced, read back and checked, renamed, its folder
// synced. What is let go afterwards is a pure function of what is there (Surplus).
//
//	DIR/DOCUMENT/000000000012-save-20261124T100203Z-1a2b3c4d.version
package backup
