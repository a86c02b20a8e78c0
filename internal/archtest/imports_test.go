package archtest

import (
	"slices"
	"strings"
	"testing"
)

// rules is the table of docs/architecture.md. A package is judged by the first
// row that fits it; one that fits none has no place in the house yet.
//
// A name ending in /... stands for a package and everything below it.
var rules = []rule{
	{"internal/tracknum", nil},
	{"internal/timeline", nil},
	{"internal/diag", nil},
	{"internal/wording", []string{"internal/timeline"}},
	{"internal/locale", []string{"internal/diag", "internal/tracknum"}},
	{"internal/catalog/...", []string{"internal/diag", "internal/locale", "internal/tracknum", "internal/timeline", "internal/wording"}},
	{"templates/...", []string{"internal/catalog", "internal/locale", "internal/timeline"}},
	{"internal/site/...", []string{"internal/site/...", "internal/catalog", "internal/locale", "templates", "internal/diag", "internal/tracknum", "internal/timeline", "internal/wording"}},
	{"internal/adapter", []string{"internal/tracknum", "internal/timeline"}},
	{"internal/adapter/adaptertest", []string{"internal/adapter", "internal/catalog", "internal/tracknum", "internal/timeline", "internal/wording", "content"}},
	{"internal/adapter/all", []string{"internal/adapter", "internal/adapter/..."}},
	{"internal/adapter/clock", []string{"internal/timeline"}},
	{"internal/adapter/country", nil},
	{"internal/adapter/dhlexpress", []string{"internal/adapter/country", "internal/timeline"}},
	{"internal/adapter/emulate", []string{"internal/adapter"}},
	{"internal/adapter/lenient", nil},
	{"internal/adapter/markup", nil},
	{"internal/adapter/...", []string{
		"internal/adapter", "internal/adapter/clock", "internal/adapter/country", "internal/adapter/dhlexpress",
		"internal/adapter/lenient", "internal/adapter/markup",
		"internal/tracknum", "internal/timeline",
	}},
	{"internal/proxy/...", []string{"internal/proxy/...", "internal/adapter", "internal/adapter/all", "internal/tracknum", "internal/timeline"}},
	{"wasm/text", nil},
	{"wasm/browser", []string{"wasm/text"}},
	{"wasm/browser/browsertest", []string{"wasm/browser", "internal/tracknum"}},
	{"wasm/figure", []string{"wasm/browser", "internal/tracknum"}},
	{"wasm", []string{"wasm/browser", "wasm/figure", "wasm/text", "internal/tracknum"}},
	{"wasm/parcels", []string{"wasm/browser", "wasm/figure", "wasm/text", "internal/tracknum", "internal/timeline"}},
	{"content", nil},
	{"static", nil},
	{"internal/archtest", nil},
	{"cmd/waybill", []string{"..."}},
}

// rule says which packages of ours the package pkg may import.
type rule struct {
	pkg string
	may []string
}

// fits reports whether pkg is pattern or, for a pattern ending in /..., below it.
func fits(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	root, below := strings.CutSuffix(pattern, "/...")
	return pkg == root || below && strings.HasPrefix(pkg, root+"/")
}

// ours returns the path of an import inside the module, or false for one from elsewhere.
func ours(path string) (string, bool) { return strings.CutPrefix(path, modulePath+"/") }

func TestImports(t *testing.T) {
	used := make([]bool, len(rules))
	for _, pkg := range packages(t) {
		name, ok := ours(pkg.ImportPath)
		if !ok {
			t.Errorf("%s: code at the top of the repository; give it a package of its own", pkg.ImportPath)
			continue
		}
		row := slices.IndexFunc(rules, func(r rule) bool { return fits(r.pkg, name) })
		if row < 0 {
			t.Errorf("%s is in no row of the table; docs/architecture.md and this test say where code lives", name)
			continue
		}
		used[row] = true
		for _, imported := range pkg.Imports {
			other, ok := ours(imported)
			if ok && !slices.ContainsFunc(rules[row].may, func(p string) bool { return fits(p, other) }) {
				t.Errorf("%s imports %s; it may import, of ours, only %q", name, other, rules[row].may)
			}
		}
	}
	for i, rule := range rules {
		if !used[i] {
			t.Errorf("the table has a row for %s, but no package fits it", rule.pkg)
		}
	}
}

// pure are the packages that ship in the page, and affordable all that they may
// import: every further package is paid for by each reader (docs/performance.md).
var (
	pure       = []string{"./internal/tracknum", "./internal/timeline", "./wasm", "./wasm/browser", "./wasm/figure", "./wasm/text", "./wasm/parcels"}
	affordable = []string{"errors", "maps", "slices", "strconv", "strings", "sync", "unicode/utf8"}
)

func TestPurePackagesImportOnlyWhatThePageCanAfford(t *testing.T) {
	for _, pkg := range list(t, js, pure...) {
		name, _ := ours(pkg.ImportPath)
		for _, imported := range pkg.Imports {
			if _, ok := ours(imported); ok || slices.Contains(affordable, imported) {
				continue
			}
			if name == "wasm" && imported == "syscall/js" {
				continue
			}
			t.Errorf("%s imports %s; it may import only %v", name, imported, affordable)
		}
	}
}

// heavy are packages of the standard library that must not reach the page's
// modules by any way, not even through another one that looks harmless.
var heavy = []string{
	"context", "encoding/json", "fmt", "html/template", "io/fs", "log", "log/slog", "math/big",
	"net/http", "net/url", "os", "reflect", "regexp", "sort", "text/template", "time",
}

func TestPageModuleStaysLight(t *testing.T) {
	for _, module := range []string{"./wasm", "./wasm/parcels"} {
		deps := dependencies(t, js, module)
		for _, dep := range deps {
			if slices.Contains(heavy, dep) {
				t.Errorf("%s contains %s", module, dep)
			}
			if first, _, _ := strings.Cut(dep, "/"); strings.Contains(first, ".") {
				t.Errorf("%s contains %s, which is not of the standard library", module, dep)
			}
		}
		if !slices.Contains(deps, modulePath+"/internal/tracknum") {
			t.Errorf("%s does not import tracknum: was the right package listed?", module)
		}
	}
}
