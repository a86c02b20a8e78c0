package compress

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// generation is part of every kept file's name. It changes with the encoders'
// settings, and with a new version of the brotli module, so that a build never
// mixes the results of two.
const generation = "1"

// entry is the place of one result in the cache. The file holds the SHA-256 of
// the result and the result: one that was cut short is made again.
type entry struct {
	file string // "" when nothing is kept
}

func entryFor(dir, kind string, data []byte) entry {
	if dir == "" {
		return entry{}
	}
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:])
	return entry{filepath.Join(dir, name[:2], name[2:]+"."+generation+"."+kind)}
}

// load returns the kept result, nil for one that was not smaller, and whether
// there is one.
func (e entry) load() (result []byte, ok bool) {
	if e.file == "" {
		return nil, false
	}
	kept, err := os.ReadFile(e.file)
	if err != nil || len(kept) < sha256.Size {
		return nil, false
	}
	result = kept[sha256.Size:]
	if sha256.Sum256(result) != [sha256.Size]byte(kept[:sha256.Size]) {
		return nil, false
	}
	if len(result) == 0 {
		return nil, true
	}
	return result, true
}

// store keeps a result. The file appears in one step, so that a second build
// never reads half of it.
func (e entry) store(result []byte) error {
	if e.file == "" {
		return nil
	}
	dir := filepath.Dir(e.file)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	part, err := os.CreateTemp(dir, "part-")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	sum := sha256.Sum256(result)
	_, err = part.Write(append(sum[:], result...))
	if closeErr := part.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(part.Name(), e.file)
}
