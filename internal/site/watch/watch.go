// Package watch tells when files change. It looks at their times and sizes, which costs a
// few milliseconds for some thousand files: when the operating system says that something
// happened, and every now and then all the same, because network folders and some
// containers say nothing.
package watch

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Bell rings when something may have changed below some folders.
type Bell struct {
	Rings <-chan struct{}
	// Hear makes the bell listen to every folder that there is now: those that are new too.
	Hear func()
}

// Listen returns a bell that the operating system rings, until ctx ends. Its error says
// why there is none; [Watch] does without.
func Listen(ctx context.Context, dirs []string) (Bell, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return Bell{}, fmt.Errorf("listen for changes of files: %w", err)
	}
	rings := make(chan struct{}, 1)
	go func() {
		defer w.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case <-w.Events:
			case <-w.Errors: // events were lost
			}
			select {
			case rings <- struct{}{}:
			default: // it rings already
			}
		}
	}()
	hear := func() {
		for _, dir := range dirs {
			_ = walk(dir, func(path string, e fs.DirEntry) {
				if e.IsDir() {
					_ = w.Add(path) // where it cannot listen, looking now and then finds the change
				}
			})
		}
	}
	hear()
	return Bell{rings, hear}, nil
}

// settle is how long files must stay as they are: a save in several steps is one change.
const settle = 20 * time.Millisecond

// Watch looks at every file below dirs when bell rings and once in each interval, and
// calls changed after one was written, added or removed since known was taken, as soon as
// two looks in a row agree. Calls follow each other, never at the
// same time; what changes during a call is seen after it. A folder that cannot
// be read counts as empty until it can. Names with a leading dot are left out:
// editors keep their notes there. The zero Bell never rings.
//
// Watch returns ctx's error when ctx ends.
func Watch(ctx context.Context, dirs []string, known Sight, bell Bell, interval time.Duration, changed func()) error {
	told := known
	last, wait := Look(dirs), settle
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell.Rings:
			last, wait = Look(dirs), settle
			continue
		case <-time.After(wait):
		}
		now := Look(dirs)
		switch {
		case now != last:
			wait = settle
		case now != told:
			told = now
			if bell.Hear != nil {
				bell.Hear()
			}
			changed()
			fallthrough
		default:
			wait = interval
		}
		last = now
	}
}

// walk visits the files and folders below dir, without those that have a leading dot.
func walk(dir string, visit func(path string, e fs.DirEntry)) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // no error stops the walk: a file may go while we look
		case path != dir && e.Name()[0] == '.' && e.IsDir():
			return filepath.SkipDir
		case path == dir || e.Name()[0] != '.':
			visit(path, e)
		}
		return nil
	})
}

// Sight is how the files below some folders look: another one after any change.
type Sight uint64

// Look returns how the files below dirs look, by their names, sizes and times. Whoever
// reads the files and then watches them looks first: what changes in between is then seen.
func Look(dirs []string) Sight {
	h := fnv.New64a()
	var number [8]byte
	add := func(n int64) {
		binary.LittleEndian.PutUint64(number[:], uint64(n))
		h.Write(number[:])
	}
	for _, dir := range dirs {
		_ = walk(dir, func(path string, e fs.DirEntry) {
			if e.IsDir() {
				return
			}
			if info, err := e.Info(); err == nil {
				h.Write([]byte(path))
				add(info.Size())
				add(info.ModTime().UnixNano())
			}
		})
	}
	return Sight(h.Sum64())
}
