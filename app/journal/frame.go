package journal

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	magic      = "hubscape journal "
	version    = 1
	frameHead  = 8
	maxPayload = 1 << 30
	maxDoc     = 1 << 30
	packFrom   = 16 << 10 // documents from this size on are packed
)

var table = crc32.MakeTable(crc32.Castagnoli)

// The kinds of records.
const (
	kindBegin   = "begin"   // body: the document before the oldest step
	kindDid     = "did"     // body, for some: the document after it
	kindUndid   = "undid"   // one step back
	kindRedid   = "redid"   // one step forward
	kindSaved   = "saved"   // a value is what the file holds
	kindSettled = "settled" // what was recovered has not made the program fall
	kindClosed  = "closed"  // the session ended well
)

// record is one record. Which members it has depends on its kind.
type record struct {
	N    int       `json:"n"` // counted from 0
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`

	// begin
	Doc     string `json:"doc,omitempty"` // the document's identity
	Title   string `json:"title,omitempty"`
	Tries   int    `json:"tries,omitempty"` // how often a recovery of it was begun
	Program string `json:"program,omitempty"`
	From    string `json:"from,omitempty"` // the name of the journal that it was recovered from: all of that is in this one

	// did
	Label   string    `json:"label,omitempty"`
	Do      string    `json:"do,omitempty"`
	Merged  bool      `json:"merged,omitempty"` // it joined the step before it
	Updated time.Time `json:"updated,omitzero"`
	Changes []change  `json:"changes,omitempty"`

	File // saved, begin

	Value *int `json:"value,omitempty"` // saved: how many steps led to the value that the file holds; -1: none does

	// closed
	Discarded bool `json:"discarded,omitempty"` // unsaved changes were given up on purpose

	Packed bool `json:"packed,omitempty"` // the body is packed

	body []byte // unpacked, nil for none
}

// change is one item as it is after a step.
type change struct {
	Kind string          `json:"kind"`
	ID   string          `json:"id"`
	Item json.RawMessage `json:"item,omitempty"` // none: it was removed
}

func header() []byte { return []byte(magic + strconv.Itoa(version) + "\n") }

// appendRecord adds a record to b.
func appendRecord(b []byte, r *record) ([]byte, error) {
	body := r.body
	if r.Packed = len(body) >= packFrom; r.Packed {
		var err error
		if body, err = pack(body); err != nil {
			return b, err
		}
	}
	var w bytes.Buffer
	e := json.NewEncoder(&w) // ends with a line feed
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return b, err
	}
	w.Write(body)
	if w.Len() > maxPayload {
		return b, fmt.Errorf("a record of %d bytes is too large for a journal; save the document", w.Len())
	}
	return framed(b, w.Bytes()), nil
}

// framed adds a payload with its length and checksum to b.
func framed(b, payload []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(payload)))
	b = binary.LittleEndian.AppendUint32(b, checksum(b[len(b)-4:], payload))
	return append(b, payload...)
}

func checksum(head, payload []byte) uint32 {
	return crc32.Update(crc32.Checksum(head, table), table, payload)
}

// errEnd is where a journal ends well.
var errEnd = errors.New("the end of the journal")

// scanner reads the records of a journal one after another.
type scanner struct {
	b []byte // what is left
	n int    // number of the next record
}

// scan begins at the head of a file.
func scan(b []byte) (*scanner, error) {
	line, _, found := bytes.Cut(b[:min(len(b), 64)], []byte("\n"))
	number, isOne := strings.CutPrefix(string(line), magic)
	if !found || !isOne {
		return nil, errors.New("it does not begin as a journal does")
	}
	if v, err := strconv.Atoi(number); err != nil || v < 1 || v > version {
		return nil, fmt.Errorf("it is a journal of version %q; a newer Hubscape wrote it", number)
	}
	return &scanner{b: b[len(line)+1:]}, nil
}

// next gives the next record; errEnd at the end, another error where the rest is cut or garbled.
func (s *scanner) next() (*record, error) {
	if len(s.b) == 0 {
		return nil, errEnd
	}
	if len(s.b) < frameHead {
		return nil, errors.New("the last record is cut")
	}
	n := int(binary.LittleEndian.Uint32(s.b))
	if n > maxPayload || n > len(s.b)-frameHead {
		return nil, errors.New("the last record is cut")
	}
	payload := s.b[frameHead : frameHead+n]
	if checksum(s.b[:4], payload) != binary.LittleEndian.Uint32(s.b[4:]) {
		return nil, fmt.Errorf("record %d is garbled", s.n)
	}
	r, err := parse(payload)
	if err != nil {
		return nil, fmt.Errorf("record %d: %w", s.n, err)
	}
	if r.N != s.n {
		return nil, fmt.Errorf("record %d stands where %d should", r.N, s.n)
	}
	s.b, s.n = s.b[frameHead+n:], s.n+1
	return r, nil
}

func parse(payload []byte) (*record, error) {
	line, body, _ := bytes.Cut(payload, []byte("\n"))
	r := &record{}
	if err := json.Unmarshal(line, r); err != nil {
		return nil, errors.New("it is no JSON")
	}
	r.body = body
	if len(body) == 0 {
		r.body = nil
	}
	if r.Packed {
		var err error
		if r.body, err = unpack(body); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func pack(b []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(b) / 4)
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(b)
	err = errors.Join(err, w.Close())
	return out.Bytes(), err
}

// unpack gives at most maxDoc bytes.
func unpack(b []byte) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), maxDoc+1))
	if err != nil || len(out) > maxDoc {
		return nil, errors.New("its document cannot be unpacked")
	}
	return out, nil
}
