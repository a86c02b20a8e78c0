package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// besides names a folder next to out that belongs to this process: with the
// process id in it, two builds into one folder do not tread on each other.
func besides(out, purpose string) string {
	return filepath.Join(filepath.Dir(out), fmt.Sprintf(".%s.%s-%d", filepath.Base(out), purpose, os.Getpid()))
}

// sweep removes the staging folders next to out whose process is gone. A build
// that was killed between the two renames of [swapByRename] left out missing
// and the old site aside: sweep puts that back first.
func sweep(out string) error {
	parent, base := filepath.Dir(out), filepath.Base(out)
	entries, err := os.ReadDir(parent)
	if err != nil {
		return fmt.Errorf("look for unfinished builds: %w", err)
	}
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), "."+base+".")
		purpose, id, dash := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(id)
		if !ok || !dash || err != nil || !e.IsDir() || (purpose != "staging" && purpose != "old") || running(pid) {
			continue
		}
		left := filepath.Join(parent, e.Name())
		if purpose == "old" {
			if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
				if err := os.Rename(left, out); err != nil {
					return fmt.Errorf("put back the site that an unfinished build moved aside: %w", err)
				}
				continue
			}
		}
		if err := os.RemoveAll(left); err != nil {
			return fmt.Errorf("remove what an unfinished build left: %w", err)
		}
	}
	return nil
}

// running reports whether another process with this id exists. This process
// does not count: what carries its id is from an earlier one.
func running(pid int) bool {
	if pid <= 0 || pid == os.Getpid() {
		return false
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer process.Release()
	// Signal 0 only asks. Not allowed to signal means that somebody is there.
	err = process.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

// swap puts staging in out's place and removes what stood there. The first of
// three ways that works is taken: one atomic exchange, two renames, or, where
// out cannot be renamed because it is a mount point or lies in a lower layer of
// a container image, file by file. What cannot be removed once the new site
// stands is no failure: the next build sweeps it up.
func swap(staging, out string) error {
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(staging, out)
	}
	if exchange(staging, out) == nil {
		os.RemoveAll(staging) // the old site has that name now
		return nil
	}
	err := swapByRename(staging, out)
	if errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EBUSY) {
		return swapByFile(staging, out)
	}
	return err
}

// swapByRename moves out aside and staging to its place; between the two steps
// there is no out. When the second fails, the first is undone.
func swapByRename(staging, out string) error {
	old := besides(out, "old")
	if err := os.Rename(out, old); err != nil {
		return err
	}
	if err := os.Rename(staging, out); err != nil {
		return errors.Join(err, os.Rename(old, out))
	}
	os.RemoveAll(old)
	return nil
}

// swapByFile copies staging over out, each file in one step, then removes what
// out has and staging has not. Assets carry their hash in the name, so a page
// of either build finds those that it names until the last step.
func swapByFile(staging, out string) error {
	err := filepath.WalkDir(staging, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(staging, path)
		if err != nil {
			return err
		}
		to := filepath.Join(out, rel)
		if e.IsDir() {
			return makeFolder(to)
		}
		return copyOver(path, to)
	})
	if err != nil {
		return err
	}
	if err := removeOthers(staging, out); err != nil {
		return err
	}
	os.RemoveAll(staging)
	return nil
}

// makeFolder makes a folder, in the place of a file when one has its name.
func makeFolder(path string) error {
	if info, err := os.Lstat(path); err == nil && !info.IsDir() {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return os.MkdirAll(path, 0o755)
}

// copyOver replaces the file to by a copy of from, by way of a file beside it.
func copyOver(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		if err := os.RemoveAll(to); err != nil {
			return err
		}
	}
	part := to + ".part"
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	return os.Rename(part, to)
}

// removeOthers removes from out what staging does not have.
func removeOthers(staging, out string) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, e := range entries {
		ours, theirs := filepath.Join(staging, e.Name()), filepath.Join(out, e.Name())
		if _, err := os.Lstat(ours); errors.Is(err, fs.ErrNotExist) {
			if err := os.RemoveAll(theirs); err != nil {
				return err
			}
		} else if e.IsDir() {
			if err := removeOthers(ours, theirs); err != nil {
				return err
			}
		}
	}
	return nil
}
