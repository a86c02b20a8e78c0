package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"waybill": main})
}

// TestScripts runs the program as a person would, one script a verb.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") == "1",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"copy":  copyDir,
			"exits": exits,
			"lines": lines,
			"same":  same,
		},
		Setup: func(env *testscript.Env) error {
			source, err := os.Getwd()
			if err != nil {
				return err
			}
			env.Setenv("REPO", filepath.Join(source, "../.."))
			env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/.cache")
			return nil
		},
	})
}

// exits CODE COMMAND [ARG...] runs a command that must end with exit code CODE.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// lines COUNT FILE checks how many lines a file has; "stdout" is the output of
// the last command.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines COUNT FILE")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	for _, c := range ts.ReadFile(args[1]) {
		if c == '\n' {
			got++
		}
	}
	if got != want {
		ts.Fatalf("%s has %d lines, want %d", args[1], got, want)
	}
}

// copyDir FROM TO copies a folder.
func copyDir(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copy FROM TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// same ONE OTHER checks that two folders hold the same files with the same bytes.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: same ONE OTHER")
	}
	one, other := files(ts, args[0]), files(ts, args[1])
	if len(one) == 0 {
		ts.Fatalf("%s holds no files", args[0])
	}
	for name, text := range one {
		if got, ok := other[name]; !ok {
			ts.Fatalf("%s is in %s only", name, args[0])
		} else if !bytes.Equal(text, got) {
			ts.Fatalf("%s differs", name)
		}
	}
	for name := range other {
		if _, ok := one[name]; !ok {
			ts.Fatalf("%s is in %s only", name, args[1])
		}
	}
}

// files reads every file of a folder.
func files(ts *testscript.TestScript, dir string) map[string][]byte {
	found := map[string][]byte{}
	tree := os.DirFS(ts.MkAbs(dir))
	ts.Check(fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		found[name], err = fs.ReadFile(tree, name)
		return err
	}))
	return found
}
