//go:build unix

package custody

import (
	"os"
	"syscall"
	"testing"
)

// TestToldToEnd sends the program a signal: every edit is on the disk before it ends, and the next start offers them.
func TestToldToEnd(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	told := make(chan os.Signal, 1)
	stop := k.k.OnSignal(func(s os.Signal) { told <- s }, syscall.SIGUSR1)
	defer stop()
	want := k.bytes()
	if err := syscall.Kill(os.Getpid(), syscall.SIGUSR1); err != nil {
		t.Fatal(err)
	}
	if s := <-told; s != syscall.SIGUSR1 {
		t.Errorf("told %v", s)
	}
	k = k.again()
	if k.recover(k.one()); k.bytes() != want {
		t.Error("edits are missing")
	}
}

// TestAFaultOfTheProgram keeps the edits when the program panics, and lets the panic go on.
func TestAFaultOfTheProgram(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	want := k.bytes()
	func() {
		defer func() {
			if fault := recover(); fault != "a fault" {
				t.Errorf("the panic became %v", fault)
			}
		}()
		defer k.k.OnPanic()
		panic("a fault")
	}()
	k = k.again()
	if k.recover(k.one()); k.bytes() != want {
		t.Error("edits are missing")
	}
}
