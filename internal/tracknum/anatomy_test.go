package tracknum

import (
	"reflect"
	"testing"
)

func part(start, end int, kind PartKind, name, text, meaning string, ok CheckResult) Part {
	return Part{Start: start, End: end, Kind: kind, Name: name, Text: text, Meaning: meaning, OK: ok}
}

func TestAnatomy(t *testing.T) {
	table := testTable(t)
	tests := []struct {
		number string
		want   []Part
	}{
		{"LP00123456789012", []Part{
			part(0, 2, PartLiteral, "prefix", "LP", "", CheckNone),
			part(2, 16, PartSerial, "serial number", "00123456789012", "", CheckNone),
		}},
		{"DOFR0123456789012HD", []Part{
			part(0, 4, PartLiteral, "prefix", "DOFR", "", CheckNone),
			part(4, 17, PartSerial, "serial number", "0123456789012", "", CheckNone),
			part(17, 19, PartLiteral, "suffix", "HD", "", CheckNone),
		}},
		{"RR 473 124 829 GB", []Part{
			part(0, 2, PartService, "service indicator", "RR", "letter post registered (not insured)", CheckNone),
			part(2, 10, PartSerial, "serial number", "47312482", "", CheckNone),
			part(10, 11, PartCheck, "check digit", "9", "8·4+6·7+4·3+2·1+3·2+5·4+9·8+7·2 = 200; 200 mod 11 = 2; 11 − 2 = 9", CheckPass),
			part(11, 13, PartCountry, "issuing country", "GB", "United Kingdom, Royal Mail / Parcelforce Worldwide", CheckPass),
		}},
		{"AA000000000XX", []Part{
			part(0, 2, PartService, "service indicator", "AA", "unassigned", CheckNone),
			part(2, 10, PartSerial, "serial number", "00000000", "", CheckNone),
			part(10, 11, PartCheck, "check digit", "0", "8·0+6·0+4·0+2·0+3·0+5·0+9·0+7·0 = 0; 0 mod 11 = 0; 11 − 0 = 11, written 5, not 0", CheckFail),
			part(11, 13, PartCountry, "issuing country", "XX", "", CheckFail),
		}},
		{"RR000000110GB", []Part{ // 11 − 1 = 10 is written 0
			part(0, 2, PartService, "service indicator", "RR", "letter post registered (not insured)", CheckNone),
			part(2, 10, PartSerial, "serial number", "00000011", "", CheckNone),
			part(10, 11, PartCheck, "check digit", "0", "8·0+6·0+4·0+2·0+3·0+5·0+9·1+7·1 = 16; 16 mod 11 = 5; 11 − 5 = 6, not 0", CheckFail),
			part(11, 13, PartCountry, "issuing country", "GB", "United Kingdom, Royal Mail / Parcelforce Worldwide", CheckPass),
		}},
		{"RR100000080GB", []Part{
			part(0, 2, PartService, "service indicator", "RR", "letter post registered (not insured)", CheckNone),
			part(2, 10, PartSerial, "serial number", "10000008", "", CheckNone),
			part(10, 11, PartCheck, "check digit", "0", "8·1+6·0+4·0+2·0+3·0+5·0+9·0+7·8 = 64; 64 mod 11 = 9; 11 − 9 = 2, not 0", CheckFail),
			part(11, 13, PartCountry, "issuing country", "GB", "United Kingdom, Royal Mail / Parcelforce Worldwide", CheckPass),
		}},
		{"1ZEFIFP5YW37794303", []Part{
			part(0, 2, PartLiteral, "prefix", "1Z", "", CheckNone),
			part(2, 8, PartOther, "shipper", "EFIFP5", "", CheckNone),
			part(8, 10, PartService, "service", "YW", "SurePost", CheckNone),
			part(10, 17, PartSerial, "package", "3779430", "", CheckNone),
			part(17, 18, PartCheck, "check digit", "3", "1·6(E)+2·7(F)+1·0(I)+2·7(F)+1·7(P)+2·5+1·6(Y)+2·4(W)+1·3+2·7+1·7+2·9+1·4+2·3+1·0 = 117; 117 mod 10 = 7; 10 − 7 = 3", CheckPass),
		}},
		{"J4603636530", []Part{
			part(0, 1, PartService, "service", "J", "", CheckNone),
			part(1, 10, PartSerial, "serial number", "460363653", "", CheckNone),
			part(10, 11, PartCheck, "check digit", "0", "1·4+2·6+1·0+2·3+1·6+2·3+1·6+2·5+1·3 = 53; 53 mod 10 = 3; 10 − 3 = 7, not 0", CheckFail),
		}},
		{"AEKZ000123456789012Q", []Part{
			part(0, 2, PartLiteral, "prefix", "AE", "", CheckNone),
			part(2, 4, PartOther, "code", "KZ", "", CheckNone),
			part(4, 18, PartSerial, "serial number", "00012345678901", "", CheckNone),
			part(18, 20, PartOther, "code", "2Q", "", CheckNone),
		}},
	}
	for _, tt := range tests {
		r := table.Identify(tt.number, Hints{})
		if len(r.Matches) == 0 {
			t.Errorf("%s matches nothing", tt.number)
			continue
		}
		got := table.Anatomy(tt.number, &r.Matches[0])
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.number, got, tt.want)
		}
	}
}

