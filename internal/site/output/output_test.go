package output

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// site is the least that a build writes, with one page.
func site(page string) map[string]string {
	return map[string]string{"_headers": "h", "sitemap.xml": "s", "index.html": page, "help/stuck/index.html": page}
}

func write(t *testing.T, s *Staging, files map[string]string) {
	t.Helper()
	for path, text := range files {
		if _, err := s.Write(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
}

func commit(t *testing.T, out string, files map[string]string) {
	t.Helper()
	s, err := Create(out)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, files)
	if err := s.Commit(); err != nil {
		t.Fatal(err)
	}
}

// tree reads every file below dir.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// alone fails when anything but out is left in its parent.
func alone(t *testing.T, out string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(out) {
			t.Errorf("%s is left beside the output folder", e.Name())
		}
	}
}

func TestCommitReplacesTheWhole(t *testing.T) {
	out := filepath.Join(t.TempDir(), "a", "public")
	first := site("first")
	first["old.html"] = "gone tomorrow"
	commit(t, out, first)
	same(t, tree(t, out), first)

	commit(t, out, site("second"))
	same(t, tree(t, out), site("second"))
	alone(t, out)
}

func TestDotFilesAreKept(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, ".gitignore"), []byte("*\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		commit(t, out, site("page"))
		want := site("page")
		want[".gitignore"] = "*\n"
		same(t, tree(t, out), want)
	}
}

func TestDiscardLeavesTheOldSite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	commit(t, out, site("old"))
	s, err := Create(out)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, site("new"))
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	same(t, tree(t, out), site("old"))
	alone(t, out)
	if _, err := s.Write("late.html", nil); err == nil {
		t.Error("a write after Discard succeeded")
	}
	if err := s.Commit(); err == nil {
		t.Error("Commit after Discard succeeded")
	}
}

func TestRefusesFoldersItDidNotMake(t *testing.T) {
	tests := map[string]struct{ file, want string }{
		"somebody's files":   {"thesis.txt", "was not made by a build"},
		"a repository":       {".git/HEAD", "holds .git"},
		"half a build":       {"sitemap.xml", ""},
		"only a .gitignore":  {".gitignore", ""},
		"headers and thesis": {"_headers/thesis.txt", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			path := filepath.Join(out, tt.file)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
				t.Fatal(err)
			}
			s, err := Create(out)
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Discard(); err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want one with %q", err, tt.want)
			}
			if data, err := os.ReadFile(path); err != nil || string(data) != "mine" {
				t.Errorf("the file is gone: %v", err)
			}
			alone(t, out)
		})
	}
}

func TestLinkIsFollowed(t *testing.T) {
	for name, there := range map[string]bool{"to a folder": true, "to nothing yet": false} {
		for _, absolute := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				parent := t.TempDir()
				target, link := filepath.Join(parent, "disk", "site"), filepath.Join(parent, "links", "public")
				if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
					t.Fatal(err)
				}
				if there {
					commit(t, target, site("old"))
				}
				to := target
				if !absolute {
					to = filepath.Join("..", "disk", "site")
				}
				if err := os.Symlink(to, link); err != nil {
					t.Fatal(err)
				}
				commit(t, link, site("new"))
				same(t, tree(t, target), site("new"))
				alone(t, target)
				alone(t, link)
				if got, err := os.Readlink(link); err != nil || got != to {
					t.Errorf("the link leads to %q, %v; want %q", got, err, to)
				}
			})
		}
	}
}

func TestLinkToSomebodysFiles(t *testing.T) {
	parent := t.TempDir()
	thesis, link := filepath.Join(parent, "papers", "thesis.txt"), filepath.Join(parent, "public")
	if err := os.Mkdir(filepath.Dir(thesis), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(thesis, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("papers", link); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(link); err == nil || !strings.Contains(err.Error(), "was not made by a build") {
		t.Errorf("got error %v", err)
	}
}

func TestOutputMustBeAFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := os.WriteFile(out, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(out); err == nil {
		t.Error("a file was accepted as output folder")
	}
}

func TestPaths(t *testing.T) {
	s, err := Create(filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Discard() })
	write(t, s, map[string]string{"b/index.html": "12", "a.txt": "3"})
	if got := s.Paths(); !slices.Equal(got, []string{"a.txt", "b/index.html"}) {
		t.Errorf("paths: %v", got)
	}
	if got := s.Size(); got != 3 {
		t.Errorf("size %d, want 3", got)
	}
	for _, bad := range []string{"", ".", "/a", "../a", "a/../b", "a//b", "a/", ".hidden", "a/.b/c", `a\b`, "c:a", "a.txt", "A.txt", "b/Index.html"} {
		if _, err := s.Write(bad, nil); err == nil {
			t.Errorf("Write(%q) succeeded", bad)
		}
	}
}

func TestConcurrentWrites(t *testing.T) {
	s, err := Create(filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Discard() })
	var wg sync.WaitGroup
	failures := make(chan error, 64)
	for i := range 64 {
		wg.Go(func() {
			if _, err := s.Write("page/"+string(rune('a'+i%32))+"/index.html", nil); err != nil {
				failures <- err
			}
		})
	}
	wg.Wait()
	if len(failures) != 32 {
		t.Errorf("%d of 64 writes to 32 paths failed, want 32", len(failures))
	}
}

func TestUnfinishedBuildsAreSwept(t *testing.T) {
	parent := t.TempDir()
	out := filepath.Join(parent, "public")
	// No process has this id: it is above what Linux gives out.
	gone := "-99999999"
	left := []string{".public.staging" + gone + "/a/index.html", ".public.old" + gone + "/_headers", ".public.old" + gone + "/sitemap.xml"}
	for _, path := range left {
		path = filepath.Join(parent, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("left"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The parent process runs, so its staging folder is not ours to remove.
	theirs := filepath.Join(parent, besides("public", "staging"))
	theirs = strings.TrimRight(theirs, "0123456789") + strconv.Itoa(os.Getppid())
	if err := os.MkdirAll(theirs, 0o755); err != nil {
		t.Fatal(err)
	}
	s, err := Create(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	same(t, tree(t, out), map[string]string{"_headers": "left", "sitemap.xml": "left"}) // the old site is back
	entries, err := os.ReadDir(parent)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{filepath.Base(theirs), "public"}; !slices.Equal(names, want) {
		t.Errorf("left: %v, want %v", names, want)
	}
}

// TestOtherSwaps covers the two ways that this file system does not need.
func TestOtherSwaps(t *testing.T) {
	for name, swap := range map[string]func(string, string) error{"by rename": swapByRename, "by file": swapByFile} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			old := site("old")
			old["gone/index.html"] = "x"
			old["help/stuck/picture/large"] = "a folder becomes a file"
			old["news"] = "a file becomes a folder"
			commit(t, out, old)

			now := site("new")
			now["help/stuck/picture"] = "file"
			now["news/index.html"] = "folder"
			s, err := Create(out)
			if err != nil {
				t.Fatal(err)
			}
			write(t, s, now)
			if err := swap(s.dir, out); err != nil {
				t.Fatal(err)
			}
			same(t, tree(t, out), now)
			alone(t, out)
		})
	}
}

func TestFailedRenameIsUndone(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	commit(t, out, site("old"))
	if err := swapByRename(filepath.Join(t.TempDir(), "missing"), out); err == nil {
		t.Fatal("a missing staging folder was swapped in")
	}
	same(t, tree(t, out), site("old"))
	alone(t, out)
}
