package main

import (
	"os"
	"runtime"
)

// With HUBCTL_ONE_THREAD set, all work of the main goroutine stays on one thread. A tool that lets the n-th system call of
// a thread fail then counts what it means to count; nobody else needs it.
func init() {
	if os.Getenv("HUBCTL_ONE_THREAD") != "" {
		runtime.LockOSThread()
	}
}
