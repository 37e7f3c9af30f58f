//go:build unix

package disk

import (
	"errors"
	"syscall"
)

// Alive says whether a process of this computer runs. One of another user counts; a number that was given to another
// process since cannot be told apart.
func Alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
