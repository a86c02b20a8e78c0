// Package output writes a site into a folder as one step: either the whole new
// site is there afterwards, or the old one is untouched.
//
// Files are written into a staging folder beside the target. [Staging.Commit]
// swaps it in by renaming; [Staging.Discard] removes it. Staging knows every
// path that was written, so that no two pages can silently share one, and no
// path leaves the folder. Where the target cannot be renamed, because it
// is a mount point or part of a container image, Commit goes file by file, and
// a full disk at that moment can leave a mixture.
//
// A build that changes little keeps most of what stands ([Staging.Keep]). Commit then
// renames the few new files over the old ones, one after the other: each is whole at any
// time, what pages name before the pages, and only a machine that stops right then
// leaves some of each.
//
// The target is only ever replaced when it is empty or was made by an earlier
// build: a mistyped -out must not cost anybody their files. Dot-files directly
// in it (.gitignore, .nojekyll) belong to its owner and are kept.
package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// marks are files that every build writes. A folder that holds them all was
// made by a build and may be replaced.
var marks = []string{"_headers", "sitemap.xml"}

// Staging is a site being written. Its methods may be called from several
// goroutines, except that nothing may be written once Commit has begun.
type Staging struct {
	out  string // the folder to replace, absolute
	dir  string // the staging folder beside it
	root *os.Root

	standing func() (map[string]File, error) // the files of the target

	mu    sync.Mutex
	paths map[string]string // lower-case path → path as written
	dirs  map[string]bool   // folders made so far
	fresh []string          // paths of files that were written, not kept
	bytes int64
	done  bool
}

// Create prepares a staging folder beside out and removes those that killed
// builds left there. It fails when out exists and is not a folder that a build
// may replace. out's parent is made when it is missing. Where out is a symbolic
// link, the folder it leads to is the one replaced, and the link stays.
func Create(out string) (*Staging, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	if out, err = resolve(out); err != nil {
		return nil, fmt.Errorf("output folder: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return nil, fmt.Errorf("make the parent of the output folder: %w", err)
	}
	if err := sweep(out); err != nil {
		return nil, err
	}
	if err := replaceable(out); err != nil {
		return nil, err
	}
	dir := besides(out, "staging")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the staging folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the staging folder: %w", err)
	}
	return &Staging{
		out: out, dir: dir, root: root, paths: map[string]string{}, dirs: map[string]bool{".": true},
		standing: sync.OnceValues(func() (map[string]File, error) { return survey(out) }),
	}, nil
}

// resolve follows symbolic links on the way to out and at its end. When nothing
// is there yet, out is returned as it is, and a link to nothing leads to what it
// names: that is where the folder belongs.
func resolve(out string) (string, error) {
	target, err := filepath.EvalSymlinks(out)
	if !errors.Is(err, fs.ErrNotExist) {
		return target, err
	}
	target, err = os.Readlink(out)
	switch {
	case err != nil:
		return out, nil // nothing is there, or no link
	case filepath.IsAbs(target):
		return target, nil
	}
	return filepath.Join(filepath.Dir(out), target), nil
}

// Write stores one file and returns what tells it from any other that may stand there
// later. The path has forward slashes and is relative to the
// site's root. A path that is not clean, that begins with a dot-file's dot, or
// that was written before, also when it differs in case only, is an error.
func (s *Staging) Write(path string, data []byte) (File, error) {
	if err := s.claim(path); err != nil {
		return File{}, err
	}
	if err := s.mkdir(dirOf(path)); err != nil {
		return File{}, fmt.Errorf("write %s: %w", path, err)
	}
	state, err := s.create(path, data)
	if err != nil {
		return File{}, fmt.Errorf("write %s: %w", path, err)
	}
	s.mu.Lock()
	s.bytes += int64(len(data))
	s.fresh = append(s.fresh, path)
	s.mu.Unlock()
	return state, nil
}

func (s *Staging) create(path string, data []byte) (state File, err error) {
	f, err := s.root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return File{}, err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	if _, err := f.Write(data); err != nil {
		return File{}, err
	}
	info, err := f.Stat()
	if err != nil {
		return File{}, err
	}
	return stateOf(info), nil
}

