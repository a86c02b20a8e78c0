package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const modulePath = "waybill"

// pkg is what these tests read of `go list -json`.
type pkg struct {
	ImportPath string
	Dir        string
	Imports    []string // of the package itself, without its tests
}

// root is the top of the repository; tests run in their package's folder.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// golist runs the go command at the top of the repository with env added.
func golist(t *testing.T, env []string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = root(t)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, exit.Stderr)
		}
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// js is the platform that the page's module is built for.
var js = []string{"GOOS=js", "GOARCH=wasm"}

// packages returns every package of the module. That of the page is listed for
// the one platform that it is built for.
func packages(t *testing.T) []pkg {
	t.Helper()
	all := slices.DeleteFunc(list(t, nil, "./..."), func(p pkg) bool { return p.ImportPath == modulePath+"/wasm" })
	return append(all, list(t, js, "./wasm")...)
}

// list returns the packages that patterns name, as they are on the platform
// that env names.
func list(t *testing.T, env []string, patterns ...string) []pkg {
	t.Helper()
	args := append([]string{"list", "-json=ImportPath,Dir,Imports"}, patterns...)
	var found []pkg
	for d := json.NewDecoder(bytes.NewReader(golist(t, env, args...))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return found
		} else if err != nil {
			t.Fatal(err)
		}
		found = append(found, p)
	}
}

// dependencies returns the import paths of all that the package at path is
// built from, itself included.
func dependencies(t *testing.T, env []string, path string) []string {
	t.Helper()
	return strings.Fields(string(golist(t, env, "list", "-deps", path)))
}
