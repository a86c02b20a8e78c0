package archtest

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// top is all that may stand at the top of the repository, dot-files apart. bin
// is what a build leaves and is not committed.
var top = []string{
	"CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "bin", "cmd", "content", "docs",
	"go.mod", "go.sum", "internal", "public", "static", "templates", "wasm",
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root(t))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, e := range entries {
		seen = append(seen, e.Name())
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(top, e.Name()) {
			t.Errorf("%s stands at the top of the repository; only %v may", e.Name(), top)
		}
	}
	for _, name := range top {
		if name != "bin" && !slices.Contains(seen, name) {
			t.Errorf("%s is missing at the top of the repository", name)
		}
	}
}

// vague are names that say nothing about what a package provides.
var vague = []string{
	"base", "common", "core", "helper", "helpers", "lib", "manager", "misc", "shared", "tools", "types", "util", "utils",
}

const maxLines = 600

func TestSource(t *testing.T) {
	for _, p := range packages(t) {
		name, _ := ours(p.ImportPath)
		for elem := range strings.SplitSeq(name, "/") {
			if slices.Contains(vague, elem) {
				t.Errorf("%s: %q does not say what the package provides", name, elem)
			}
		}
		files, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_templ.go") {
				continue // generated; its template is what is read
			}
			checkFile(t, name, file)
		}
	}
}

func checkFile(t *testing.T, pkg, file string) {
	t.Helper()
	where := pkg + "/" + filepath.Base(file)
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(src, []byte("\n")); lines > maxLines {
		t.Errorf("%s has %d lines; above %d a file holds more than one idea", where, lines, maxLines)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range parsed.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			t.Errorf("%s has an init function; what a program needs is wired in cmd/waybill", where)
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range packages(t) {
		name, _ := ours(p.ImportPath)
		documented := false
		files, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly|parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			documented = documented || parsed.Doc != nil && !strings.HasSuffix(file, "_test.go")
		}
		if !documented {
			t.Errorf("package %s has no package comment", name)
		}
	}
}

// TestDependenciesAreExplained holds go.mod and docs/dependencies.md together:
// whoever adds a dependency says there why, and what else was weighed.
func TestDependenciesAreExplained(t *testing.T) {
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
		Tool []struct{ Path string }
	}
	if err := json.Unmarshal(golist(t, nil, "mod", "edit", "-json"), &mod); err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile(filepath.Join(root(t), "docs", "dependencies.md"))
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]bool{} // by module path: the first cell of a table row, in backquotes
	for line := range strings.Lines(string(doc)) {
		if rest, ok := strings.CutPrefix(line, "| `"); ok {
			path, _, _ := strings.Cut(rest, "`")
			explained[path] = true
		}
	}
	direct := 0
	for _, r := range mod.Require {
		isTool := slices.ContainsFunc(mod.Tool, func(tool struct{ Path string }) bool {
			return strings.HasPrefix(tool.Path, r.Path+"/")
		})
		if r.Indirect && !isTool {
			continue
		}
		direct++
		if !explained[r.Path] {
			t.Errorf("docs/dependencies.md has no row for %s", r.Path)
		}
		delete(explained, r.Path)
	}
	if direct == 0 {
		t.Error("go.mod lists no direct dependency: was the right file read?")
	}
	for path := range explained {
		t.Errorf("docs/dependencies.md has a row for %s, which go.mod does not require directly", path)
	}
}
