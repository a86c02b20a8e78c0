// Package assets gives static files names that change with their content.
//
// "js/waybill.js" becomes "/assets/waybill-1a2b3c4d.js", where the eight digits
// are the beginning of the SHA-256 of what is served. A browser may keep such a
// file for ever, and a page can never meet a script of another build.
package assets

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// Asset is one static file.
type Asset struct {
	Name string // as pages ask for it: its path in the static folder, "js/waybill.js"
	Path string // as it is served, from the site's root: "assets/waybill-1a2b3c4d.js"
	Data []byte
}

// Set is the static files of a site. It is filled first and asked afterwards:
// Add must not be called while others ask.
type Set struct {
	prefix string // of addresses, "" or "/path"
	byName map[string]Asset

	mu      sync.Mutex
	unknown map[string]bool
}

// NewSet returns an empty set for a site whose addresses begin with prefix, ""
// or "/path".
func NewSet(prefix string) *Set {
	return &Set{prefix: prefix, byName: map[string]Asset{}, unknown: map[string]bool{}}
}

// Add puts a file into the set. Data is what is served; it must not change
// afterwards.
func (s *Set) Add(name string, data []byte) error {
	if _, ok := s.byName[name]; ok {
		return fmt.Errorf("static file %s is there twice", name)
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	stem := strings.TrimSuffix(path.Base(name), ext)
	s.byName[name] = Asset{
		Name: name,
		Path: "assets/" + stem + "-" + hex.EncodeToString(sum[:4]) + ext,
		Data: data,
	}
	return nil
}

// Load adds every file of fsys but dot-files, Go files and those that skip
// names, each as change returns it.
func (s *Set) Load(fsys fs.FS, skip []string, change func(name string, data []byte) ([]byte, error)) error {
	return fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read the static files: %w", err)
		}
		if name != "." && e.Name()[0] == '.' {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() || path.Ext(name) == ".go" || slices.Contains(skip, name) {
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read the static files: %w", err)
		}
		if data, err = change(name, data); err != nil {
			return err
		}
		return s.Add(name, data)
	})
}

// URL returns the address of a file by its name. A name that is not in the set
// gives "" and is remembered for [Set.Unknown], because templates that ask
// cannot fail.
func (s *Set) URL(name string) string {
	if a, ok := s.byName[name]; ok {
		return s.prefix + "/" + a.Path
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unknown[name] = true
	return ""
}

// Address returns the address of a file from the root of the site, without the prefix;
// "" when the set does not have it.
func (s *Set) Address(name string) string {
	if a, ok := s.byName[name]; ok {
		return "/" + a.Path
	}
	return ""
}

// Has reports whether the set holds a file of this name.
func (s *Set) Has(name string) bool {
	_, ok := s.byName[name]
	return ok
}

// Unknown returns the names that were asked for and are not in the set, sorted.
func (s *Set) Unknown() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := make([]string, 0, len(s.unknown))
	for name := range s.unknown {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// All returns the files by their served path. Two with the same content and the
// same last name are served as one.
func (s *Set) All() []Asset {
	all := make([]Asset, 0, len(s.byName))
	for _, a := range s.byName {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b Asset) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Name, b.Name)) })
	return slices.CompactFunc(all, func(a, b Asset) bool { return a.Path == b.Path && slices.Equal(a.Data, b.Data) })
}
