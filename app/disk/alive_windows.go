package disk

import (
	"errors"

	"golang.org/x/sys/windows"
)

// Alive says whether a process of this computer runs. One of another user counts; a number that was given to another
// process since cannot be told apart.
func Alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return errors.Is(err, windows.ERROR_ACCESS_DENIED)
	}
	defer windows.CloseHandle(p)
	var code uint32
	const stillActive = 259
	return windows.GetExitCodeProcess(p, &code) != nil || code == stillActive
}
