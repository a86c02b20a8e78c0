//go:build size

package archtest

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/andybalholm/brotli"
)

// modules are the page's modules and their limits, in bytes after brotli at its best. A
// reader on a slow phone pays half a second for every 100,000 of them. The first is
// there before a number can be read, the second when one is tracked.
var modules = []struct {
	file, pkg string
	most      int
}{
	{"waybill.wasm", "./wasm", 480_000},
	{"parcels.wasm", "./wasm/parcels", 530_000},
}

// TestSize weighs the modules that `make wasm` builds. It stands behind a build tag
// because it needs those files, and some seconds of compression.
func TestSize(t *testing.T) {
	for _, m := range modules {
		raw, err := os.ReadFile(filepath.Join(root(t), "static", "gen", m.file))
		if err != nil {
			t.Fatalf("%v; make wasm builds it", err)
		}
		var gz, br bytes.Buffer
		zw, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		bw := brotli.NewWriterLevel(&br, brotli.BestCompression)
		for _, w := range []interface {
			Write([]byte) (int, error)
			Close() error
		}{zw, bw} {
			if _, err := w.Write(raw); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("%s  raw %d  gzip %d  brotli %d  limit %d  (bytes)", m.file, len(raw), gz.Len(), br.Len(), m.most)
		if br.Len() > m.most {
			t.Errorf("%s is %d bytes over its limit: see which import grew it with go list -deps %s", m.file, br.Len()-m.most, m.pkg)
		}
	}
}
