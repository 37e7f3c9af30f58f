package main

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// idsFrom gives ids in the form of UUIDs of version 8 that follow from the input: the same files converted again get the
// same ids, so that a second conversion is comparable with the first.
func idsFrom(inputs [][]byte) func() string {
	h := sha256.New()
	for _, b := range inputs {
		h.Write(b)
	}
	seed := h.Sum(nil)
	n := uint64(0)
	return func() string {
		n++
		b := sha256.Sum256(strconv.AppendUint(seed[:len(seed):len(seed)], n, 10))
		b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
		var id [36]byte
		for i, part := range [...]struct{ at, from, to int }{{0, 0, 4}, {9, 4, 6}, {14, 6, 8}, {19, 8, 10}, {24, 10, 16}} {
			if hex.Encode(id[part.at:], b[part.from:part.to]); i > 0 {
				id[part.at-1] = '-'
			}
		}
		return string(id[:])
	}
}
