// Command bake makes assets/map from public map packages. Maintainers run it when a source or a table under
// cmd/bake/data changes; the result is committed and the same byte for byte on every run.
//
//	go run ./cmd/bake -src DIR
//
// DIR holds the downloads; their hashes are pinned in source.go and checked first.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hubscape/geo/basemap"
)

func main() {
	src := flag.String("src", "", "folder with the downloaded map packages")
	out := flag.String("out", "assets/map", "folder to write to")
	flag.Parse()
	if err := run(*src, *out); err != nil {
		fmt.Fprintln(os.Stderr, "bake:", err)
		os.Exit(1)
	}
}

func run(src, out string) error {
	if src == "" {
		return fmt.Errorf("no source folder given: use -src DIR")
	}
	start := time.Now()
	log := func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, "%6.1fs %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, args...))
	}
	s := source{dir: src}
	if err := s.check(); err != nil {
		return err
	}
	log("inputs have the pinned hashes")
	m, err := bake(s, log)
	if err != nil {
		return err
	}
	b, err := basemap.Encode(m)
	if err != nil {
		return err
	}
	if _, err := basemap.Decode(b); err != nil {
		return fmt.Errorf("the result does not decode: %w", err)
	}
	log("basemap.bin: %d bytes", len(b))
	return os.WriteFile(filepath.Join(out, "basemap.bin"), b, 0o644)
}
