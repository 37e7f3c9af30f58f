// Package session is the open document: do, undo, redo, events, dirty state.
//
// # Design
//
// A scenario is an immutable value, so a step of the history is two pointers and undo is one assignment. Whoever reads
// Scenario has a value that cannot change under them; no reader ever waits for a writer. Undo brings back the very value
// there was before, with its time of last change, so undoing everything gives the same bytes in the file and the
// document is clean again when it is back at the value that was saved.
//
// Events are delivered one at a time and in order, outside the lock: a listener may read, do and undo. What it does is
// announced after the event it is handling was heard by all.
package session
