package tracknum

import (
	"bytes"
	"strings"
	"testing"
)

func TestDecodeRefuses(t *testing.T) {
	good, err := Compile(testSource(t))
	if err != nil {
		t.Fatal(err)
	}
	changed := func(at int, c byte) []byte {
		data := bytes.Clone(good)
		data[at] = c
		return data
	}
	other, err := Compile(Source{Carriers: []Carrier{{Slug: "a", Name: "A", Formats: []Format{
		{ID: "a", Pattern: "9 digits + check digit", Check: "luhn", Confidence: "verified"},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	alien := bytes.Replace(other[headerBytes:], []byte("luhn"), []byte("lune"), 1)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "not a number table"},
		{"HTML", []byte("<!doctype html><title>404</title>"), "not a number table"},
		{"only the header", good[:headerBytes], "fingerprint"},
		{"another version", changed(len(magic), version+1), "another version"},
		{"another fingerprint", changed(len(magic)+1, good[len(magic)+1]+1), "fingerprint"},
		{"a bit wrong", changed(len(good)-1, good[len(good)-1]^1), "fingerprint"},
		{"cut off", good[:len(good)-1], "fingerprint"},
		{"cut off, fingerprint right", sign(good[headerBytes : len(good)-1]), "damaged: at byte"},
		{"more behind", sign(append(bytes.Clone(good[headerBytes:]), 0)), "damaged: at byte"},
		{"empty contents", sign(nil), "damaged: at byte 0"},
		{"an unknown rule", sign(alien), "check rule lune is not known"},
		{"too large", append(bytes.Clone(good[:headerBytes]), make([]byte, mostBytes)...), "larger than"},
	}
	for _, tt := range tests {
		table, err := Decode(tt.data, English())
		if err == nil || table != nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: Decode = %v, want %q", tt.name, err, tt.want)
		}
	}
}

// sign puts a header with the right fingerprint before contents.
func sign(contents []byte) []byte {
	return append(header(fingerprint(contents)), contents...)
}

// TestDecodeDamage changes every byte of a table and signs the result: whatever
// is still read must be safe to use.
func TestDecodeDamage(t *testing.T) {
	good, err := Compile(testSource(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := headerBytes; i < len(good); i++ {
		data := bytes.Clone(good[headerBytes:])
		data[i-headerBytes] += byte(1 + i%255)
		exercise(sign(data))
	}
}

// exercise decodes data and, when it is a table, uses it.
func exercise(data []byte) {
	table, err := Decode(data, English())
	if err != nil {
		return
	}
	for _, number := range []string{"1Z999AA10123456784", "RR473124829GB", "LP00123456789012", "J46O3636537", "AEKZ0001234567"} {
		r := table.Identify(number, Hints{Carrier: "ups"})
		for _, m := range r.Matches {
			m.Why()
			table.Anatomy(number, &m)
		}
		for _, m := range table.Expect(number[:4]) {
			m.Why()
			table.Anatomy(number[:4], &m)
		}
	}
}

func FuzzDecode(f *testing.F) {
	good, err := Compile(testSource(f))
	if err != nil {
		f.Fatal(err)
	}
	small, err := Compile(Source{Carriers: testSource(f).Carriers[:1]})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good[headerBytes:])
	f.Add(small[headerBytes:])
	f.Fuzz(func(t *testing.T, contents []byte) {
		exercise(contents)
		exercise(sign(contents))
	})
}