// Standing returns the files that the target has now, by their paths; none when there is
// no target.
func (s *Staging) Standing() (map[string]File, error) { return s.standing() }

// Keep makes a file that stands in the target part of the new site. It is an error where
// Write would be one, and when the file is not there.
func (s *Staging) Keep(path string) error {
	files, err := s.standing()
	if err != nil {
		return err
	}
	file, ok := files[path]
	if !ok {
		return fmt.Errorf("keep %s: the output folder does not have it", path)
	}
	if err := s.claim(path); err != nil {
		return err
	}
	s.mu.Lock()
	s.bytes += file.Size
	s.mu.Unlock()
	return nil
}

// claim checks path and enters it into the list of what was written.
func (s *Staging) claim(path string) error {
	if !fs.ValidPath(path) || path == "." || strings.ContainsAny(path, "\\\x00:") {
		return fmt.Errorf("write %q: not a path inside the site", path)
	}
	for segment := range strings.SplitSeq(path, "/") {
		if segment[0] == '.' {
			return fmt.Errorf("write %q: names with a leading dot belong to the folder's owner", path)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return fmt.Errorf("write %s: the site was already committed or discarded", path)
	}
	key := strings.ToLower(path)
	switch first, taken := s.paths[key]; {
	case taken && first == path:
		return fmt.Errorf("write %s: two parts of the site have this address", path)
	case taken:
		return fmt.Errorf("write %s: %s differs in case only, which not every file system can hold", path, first)
	}
	s.paths[key] = path
	return nil
}

// mkdir makes dir and remembers it, because asking the file system for each of
// 30,000 pages is what takes the time.
func (s *Staging) mkdir(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dirs[dir] {
		return nil
	}
	if err := s.root.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for d := dir; d != "."; d = dirOf(d) {
		s.dirs[d] = true
	}
	return nil
}

// Paths returns what was written so far, sorted.
func (s *Staging) Paths() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	paths := make([]string, 0, len(s.paths))
	for _, path := range s.paths {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// Size returns how many bytes were written so far.
func (s *Staging) Size() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bytes
}

// Discard removes the staging folder and leaves the target as it was. After
// Commit it does nothing, so it can be deferred.
func (s *Staging) Discard() error {
	if !s.close() {
		return nil
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return fmt.Errorf("remove the staging folder: %w", err)
	}
	return nil
}

// Commit puts the staging folder in the target's place and removes what stood
// there. When it returns an error, the old target stands (but see the package
// comment on targets that cannot be renamed).
func (s *Staging) Commit() error {
	if !s.close() {
		return errors.New("commit: the site was already committed or discarded")
	}
	err := keepDotFiles(s.out, s.dir)
	if err == nil {
		err = replaceable(s.out) // again: minutes may have passed
	}
	switch {
	case err != nil:
	case len(s.fresh) < len(s.paths):
		err = s.patch()
	default:
		err = swap(s.dir, s.out)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("put the new site in place: %w", err), os.RemoveAll(s.dir))
	}
	return nil
}

// close marks s as finished and reports whether it was open until now.
func (s *Staging) close() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return false
	}
	s.done = true
	s.root.Close()
	return true
}

// replaceable returns nil when out does not exist, is empty but for dot-files,
// or holds the marks of an earlier build.
func replaceable(out string) error {
	entries, err := os.ReadDir(out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("output folder: %w", err)
	}
	found, others := 0, ""
	for _, e := range entries {
		switch dot := e.Name()[0] == '.'; {
		case dot && e.IsDir():
			return fmt.Errorf("output folder %s holds %s, which replacing it would lose: choose another folder and copy from there", out, e.Name())
		case dot:
		case slices.Contains(marks, e.Name()):
			found++
		default:
			others = e.Name()
		}
	}
	if others != "" && found < len(marks) {
		return fmt.Errorf("output folder %s holds %s and was not made by a build: choose an empty or new folder", out, others)
	}
	return nil
}

// keepDotFiles copies the dot-files at the top of from into to.
func keepDotFiles(from, to string) error {
	entries, err := os.ReadDir(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name()[0] != '.' || !e.Type().IsRegular() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, e.Name()), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// dirOf returns the folder of a slash-separated path, "." for the top.
func dirOf(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return "."
}
