package card

import (
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"slices"
)

// strip is some rows of a picture as they stand in its file: a chunk with a part of the
// compressed rows that ends at a byte's border and needs nothing of what came before (RFC
// 1951, 3.2.4).
type strip struct {
	rows  int
	chunk []byte
	sum   uint32 // Adler-32 of the rows
}

// compress makes a strip of a sheet.
func (s *sheet) compress() (strip, error) {
	s.small.Reset()
	s.flate.Reset(&s.small)
	if _, err := s.flate.Write(s.pixels); err != nil {
		return strip{}, fmt.Errorf("compress a card: %w", err)
	}
	if err := s.flate.Flush(); err != nil {
		return strip{}, fmt.Errorf("compress a card: %w", err)
	}
	return strip{s.rows, chunk(nil, "IDAT", s.small.Bytes()), adler32.Checksum(s.pixels)}, nil
}

// start is how every card begins (PNG, third edition, 5.2 and 11.2): the signature, the size
// with two bits a pixel that name one of four shades, the shades from stock to ink, and the
// head of the compressed rows (RFC 1950, 2.2).
var start = slices.Concat(
	[]byte("\x89PNG\r\n\x1a\n"),
	chunk(nil, "IHDR", []byte{0, 0, Width >> 8, Width & 255, 0, 0, Height >> 8, Height & 255, 2, 3, 0, 0, 0}),
	chunk(nil, "PLTE", []byte{0xfd, 0xfd, 0xfc, 0xaf, 0xb0, 0xb1, 0x62, 0x64, 0x67, 0x14, 0x17, 0x1a}),
	chunk(nil, "IDAT", []byte{0x78, 0x01}),
)

// encode puts strips together to the file of a picture.
func encode(strips ...strip) []byte {
	size, sum := len(start)+64, uint32(1)
	for _, s := range strips {
		size += len(s.chunk)
		sum = joined(sum, s.sum, s.rows*stride)
	}
	file := append(make([]byte, 0, size), start...)
	for _, s := range strips {
		file = append(file, s.chunk...)
	}
	last := []byte{1, 0, 0, 0xff, 0xff} // an empty block, which ends the compressed rows
	file = chunk(file, "IDAT", binary.BigEndian.AppendUint32(last, sum))
	return chunk(file, "IEND", nil)
}

// chunk appends a chunk of a PNG to a file.
func chunk(file []byte, kind string, data []byte) []byte {
	file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
	from := len(file)
	file = append(file, kind...)
	file = append(file, data...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(file[from:]))
}

// joined returns the Adler-32 checksum of two texts, one after the other, from those of each
// and the length of the second.
func joined(first, second uint32, length int) uint32 {
	const mod = 65521 // RFC 1950, 8.2
	a1, b1 := uint64(first&0xffff), uint64(first>>16)
	a2, b2 := uint64(second&0xffff), uint64(second>>16)
	n := uint64(length) % mod
	a := (a1 + a2 + mod - 1) % mod
	b := (b1 + b2 + n*(a1+mod-1)) % mod
	return uint32(b<<16 | a)
}
