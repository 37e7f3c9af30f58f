// Package session is the open document: do, undo, redo, events, dirty state.
package session
