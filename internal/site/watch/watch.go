// Package watch tells when files change, by looking at their times and sizes
// again and again. That needs nothing of the operating system, works in
// containers and on network folders, and costs a few milliseconds for some
// thousand files.
package watch

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"time"
)

// Watch looks at every file below dirs once in each interval and calls changed
// after one was written, added or removed, as soon as two looks in a row agree:
// a save in several steps is one change. Calls follow each other, never at the
// same time; what changes during a call is seen after it. A folder that cannot
// be read counts as empty until it can. Names with a leading dot are left out:
// editors keep their notes there.
//
// Watch returns ctx's error when ctx ends.
func Watch(ctx context.Context, dirs []string, interval time.Duration, changed func()) error {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	told := look(dirs)
	last := told
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
		now := look(dirs)
		if now == last && now != told {
			told = now
			changed()
		}
		last = now
	}
}

// look returns a fingerprint of names, sizes and times of all files below dirs.
func look(dirs []string) uint64 {
	h := fnv.New64a()
	var number [8]byte
	add := func(n int64) {
		binary.LittleEndian.PutUint64(number[:], uint64(n))
		h.Write(number[:])
	}
	for _, dir := range dirs {
		// No error stops the walk: a file may go while we look.
		_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if path != dir && e.Name()[0] == '.' {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if e.IsDir() {
				return nil
			}
			if info, err := e.Info(); err == nil {
				h.Write([]byte(path))
				add(info.Size())
				add(info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return h.Sum64()
}
