package tracknum

import (
	"strconv"
	"testing"
)

// benchSource is testSource with as many formats as all known carriers have:
// 300 more, a third of them bare digits, the rest with a prefix.
func benchSource(tb testing.TB) Source {
	src := testSource(tb)
	for i := range 150 {
		n := strconv.Itoa(i)
		prefix := string([]byte{byte('A' + i%26), byte('A' + i/26), 'X'})
		src.Carriers = append(src.Carriers, Carrier{
			Slug: "carrier-" + n, Name: "Carrier " + n, Country: "ZZ", Tracking: "https://carrier-" + n + ".example/track?number={number}", Page: true,
			Formats: []Format{
				{ID: "prefix-" + n, Pattern: prefix + " + 8-12 digits", Confidence: "verified"},
				{ID: "digits-" + n, Pattern: strconv.Itoa(10+i%15) + " digits", Confidence: "shape"},
			},
		})
	}
	return src
}

// mixed is what people type: valid, mistyped and foreign numbers.
var mixed = []string{
	"1Z999AA10123456784", "RR473124829GB", "LP00123456789012", "LX877279345FR", "CNG00123456789012", "J4603636537",
	"1Z999AA10123456785", "RB123456785XX", "123456789012", "9400110200881234567890", "ABX123456789", "HELLO", "12345678901234",
}

func BenchmarkMatch(b *testing.B) {
	t := tableOf(b, benchSource(b))
	var buf [32]Match
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		t.Match(buf[:0], mixed[i%len(mixed)])
	}
}

func BenchmarkIdentify(b *testing.B) {
	t := tableOf(b, benchSource(b))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		t.Identify(mixed[i%len(mixed)], Hints{})
	}
}

func BenchmarkDecode(b *testing.B) {
	data, err := Compile(benchSource(b))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(data, English()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	t := tableOf(b, benchSource(b))
	text := ""
	for _, number := range mixed {
		text += "Dear customer, your order 2026-001234 of 22.11.2026 is on its way: " + number + "\n"
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		t.Extract(text)
	}
}
