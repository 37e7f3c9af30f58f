package geopackage

import (
	"errors"
	"io"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// vfsName is what SQLite knows the file system by.
const vfsName = "hubscape-geopackage"

func init() { vfs.Register(vfsName, fileSystem{}) }

// fileSystem is all that SQLite can open: databases that this package has laid into open, under names that it made up.
// Journals and temporary files are refused, so nothing can reach the disk.
type fileSystem struct{}

var (
	laid   sync.Map // name -> vfs.File
	lastID atomic.Int64
)

// lay makes a file known and gives its name, until forget is called.
func lay(f vfs.File) (name string, forget func()) {
	name = "database-" + strconv.FormatInt(lastID.Add(1), 10)
	laid.Store(name, f)
	return name, func() { laid.Delete(name) }
}

func (fileSystem) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if flags&vfs.OPEN_MAIN_DB == 0 {
		return nil, flags, sqlite3.CANTOPEN
	}
	f, found := laid.Load(name)
	if !found {
		return nil, flags, sqlite3.CANTOPEN
	}
	if f, ok := f.(*block); ok {
		return f, flags | vfs.OPEN_READONLY, nil
	}
	return f.(vfs.File), flags | vfs.OPEN_MEMORY, nil
}

func (fileSystem) Delete(string, bool) error                   { return sqlite3.IOERR_DELETE_NOENT }
func (fileSystem) Access(string, vfs.AccessFlag) (bool, error) { return false, nil }
func (fileSystem) FullPathname(name string) (string, error)    { return name, nil }

// block is a database that does not change.
type block struct {
	in   io.ReaderAt
	size int64
}

// Bytes of a database's header that say how it is written: 1 with a journal, 2 with a log.
const writeVersion, readVersion = 18, 19

// ReadAt gives the file's bytes, except that one written with a log is shown as one written with a journal: its log is
// not there to be read.
func (b *block) ReadAt(p []byte, off int64) (int, error) {
	n, err := b.in.ReadAt(p, off)
	for _, at := range []int64{writeVersion, readVersion} {
		if i := at - off; i >= 0 && i < int64(n) && p[i] == 2 {
			p[i] = 1
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return n, sqlite3.IOERR_READ
	}
	return n, err
}

func (b *block) Size() (int64, error)               { return b.size, nil }
func (b *block) Close() error                       { return nil }
func (b *block) WriteAt([]byte, int64) (int, error) { return 0, sqlite3.IOERR_WRITE }
func (b *block) Truncate(int64) error               { return sqlite3.IOERR_TRUNCATE }
func (b *block) Sync(vfs.SyncFlag) error            { return sqlite3.IOERR_FSYNC }
func (b *block) Lock(vfs.LockLevel) error           { return sqlite3.IOERR_LOCK }
func (b *block) Unlock(vfs.LockLevel) error         { return sqlite3.IOERR_UNLOCK }
func (b *block) CheckReservedLock() (bool, error)   { return false, sqlite3.IOERR_CHECKRESERVEDLOCK }
func (b *block) SectorSize() int                    { return 0 }
func (b *block) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_IMMUTABLE | vfs.IOCAP_SUBPAGE_READ
}

// sheet is a database that is being written.
type sheet struct{ vfsutil.SliceFile }

func (s *sheet) Lock(vfs.LockLevel) error         { return nil }
func (s *sheet) Unlock(vfs.LockLevel) error       { return nil }
func (s *sheet) CheckReservedLock() (bool, error) { return false, nil }
