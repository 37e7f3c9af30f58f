// Package custody has the document in its care: session, file, journal, earlier versions and lock together, so that
// neither a crash, a full disk, a second program nor a clumsy hand loses work.
//
// # Design
//
// Keeper is the one place that knows what the document's file held when it was last read or written here. Before it puts
// anything in the place of a file, it looks whether that is still so; whoever wants to write over what others wrote says
// so. What takes time runs on a goroutine of its own and answers through the dispatcher, on the window's goroutine.
//
// A start first asks what sessions did not end well (Start). Each can be taken up where it stood, with its history and
// its own file, or given up, or left for later. Nothing is written over by that: what was recovered counts as changed,
// and its first save asks when the file is not what it was.
package custody
