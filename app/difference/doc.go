// Package difference tells what differs between two scenarios in the words of the window, brings chosen differences
// back, and joins two versions that grew from one.
//
// # Design
//
// A kind of item (kinds.go) is a table of aspects: its fields, and its lists part by part. An aspect does two things. It
// gives a row for each thing that differs, and it carries that one thing from one item to another. So what is shown and
// what can be taken back are the same thing, and a path such as "evidence/e1/credibility" names it for both. All that is
// built on top (take back, carry forward, join) is a choice of rows.
//
// Items are paired by id. Between documents of different identity, sites that have no partner by id are paired by name
// where the name is unique on both sides. The identity of the document and its times do not count as differences.
//
// Everything is linear in the size of the documents, apart from sorting, and nothing depends on the order of a map.
package difference
