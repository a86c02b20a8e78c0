package dhlexpress

import (
	"testing"

	"waybill/internal/timeline"
)

func TestArea(t *testing.T) {
	for name, want := range map[string][2]string{
		"Barcelona - Spain":       {"Barcelona", "ES"},
		"KINGSTON-JAM":            {"KINGSTON", "JM"},
		" Frankfurt am Main - DE": {"Frankfurt am Main", "DE"},
		"New York, NY":            {"New York, NY", ""},
		"Saint-Denis":             {"Saint-Denis", ""},
		"- Spain":                 {"- Spain", ""},
		"":                        {"", ""},
	} {
		if town, land := Area(name); town != want[0] || land != want[1] {
			t.Errorf("%q: got %q, %q", name, town, land)
		}
	}
}

func TestStatus(t *testing.T) {
	for code, want := range map[string]timeline.Status{"OK": timeline.Delivered, " WC ": timeline.OutForDelivery, "RT": timeline.ReturnToSender, "CC": "", "": ""} {
		if got := Status(code); got != want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}
