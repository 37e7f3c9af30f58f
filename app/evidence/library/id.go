package library

import (
	"crypto/sha1"
	"encoding/hex"
)

// namespace is the UUIDv5 of the DNS name "library.hubscape" in the DNS namespace of RFC 9562. Ids of built-in items
// are UUIDv5 in it, of "source/…", "western-balkans/note/…" and so on, so that they never change while the key stays.
var namespace = uuid5(dns, "library.hubscape")

// dns is the namespace for domain names of RFC 9562, appendix A.
var dns = [16]byte{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// ID is the id of a built-in item by its key.
func ID(key string) string {
	u := uuid5(namespace, key)
	h := hex.EncodeToString(u[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// uuid5 is the name-based UUID of version 5 (RFC 9562, section 5.5).
func uuid5(space [16]byte, name string) [16]byte {
	h := sha1.New()
	h.Write(space[:])
	h.Write([]byte(name))
	var u [16]byte
	copy(u[:], h.Sum(nil))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return u
}
