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

// maxModule is the limit on the page's module, in bytes after brotli at its
// best. A reader on a slow phone pays half a second for every 100,000 of them.
const maxModule = 480_000

// TestSize weighs the module that `make wasm` builds. It stands behind a build
// tag because it needs that file, and five seconds of compression.
func TestSize(t *testing.T) {
	file := filepath.Join(root(t), "static", "gen", "waybill.wasm")
	raw, err := os.ReadFile(file)
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
	t.Logf("waybill.wasm  raw %d  gzip %d  brotli %d  limit %d  (bytes)", len(raw), gz.Len(), br.Len(), maxModule)
	if br.Len() > maxModule {
		t.Errorf("waybill.wasm is %d bytes over its limit: see which import grew it with go list -deps ./wasm", br.Len()-maxModule)
	}
}
