package catalog

import (
	"testing"

	"waybill/internal/tracknum"
)

// BenchmarkMatchSamples matches the valid sample numbers, one after the other,
// against the formats of the built-in content.
func BenchmarkMatchSamples(b *testing.B) {
	_, table := realTable(b)
	var numbers []string
	for _, s := range samples(b) {
		if s.Valid {
			numbers = append(numbers, s.Normalized)
		}
	}
	var buf [64]tracknum.Match
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		table.Match(buf[:0], numbers[i%len(numbers)])
	}
}

// BenchmarkDecodeTable decodes the table of the built-in content, as the page does
// once and the commands do at each start.
func BenchmarkDecodeTable(b *testing.B) {
	cat, _ := realTable(b)
	b.SetBytes(int64(len(cat.Table)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tracknum.Decode(cat.Table, tracknum.English()); err != nil {
			b.Fatal(err)
		}
	}
}
