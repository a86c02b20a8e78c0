package compress

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
)

var text = []byte(strings.Repeat("Your parcel is in customs in France since Tuesday. ", 40))

func noise(n int) []byte {
	r, data := rand.New(rand.NewPCG(1, 2)), make([]byte, n)
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}

func unbrotli(t *testing.T, data []byte) []byte {
	t.Helper()
	plain, err := io.ReadAll(brotli.NewReader(bytes.NewReader(data)))
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func gunzip(t *testing.T, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if !r.ModTime.IsZero() || r.Name != "" {
		t.Errorf("gzip header has time %v, name %q: two builds would differ", r.ModTime, r.Name)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestRoundTrip(t *testing.T) {
	var c Compressor
	br, err := c.Brotli(text)
	if err != nil {
		t.Fatal(err)
	}
	gz, err := c.Gzip(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(unbrotli(t, br), text) || !bytes.Equal(gunzip(t, gz), text) {
		t.Error("what comes out is not what went in")
	}
	if len(br) >= len(gz) || len(gz) >= len(text) {
		t.Errorf("sizes: brotli %d, gzip %d, plain %d", len(br), len(gz), len(text))
	}
}

func TestOnlyIfSmaller(t *testing.T) {
	for _, dir := range []string{"", t.TempDir()} {
		c := Compressor{CacheDir: dir}
		for range 2 { // the second time from the cache
			if br, err := c.Brotli(noise(500)); br != nil || err != nil {
				t.Errorf("brotli of noise: %d bytes, %v; want none", len(br), err)
			}
			if gz, err := c.Gzip(noise(500)); gz != nil || err != nil {
				t.Errorf("gzip of noise: %d bytes, %v; want none", len(gz), err)
			}
		}
	}
}

// cachedFiles returns the paths of what the cache holds.
func cachedFiles(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestCache(t *testing.T) {
	c := Compressor{CacheDir: filepath.Join(t.TempDir(), "made", "when", "missing")}
	first, err := c.Brotli(text)
	if err != nil {
		t.Fatal(err)
	}
	files := cachedFiles(t, c.CacheDir)
	if len(files) != 1 {
		t.Fatalf("cache holds %v, want one file", files)
	}

	quick := Compressor{CacheDir: c.CacheDir, Quality: 1}
	if got, err := quick.Brotli(text); err != nil || bytes.Equal(got, first) || !bytes.Equal(unbrotli(t, got), text) {
		t.Errorf("another quality found the same kept result (%v)", err)
	}

	// A result that only the cache can know shows that it is read.
	planted := entryFor(c.CacheDir, "br11", text)
	if err := planted.store([]byte("planted")); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Brotli(text); err != nil || string(got) != "planted" {
		t.Errorf("got %q, %v; want the kept result", got, err)
	}

	// One that is cut short, changed or empty is not believed.
	kept, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range [][]byte{nil, kept[:10], kept[:len(kept)-1], append(kept[:len(kept)-1:len(kept)-1], '!')} {
		if err := os.WriteFile(files[0], broken, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := c.Brotli(text); err != nil || !bytes.Equal(got, first) {
			t.Errorf("with a broken file of %d bytes: %q, %v", len(broken), got, err)
		}
	}
}

func TestCacheThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c := Compressor{CacheDir: file}
	if _, err := c.Gzip(text); err == nil {
		t.Error("no error for a cache folder that is a file")
	}
}

func TestSameBytesFromEveryGoroutine(t *testing.T) {
	var c Compressor
	want, err := c.Brotli(text)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := c.Brotli(noise(3000)); err != nil { // leaves its traces in the pooled writer
				t.Error(err)
			}
			if got, err := c.Brotli(text); err != nil || !bytes.Equal(got, want) {
				t.Errorf("a reused writer gave other bytes (%v)", err)
			}
		})
	}
	wg.Wait()
}

func TestWorthwhile(t *testing.T) {
	tests := []struct {
		name string
		size int
		want bool
	}{
		{"index.html", MinSize, true},
		{"index.html", MinSize - 1, false},
		{"assets/waybill-1a2b3c4d.wasm", 2e6, true},
		{"feed.atom", 5000, true},
		{"card.png", 50000, false},
		{"_headers", 5000, false},
	}
	for _, tt := range tests {
		if got := Worthwhile(tt.name, tt.size); got != tt.want {
			t.Errorf("Worthwhile(%q, %d) = %v", tt.name, tt.size, got)
		}
	}
}
