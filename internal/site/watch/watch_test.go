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
			done <- Watch(ctx, []string{dir, filepath.Join(dir, "missing")}, Look([]string{dir}), Bell{}, interval, func() { calls.Add(1) })
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

// A bell is answered at once, and a save in several steps is one change.
func TestWatchHearsTheBell(t *testing.T) {
	dir := t.TempDir()
	put("en/index.md", "first")(t, dir)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		rings := make(chan struct{})
		var calls, heard atomic.Int64
		done := make(chan error)
		go func() {
			bell := Bell{rings, func() { heard.Add(1) }}
			done <- Watch(ctx, []string{dir}, Look([]string{dir}), bell, time.Hour, func() { calls.Add(1) })
		}()
		synctest.Wait()
		for _, text := range []string{"1", "12", "123"} {
			put("en/index.md", text)(t, dir)
			rings <- struct{}{}
			time.Sleep(settle / 2)
		}
		if calls.Load() != 0 {
			t.Error("called before the save was over")
		}
		time.Sleep(2 * settle)
		synctest.Wait()
		if calls.Load() != 1 || heard.Load() != 1 {
			t.Errorf("%d calls, heard %d times; want one of each", calls.Load(), heard.Load())
		}
		rings <- struct{}{} // for nothing
		time.Sleep(2 * settle)
		synctest.Wait()
		if calls.Load() != 1 {
			t.Error("called though nothing changed")
		}
		cancel()
		<-done
	})
}

func TestListen(t *testing.T) {
	dir := t.TempDir()
	put("en/index.md", "first")(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	bell, err := Listen(ctx, []string{dir, filepath.Join(dir, "missing")})
	if err != nil {
		t.Fatal(err)
	}
	rings := func(what string) {
		t.Helper()
		select {
		case <-bell.Rings:
		case <-time.After(10 * time.Second):
			t.Fatalf("%s, and the bell did not ring", what)
		}
	}
	put("en/index.md", "second")(t, dir)
	rings("a file was written")
	if err := os.Mkdir(filepath.Join(dir, "en", "news"), 0o755); err != nil {
		t.Fatal(err)
	}
	rings("a folder was made")
	bell.Hear()
	for range cap(bell.Rings) + 1 { // what rang for the folder
		select {
		case <-bell.Rings:
		case <-time.After(100 * time.Millisecond):
		}
	}
	put("en/news/first.md", "x")(t, dir)
	rings("a file was written in the new folder")
}

// What changed after the look and before the watch began is seen.
func TestWatchSeesWhatCameBefore(t *testing.T) {
	dir := t.TempDir()
	put("en/index.md", "first")(t, dir)
	seen := Look([]string{dir})
	put("en/index.md", "second one")(t, dir)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		called := make(chan struct{})
		go Watch(ctx, []string{dir}, seen, Bell{}, time.Hour, func() { close(called) })
		select {
		case <-called:
		case <-time.After(time.Minute):
			t.Error("the change was not seen")
		}
		cancel()
		synctest.Wait()
	})
}
