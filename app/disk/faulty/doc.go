// Package faulty is a file system in memory on which things go wrong when a test says so: the n-th call fails, the disk
// fills up, the program is killed at the n-th call, or the power goes and what was never synced is lost, cut or reordered.
//
// # Design
//
// Every call of disk.FS and of its files is one operation, counted from 1. A call that fails does nothing, except that a
// write puts down half of its bytes first. After a death every call fails; Revive gives the disk as the next start finds
// it: all that was written, no lock held.
//
// PowerLoss gives one of the states that the disk may be in when the machine stops. Bytes are safe once their file was
// synced, names once their folder was. Of what was not, anything may have happened: it is there, it is not, only the
// first part is, later bytes are there and earlier ones are zero, or garbage stands in their place; a rename may have
// come through before the data of the file it moves. A sync that failed makes nothing safe, not even when the next one
// succeeds.
package faulty
