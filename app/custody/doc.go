// Package custody has the document in its care: session, file, journal, earlier versions and lock together, so that
// neither a crash, a full disk, a second program nor a clumsy hand loses work.
package custody
