package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"
)

// lateFiles are the toolkit's files with one difference: asking for a writer touches nothing. The toolkit's dialog opens
// the chosen file for writing before it hands it over, which would empty a scenario that the store has yet to replace,
// and leave an empty file beside it where the name had no ending.
type lateFiles struct{ files }

// files is what the toolkit's repository of files can do.
type files interface {
	repository.AppendableRepository
	repository.ListableRepository
	repository.HierarchicalRepository
	repository.CopyableRepository
	repository.MovableRepository
}

// keepFiles puts lateFiles in the place of the toolkit's files, once.
func keepFiles() {
	r, err := repository.ForScheme("file")
	if err != nil {
		return
	}
	if f, ok := r.(files); ok {
		if _, done := r.(lateFiles); !done {
			repository.Register("file", lateFiles{f})
		}
	}
}

// Writer implements repository.WritableRepository.
func (lateFiles) Writer(u fyne.URI) (fyne.URIWriteCloser, error) { return lateFile{u}, nil }

// lateFile is a name chosen for a file that the store writes.
type lateFile struct{ uri fyne.URI }

func (f lateFile) URI() fyne.URI { return f.uri }
func (lateFile) Close() error    { return nil }

func (lateFile) Write([]byte) (int, error) {
	return 0, errors.New("a chosen file is written by the store; save it by its path")
}
