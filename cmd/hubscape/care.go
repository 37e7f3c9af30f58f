package main

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/google/uuid"

	"hubscape/app/backup"
	"hubscape/app/custody"
	"hubscape/app/disk"
	"hubscape/app/ui"
)

// dataFolder is the program's own folder on a system: journals of sessions and earlier versions of documents lie in it.
// "" when the system names none.
func dataFolder(system string, env func(string) string, home string) string {
	base := ""
	switch system {
	case "windows":
		base = env("LocalAppData")
	case "darwin":
		if home != "" {
			base = filepath.Join(home, "Library", "Application Support")
		}
	default:
		if base = env("XDG_DATA_HOME"); (base == "" || !filepath.IsAbs(base)) && home != "" {
			base = filepath.Join(home, ".local", "share")
		}
	}
	if base == "" {
		return ""
	}
	return filepath.Join(base, "hubscape")
}

// careFor fills in what the window needs to keep documents safe.
func careFor(d *ui.Deps) {
	home, _ := os.UserHomeDir() // without one the folder for temporary files is the only place
	second := filepath.Join(os.TempDir(), "hubscape-"+userName())
	folder := dataFolder(runtime.GOOS, os.Getenv, home)
	if folder == "" {
		folder, second = second, ""
	}
	d.Files, d.Folder, d.Second = disk.OS{}, folder, second
	d.Backups = backup.New(backup.Options{FS: disk.OS{}, Dir: filepath.Join(folder, "versions"), Now: time.Now})
	host, _ := os.Hostname() // a lock without a host's name still says who and when
	d.Locks = &custody.LockFiles{FS: disk.OS{}, Now: time.Now, Me: custody.Owner{
		Host: host, User: userName(), PID: os.Getpid(), Program: "Hubscape " + version, Session: uuid.NewString()}}
}

// userName is the name that the system's own environment gives the person; asking the user database might ask a network.
func userName() string {
	for _, key := range []string{"USER", "LOGNAME", "USERNAME"} {
		if name := filepath.Base(os.Getenv(key)); name != "." && name != string(filepath.Separator) {
			return name
		}
	}
	return "user"
}

// endSignals are what a system sends a program that is to end.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
