package backup

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind is why a version was kept.
type Kind string

// Kinds.
const (
	Save    Kind = "save"    // what a save wrote
	History Kind = "history" // a snapshot of unsaved work: an autosave
	Before  Kind = "before"  // what another program had left in the file, before our save took its place
)

// Version is one earlier version.
type Version struct {
	ID      string    `json:"id"`             // of the document
	Path    string    `json:"path,omitempty"` // the document's file then; "" while it had none
	Title   string    `json:"title,omitempty"`
	Kind    Kind      `json:"kind"`
	When    time.Time `json:"when"`              // of the content
	Label   string    `json:"label,omitempty"`   // what was done last: "Moved Exercise site 1"
	Changes int       `json:"changes,omitempty"` // since the version before
	Number  uint64    `json:"number"`            // grows from version to version, whatever the clock does
	Size    int64     `json:"size"`              // bytes of the content
	SHA256  string    `json:"sha256"`            // of the content, hexadecimal
	Packed  int64     `json:"packed"`            // bytes of the content as it is kept

	File string `json:"-"` // the version's own file
	Disk int64  `json:"-"` // bytes that it takes
}

const (
	family    = "hubscape version "
	magic     = "hubscape version 1 "
	maxHeader = 1 << 16
	maxSize   = 1 << 30 // as large as a document may be
	maxText   = 4096    // of path, title and label
)

// errDamaged is the answer of a version that cannot be read, errNewer of one in a later format.
var (
	errDamaged = errors.New("the earlier version is damaged; choose another")
	errNewer   = errors.New("the earlier version was kept by a newer program; open it there")
)

// encode makes a version's file. Size, SHA256 and Packed are filled in.
func encode(v *Version, content []byte) ([]byte, error) {
	if len(content) > maxSize {
		return nil, fmt.Errorf("the document is %d MB large, more than the %d MB that are kept; split it", len(content)>>20, maxSize>>20)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	v.Size, v.SHA256, v.Packed = int64(len(content)), sum(content), int64(packed.Len())
	v.Path, v.Title, v.Label = short(v.Path), short(v.Title), short(v.Label)
	v.When = v.When.UTC().Truncate(time.Millisecond)
	head, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	head = append(head, '\n')
	out := make([]byte, 0, len(magic)+sha256.Size*2+1+len(head)+packed.Len())
	out = append(out, magic+sum(head)+"\n"...)
	out = append(out, head...)
	return append(out, packed.Bytes()...), nil
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// short keeps a text within what a header may hold.
func short(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	for len(s) > maxText {
		_, n := utf8.DecodeLastRuneInString(s[:maxText+1])
		s = s[:maxText+1-n]
	}
	return s
}

// decodeHead reads what a version's file says of itself, from its first bytes, and tells how many of them it took.
func decodeHead(b []byte) (v Version, length int, err error) {
	first := len(magic) + sha256.Size*2 + 1
	if bytes.HasPrefix(b, []byte(family)) && !bytes.HasPrefix(b, []byte(magic)) {
		return v, 0, errNewer
	}
	if len(b) < first || !bytes.HasPrefix(b, []byte(magic)) || b[first-1] != '\n' {
		return v, 0, errDamaged
	}
	n := bytes.IndexByte(b[first:min(len(b), first+maxHeader)], '\n')
	if n < 0 {
		return v, 0, errDamaged
	}
	head := b[first : first+n+1]
	if sum(head) != string(b[len(magic):first-1]) || json.Unmarshal(head, &v) != nil {
		return Version{}, 0, errDamaged
	}
	if v.Size < 0 || v.Size > maxSize || v.Packed < 0 {
		return Version{}, 0, errDamaged
	}
	return v, first + n + 1, nil
}

// decode reads a version's whole file and proves its content.
func decode(b []byte) (Version, []byte, error) {
	v, n, err := decodeHead(b)
	if err != nil {
		return v, nil, err
	}
	if int64(len(b)-n) != v.Packed {
		return v, nil, errDamaged
	}
	z, err := gzip.NewReader(bytes.NewReader(b[n:]))
	if err != nil {
		return v, nil, errDamaged
	}
	var content bytes.Buffer
	content.Grow(int(min(v.Size, 64<<20)) + bytes.MinRead)
	got, err := io.Copy(&content, io.LimitReader(z, v.Size+1))
	if err != nil || got != v.Size || sum(content.Bytes()) != v.SHA256 {
		return v, nil, errDamaged
	}
	return v, content.Bytes(), nil
}