// TestWorkings covers the turns of the sums that few numbers take.
func TestWorkings(t *testing.T) {
	tests := []struct{ rule, covered, want string }{
		{"s10", "00000007", "8·0+6·0+4·0+2·0+3·0+5·0+9·0+7·7 = 49; 49 mod 11 = 5; 11 − 5 = 6"},
		{"s10", "00100001", "8·0+6·0+4·1+2·0+3·0+5·0+9·0+7·1 = 11; 11 mod 11 = 0; 11 − 0 = 11, written 5"},
		{"s10", "00000060", "8·0+6·0+4·0+2·0+3·0+5·0+9·6+7·0 = 54; 54 mod 11 = 10; 11 − 10 = 1"},
		{"s10", "01000001", "8·0+6·1+4·0+2·0+3·0+5·0+9·0+7·1 = 13; 13 mod 11 = 2; 11 − 2 = 9"},
		{"s10", "10010000", "8·1+6·0+4·0+2·1+3·0+5·0+9·0+7·0 = 10; 10 mod 11 = 10; 11 − 10 = 1"},
		{"s10", "00011100", "8·0+6·0+4·0+2·1+3·1+5·1+9·0+7·0 = 10; 10 mod 11 = 10; 11 − 10 = 1"},
		{"s10", "02000000", "8·0+6·2+4·0+2·0+3·0+5·0+9·0+7·0 = 12; 12 mod 11 = 1; 11 − 1 = 10, written 0"},
		{"ups", "150623562", "1·1+2·5+1·0+2·6+1·2+2·3+1·5+2·6+1·2 = 50; 50 mod 10 = 0; 10 − 0 = 10, written 0"},
	}
	for _, tt := range tests {
		if got := ruleNamed(tt.rule).working(tt.covered, English()); got != tt.want {
			t.Errorf("%s of %s: %q, want %q", tt.rule, tt.covered, got, tt.want)
		}
	}
}

func TestAnatomyOfOthers(t *testing.T) {
	table := testTable(t)
	m := table.Identify("LP00123456789012", Hints{}).Matches[0]
	for _, number := range []string{"", "?", "LX00123456789012", "LX00", "LP001234567890123", "LP0012345678901A"} {
		if parts := table.Anatomy(number, &m); parts != nil {
			t.Errorf("%s: %+v, want nothing", number, parts)
		}
	}
	if parts := table.Anatomy("LP00123456789012", &Match{}); parts != nil {
		t.Errorf("the zero match: %+v", parts)
	}
}

func TestExpect(t *testing.T) {
	table := testTable(t)
	tests := []struct{ start, want string }{
		{"", ""},
		{"1", ""},
		{"1z", "ups-1z: starts 1Z; 16 more to come"},
		{"1Z999", "ups-1z: starts 1Z; 13 more to come"},
		{"1ZEFIFP5YW3", "ups-surepost: starts 1Z; 7 more to come"},
		{"LP", "cainiao-lp14: starts LP; 14 more to come s10: has the shape of an international postal number; 11 more to come"},
		{"LP0012345678", "cainiao-lp14: starts LP; 4 more to come"}, // nine digits: no S10 number
		{"DO", "cainiao-dofr: starts DO; 17 more to come s10: has the shape of an international postal number; 11 more to come"},
		{"RR473124829G", "s10: has the shape of an international postal number; 1 more to come"},
		{"RR473124829GB", ""}, // whole
		{"12345678", ""},
		{"DEMOS", "demo: starts DEMOS; 4 more to come"},
		{"??", ""},
	}
	for _, tt := range tests {
		got := ""
		for _, m := range table.Expect(tt.start) {
			if m.Valid() || m.Confidence != 0 {
				t.Errorf("%s: %+v is taken for a number", tt.start, m)
			}
			if got != "" {
				got += " "
			}
			got += m.Format + ": " + m.Why()
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.start, got, tt.want)
		}
	}
}

// TestAnatomyOfBeginnings lays out what is still to be typed.
func TestAnatomyOfBeginnings(t *testing.T) {
	table := testTable(t)
	got := table.Anatomy("rr 4731", &table.Expect("rr 4731")[0])
	want := []Part{
		part(0, 2, PartService, "service indicator", "RR", "letter post registered (not insured)", CheckNone),
		part(2, 10, PartSerial, "serial number", "4731", "", CheckNone),
		part(10, 11, PartCheck, "check digit", "", "", CheckNone),
		part(11, 13, PartCountry, "issuing country", "", "", CheckNone),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}
