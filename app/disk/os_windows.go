package disk

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

const openFlags = os.O_RDONLY

var causes = []known{
	{windows.ERROR_DISK_FULL, Full}, {windows.ERROR_HANDLE_DISK_FULL, Full}, {windows.ERROR_DISK_QUOTA_EXCEEDED, Quota},
	{windows.ERROR_WRITE_PROTECT, ReadOnly}, {windows.ERROR_NOT_READY, Gone}, {windows.ERROR_DEV_NOT_EXIST, Gone},
	{windows.ERROR_BAD_NETPATH, Gone}, {windows.ERROR_NETNAME_DELETED, Gone}, {windows.ERROR_DEVICE_NOT_CONNECTED, Gone},
	{windows.ERROR_CRC, Faulty}, {windows.ERROR_IO_DEVICE, Faulty}, {windows.ERROR_GEN_FAILURE, Faulty},
	{windows.ERROR_SHARING_VIOLATION, Busy}, {windows.ERROR_LOCK_VIOLATION, Busy}, {windows.ERROR_ACCESS_DENIED, Denied},
	{windows.ERROR_NOT_SAME_DEVICE, Across},
}

// keepOwner has nothing to do: owners come with the access list.
func keepOwner(_ string, like fs.FileInfo) fs.FileMode { return like.Mode().Perm() }

// keepAccess copies the access list, and whether the file is hidden. Without the right to do so the file keeps what it
// inherits from its folder.
func keepAccess(path, like string) {
	if sd, err := windows.GetNamedSecurityInfo(like, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION); err == nil {
		if list, _, err := sd.DACL(); err == nil {
			what := windows.SECURITY_INFORMATION(windows.DACL_SECURITY_INFORMATION | windows.UNPROTECTED_DACL_SECURITY_INFORMATION)
			if control, _, err := sd.Control(); err == nil && control&windows.SE_DACL_PROTECTED != 0 {
				what = windows.DACL_SECURITY_INFORMATION | windows.PROTECTED_DACL_SECURITY_INFORMATION
			}
			_ = windows.SetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, what, nil, nil, list, nil)
		}
	}
	keepHidden(path, like)
}

func keepHidden(path, like string) {
	from, err := windows.UTF16PtrFromString(like)
	if err != nil {
		return
	}
	to, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return
	}
	if a, err := windows.GetFileAttributes(from); err == nil {
		_ = windows.SetFileAttributes(to, a&^windows.FILE_ATTRIBUTE_READONLY) // best effort
	}
}

// patience is how long a rename is tried again while a virus scanner or an indexer has one of the files open.
const patience = 2 * time.Second

func rename(from, to string) error {
	wait := 5 * time.Millisecond
	for waited := time.Duration(0); ; waited += wait {
		err := os.Rename(from, to)
		held := errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
		if !held || waited > patience {
			return err
		}
		time.Sleep(wait)
		wait = min(2*wait, 200*time.Millisecond)
	}
}

// syncDir does nothing: a rename is brought to the disk by the file system's own journal.
func syncDir(string) error { return nil }

func free(dir string) (int64, error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var mine uint64
	if err := windows.GetDiskFreeSpaceEx(p, &mine, nil, nil); err != nil {
		return 0, err
	}
	return int64(min(mine, 1<<62)), nil
}
