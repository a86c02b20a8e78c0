package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestUsageNamesEveryFlag reads the source of each verb: the usage texts are
// written by hand, and a flag that one of them does not name might as well not
// exist.
func TestUsageNamesEveryFlag(t *testing.T) {
	line := regexp.MustCompile(`(?m)^  -([a-z-]+)`)
	for _, c := range commands() {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Clean(c.name+".go"), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		defined := map[string]bool{}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			if on, ok := method.X.(*ast.Ident); !ok || on.Name != "f" {
				return true
			}
			name := call.Args[0]
			if strings.HasSuffix(method.Sel.Name, "Var") {
				name = call.Args[1]
			}
			if lit, ok := name.(*ast.BasicLit); ok {
				flag, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				defined[flag] = true
			}
			return true
		})
		var named []string
		for _, m := range line.FindAllStringSubmatch(c.usage, -1) {
			named = append(named, m[1])
		}
		slices.Sort(named)
		if got := slices.Sorted(maps.Keys(defined)); !slices.Equal(got, named) {
			t.Errorf("%s: has the flags %v, its usage names %v", c.name, got, named)
		}
		for text := range strings.Lines(c.usage) {
			if len(text) > 81 {
				t.Errorf("%s: the usage has a line longer than 80 characters: %s", c.name, text)
			}
		}
	}
}
