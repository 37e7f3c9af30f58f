//go:build unix

package store

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipe opens a pipe that nobody writes to: the answer comes at once.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.hubscape")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "is a pipe, not a regular file") {
		t.Errorf("Open gives %v", err)
	}
	if err := Replace(path, nil, nil); err == nil || !strings.Contains(err.Error(), "is a pipe, not a regular file") {
		t.Errorf("Replace gives %v", err)
	}
}
