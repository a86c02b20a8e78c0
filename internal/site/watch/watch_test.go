package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// change is something that happens to the folder; wait is how long the watcher
// then has, in intervals, before calls are counted.
type change struct {
	what  string
	do    func(t *testing.T, dir string)
	wait  int
	calls int
}

func put(name, text string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func remove(name string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func touch(name string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		later := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(dir, name), later, later); err != nil {
			t.Fatal(err)
		}
	}
}

func nothing(*testing.T, string) {}

func TestWatch(t *testing.T) {
	changes := []change{
		{"nothing happens", nothing, 10, 0},
		{"a file is written", put("en/index.md", "longer than before"), 3, 1},
		{"its time alone changes", touch("en/index.md"), 3, 1},
		{"one is added in a new folder", put("en/help/new.md", "x"), 3, 1},
		{"a save begins", put("en/index.md", "1"), 1, 0},
		{"and goes on", put("en/index.md", "12"), 1, 0},
		{"and ends", put("en/index.md", "123"), 3, 1},
		{"an editor takes notes", put("en/.index.md.swp", "x"), 3, 0},
		{"and keeps a folder", put(".git/HEAD", "x"), 3, 0},
		{"one is removed", remove("en/help"), 3, 1},
		{"the folder goes", remove("."), 3, 1},
		{"and comes back", put("en/index.md", "back"), 3, 1},
	}
	dir := filepath.Join(t.TempDir(), "content")
	put("en/index.md", "first")(t, dir)
	synctest.Test(t, func(t *testing.T) {
		const interval = time.Second
		ctx, cancel := context.WithCancel(t.Context())
		var calls atomic.Int64
		done := make(chan error)
		go func() {
			done <- Watch(ctx, []string{dir, filepath.Join(dir, "missing")}, interval, func() { calls.Add(1) })
		}()
		synctest.Wait()
		for _, c := range changes {
			calls.Store(0)
			c.do(t, dir)
			time.Sleep(time.Duration(c.wait) * interval)
			synctest.Wait()
			if got := calls.Load(); got != int64(c.calls) {
				t.Errorf("%s: %d calls, want %d", c.what, got, c.calls)
			}
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch returned %v", err)
		}
	})
}
