package output

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// File tells a file from another one that may stand in its place later.
type File struct {
	Size int64
	Time int64 // when it was last written, Unix nanoseconds
}

func stateOf(info fs.FileInfo) File { return File{info.Size(), info.ModTime().UnixNano()} }

// survey returns the files below out by their slash-separated paths, without the
// dot-files at its top, which are its owner's.
func survey(out string) (map[string]File, error) {
	files := map[string]File{}
	err := filepath.WalkDir(out, func(path string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // there is no target yet, or somebody is tidying it
		case err != nil:
			return err
		case path == out || e.IsDir():
			return nil
		}
		rel, err := filepath.Rel(out, path)
		if err != nil {
			return err
		}
		if info, err := e.Info(); err == nil && (rel[0] != '.' || rel != e.Name()) {
			files[filepath.ToSlash(rel)] = stateOf(info)
		}
		return nil
	})
	return files, err
}

// patch renames the new files into the target, where the kept ones are, and removes what
// is neither. Assets carry their hash in the name and go first, so that a page of either
// build finds what it names.
func (s *Staging) patch() error {
	old, err := s.standing()
	if err != nil {
		return err
	}
	isPage := func(path string) int {
		if strings.HasSuffix(path, ".html") || strings.Contains(path, ".html.") {
			return 1
		}
		return 0
	}
	slices.SortFunc(s.fresh, func(a, b string) int {
		return cmp.Or(cmp.Compare(isPage(a), isPage(b)), cmp.Compare(a, b))
	})
	for _, path := range s.fresh {
		if err := s.clear(path); err != nil {
			return err
		}
	}
	for _, path := range s.fresh {
		from, to := filepath.Join(s.dir, path), filepath.Join(s.out, path)
		if err := os.Rename(from, to); errors.Is(err, syscall.EXDEV) {
			err = copyOver(from, to)
			if err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
	}
	for path := range old {
		if s.paths[strings.ToLower(path)] == path {
			continue
		}
		// What cannot be removed is no failure: the new site stands, and the next build tries
		// again. The folder goes with its last file.
		os.Remove(filepath.Join(s.out, path))
		for dir := dirOf(path); dir != "."; dir = dirOf(dir) {
			if os.Remove(filepath.Join(s.out, dir)) != nil {
				break
			}
		}
	}
	os.RemoveAll(s.dir)
	return nil
}

// clear makes room for a file: its folder is there, and nothing in its place that a
// rename would not replace.
func (s *Staging) clear(path string) error {
	to := filepath.Join(s.out, path)
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		if err := os.RemoveAll(to); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err == nil || !errors.Is(err, syscall.ENOTDIR) {
		return err
	}
	for dir := dirOf(path); dir != "."; dir = dirOf(dir) { // a file stands where a folder belongs
		name := filepath.Join(s.out, dir)
		if info, err := os.Lstat(name); err == nil && !info.IsDir() {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return os.MkdirAll(filepath.Dir(to), 0o755)
}
