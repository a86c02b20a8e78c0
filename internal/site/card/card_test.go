package card

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write the golden cards anew")

func press(t testing.TB, site, address string) *Press {
	t.Helper()
	p, err := NewPress(site, address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func print(t testing.TB, p *Press, section, title string) []byte {
	t.Helper()
	data, err := p.Print(section, title)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// read decodes a card with the standard library, which checks every sum in it.
func read(t testing.TB, data []byte) *image.Paletted {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size != image.Pt(Width, Height) {
		t.Fatalf("the card is %v, want %d by %d", size, Width, Height)
	}
	return picture.(*image.Paletted)
}

func TestCards(t *testing.T) {
	waybill := press(t, "Waybill", "waybill.example")
	tests := []struct {
		name           string
		press          *Press
		section, title string
	}{
		{"home", waybill, "", "Where is my parcel?"},
		{"carrier", waybill, "Carriers", "Cainiao tracking"},
		{"news", waybill, "News", "What each carrier’s words mean, and four more help pages"},
		{"letters", waybill, "Ayuda", "Añadir «ÀÉÎÕÜ» · Łódź, Žižkov, Київ, Αθήνα"},
		{"word", waybill, "Help", "Rechtsschutzversicherungsgesellschaften und ihre Paketlieferungen"},
		{"long", waybill, "Help", strings.Repeat("a title that does not end ", 12)},
		{"names", press(t, "The tracker of the friends of the parcel post", "a-rather-long-name.parcels.example.org/tracker"), "Carriers", "A long name and a long address"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := print(t, test.press, test.section, test.title)
			file := filepath.Join("testdata", test.name+".png")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			// The pixels are compared, for another version of the compressor may write them otherwise.
			if !bytes.Equal(read(t, got).Pix, read(t, want).Pix) {
				t.Errorf("the card looks other than %s; -update writes it anew", file)
			}
		})
	}
}

func TestNoLetters(t *testing.T) {
	p := press(t, "Waybill", "waybill.example")
	if got, want := print(t, p, "Help", "荷物はどこ"), print(t, p, "Help", "Waybill"); !bytes.Equal(got, want) {
		t.Error("a title that cannot be written is not replaced by the site's name")
	}
	if got, want := print(t, p, "ヘルプ", "Stuck"), print(t, p, "", "Stuck"); !bytes.Equal(got, want) {
		t.Error("a section that cannot be written is not left out")
	}
	p = press(t, "荷物", "荷物.example")
	if !slices.Contains(read(t, print(t, p, "ヘルプ", "荷物はどこ")).Pix, ink) {
		t.Error("a site whose name cannot be written has no card")
	}
}

func TestPrintAtOnce(t *testing.T) {
	titles := []string{"In transit", "Delivered", "My parcel is not moving", "Carriers by country"}
	var want [][]byte
	for _, title := range titles {
		want = append(want, print(t, press(t, "Waybill", "waybill.example"), "Help", title))
	}
	p := press(t, "Waybill", "waybill.example")
	var group sync.WaitGroup
	for i := range 32 {
		group.Go(func() {
			got, err := p.Print("Help", titles[i%4])
			if err != nil || !bytes.Equal(got, want[i%4]) {
				t.Errorf("%q: another card than when it is printed alone, %v", titles[i%4], err)
			}
		})
	}
	group.Wait()
}

func TestBreaks(t *testing.T) {
	tests := []struct {
		text  string
		width int
		want  []string
		fits  bool
	}{
		{"", 500, []string{""}, true},
		{"Delivered", 600, []string{"Delivered"}, true},
		{"My parcel is not moving", 1032, []string{"My parcel is", "not moving"}, true},
		{"a b c d", 200, []string{"a b", "c d"}, true},
		{"an unbreakableword", 300, []string{"an", "unbreakableword"}, false},
	}
	face := press(t, "", "").titles[0]
	for _, test := range tests {
		got, fits := face.wrap(test.text, test.width)
		if !slices.Equal(got, test.want) || fits != test.fits {
			t.Errorf("wrap(%q, %d) = %q, %t, want %q, %t", test.text, test.width, got, fits, test.want, test.fits)
		}
	}
}

func FuzzPrint(f *testing.F) {
	f.Add("Carriers", "Cainiao tracking")
	f.Add("", "Ǖ̂ \x00\xff\t\n…")
	f.Add(strings.Repeat("Ayuda", 40), strings.Repeat("W", 400))
	p := press(f, "Waybill", "waybill.example")
	f.Fuzz(func(t *testing.T, section, title string) {
		read(t, print(t, p, section, title))
	})
}

// BenchmarkPrint prints a card for each title, as a build does.
func BenchmarkPrint(b *testing.B) {
	p := press(b, "Waybill", "waybill.example")
	n := 0
	for b.Loop() {
		n++
		print(b, p, "Carriers", fmt.Sprintf("Northern Parcels %d tracking", n))
	}
}

// BenchmarkStandardLibrary compresses a card with image/png at its fastest, without drawing it.
func BenchmarkStandardLibrary(b *testing.B) {
	picture := read(b, print(b, press(b, "Waybill", "waybill.example"), "Carriers", "Northern Parcels 1204 tracking"))
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := encoder.Encode(&out, picture); err != nil {
			b.Fatal(err)
		}
	}
}
