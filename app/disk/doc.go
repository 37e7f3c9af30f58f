// Package disk is the file system as an interface, so that tests can let every call of saving, journal, backup, lock and
// recovery fail, and the machine die at any of them.
//
// # Design
//
// FS holds exactly what keeping a document safe needs, in units that can fail on their own: a save is create, write, read
// back, keep, sync, close, rename, sync the folder, and each of them is one call here. OS is the real one. The package
// faulty has one in memory that fails at the n-th call, dies at it, or loses power.
//
// What differs between systems is behind build tags: owners, modes and access lists; bringing a folder to the disk; free
// space; how often a rename must be tried because something else has the file open.
package disk
