// Package journal brings every edit to the disk within a second, and brings a session back from there: the document, also
// one that was never saved, and what could be undone and redone.
//
// # Design
//
// A journal is a file of records that is only ever appended to, in the program's own folder and not beside the document.
// It begins with the whole document as it was before the oldest step that can be undone; each later record is one thing
// that happened. So the state at the end is the document, and the states on the way are the history. A step is written
// as the items it left changed, not as the command that did it: what a command means may change from version to version.
//
// The caller's goroutine only puts an event, two pointers, into a queue. A goroutine of the journal encodes, writes and
// syncs a quarter of a second after the last edit and well within a second of the first. The moves of a drag that are
// still in the queue become one record.
//
// Each record carries its length, a checksum and its number. A record that is cut or garbled ends the journal: all that
// stands before it counts. Nothing is ever mended or cut in place. When a file has grown much larger than what it says,
// the same is written anew into the next generation, which takes its name only after it was read back; the one before
// goes only then. When a write fails, the next generation is begun in a second place, and when there is none, the
// history stays in memory, the status says so, and every few seconds it is tried again.
//
// # Format
//
//	hubscape journal 1\n
//	length (4 bytes, little endian)  CRC-32C of length and payload (4 bytes)  payload
//	…
//
// The payload is one line of JSON and, after a line feed, for some records a whole document as package store writes it,
// packed with DEFLATE when that is worth it. Readers skip members that they do not know. A file of version 1 lies in
// testdata and must be readable for ever.
package journal
