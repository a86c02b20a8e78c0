package adapter

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckNumber(t *testing.T) {
	for number, ok := range map[string]bool{
		"LP00123456789012":             true,
		"RA123456785CH":                true,
		"12-34/56":                     true,
		"a":                            true,
		strings.Repeat("9", 64):        true,
		strings.Repeat("9", 65):        false,
		"":                             false,
		"-1":                           false,
		"1-":                           false,
		"1--2":                         false,
		"1-/2":                         false,
		"1 2":                          false,
		"1\x002":                       false,
		"1,2":                          false,
		"../etc/passwd":                false,
		"A&x=1":                        false,
		"１２３":                          false,
		"A\u202eB":                     false,
		"A?B":                          false,
		"A#B":                          false,
		"A%2FB":                        false,
		"<script>":                     false,
		"LP00123456789012\r\nX-Bad: 1": false,
	} {
		err := CheckNumber(number)
		if (err == nil) != ok {
			t.Errorf("CheckNumber(%q) = %v", number, err)
		}
		if err != nil && !errors.Is(err, BadRequest) {
			t.Errorf("CheckNumber(%q): the kind is %q", number, KindOf(err))
		}
	}
}

func TestMask(t *testing.T) {
	for number, want := range map[string]string{
		"LP00123456789012":       "LP************12",
		"1234567":                "*******",
		"12345678":               "12****78",
		"":                       "",
		"A\nBCDEFGHIJK":          "************",
		strings.Repeat("9", 500): "99" + strings.Repeat("*", 60) + "99",
	} {
		if got := Mask(number); got != want {
			t.Errorf("Mask(%q) = %q, want %q", number, got, want)
		}
	}
}
