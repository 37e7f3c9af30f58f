package main

import (
	"crypto/sha256"
	"fmt"
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
		b := sha256.Sum256(fmt.Append(seed[:len(seed):len(seed)], n))
		b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
		return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
	}
}
