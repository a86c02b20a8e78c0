package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"waybill/internal/site"
)

// memoryFile is where the memory of builds into one folder is kept between runs.
type memoryFile struct {
	name string
	head string // the program that wrote it: another one may build another site of the same files
}

// memoryOf returns the memory file of builds into the folder out, and false when there
// can be none: without a cache, or when the program cannot tell itself from another.
func memoryOf(cache, out string) (memoryFile, bool) {
	if cache == "" {
		return memoryFile{}, false
	}
	folder, err := filepath.Abs(out)
	if err != nil {
		return memoryFile{}, false
	}
	program, err := os.Executable()
	if err != nil {
		return memoryFile{}, false
	}
	info, err := os.Stat(program)
	if err != nil {
		return memoryFile{}, false
	}
	sum := sha256.Sum256([]byte(folder))
	return memoryFile{
		name: filepath.Join(cache, "builds", hex.EncodeToString(sum[:8])),
		head: fmt.Sprintf("%q %d %d\n", program, info.Size(), info.ModTime().UnixNano()),
	}, true
}

// read returns what the last build left; an empty memory when that is nothing, is of
// another program or cannot be read.
func (f memoryFile) read() *site.Memory {
	memory := &site.Memory{}
	file, err := os.Open(f.name)
	if err != nil {
		return memory
	}
	defer file.Close()
	in := bufio.NewReaderSize(file, 1<<20)
	if head, err := in.ReadString('\n'); err != nil || head != f.head {
		return memory
	}
	if memory.Decode(in) != nil {
		return &site.Memory{}
	}
	return memory
}

// write keeps memory for the next build. The file appears in one step.
func (f memoryFile) write(memory *site.Memory) (err error) {
	if err := os.MkdirAll(filepath.Dir(f.name), 0o700); err != nil {
		return fmt.Errorf("remember the build: %w", err)
	}
	part, err := os.CreateTemp(filepath.Dir(f.name), "part-")
	if err != nil {
		return fmt.Errorf("remember the build: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("remember the build: %w", err), os.Remove(part.Name()))
		}
	}()
	out := bufio.NewWriterSize(part, 1<<20)
	_, err = out.WriteString(f.head)
	err = errors.Join(err, memory.Encode(out), out.Flush(), part.Close())
	if err != nil {
		return err
	}
	return os.Rename(part.Name(), f.name)
}
