package wording

import (
	"strings"
	"testing"

	"waybill/internal/timeline"
)

func table(t testing.TB) *Table {
	t.Helper()
	table, err := New([]Phrase{
		{"delivered", timeline.Delivered},
		{"could not be delivered", timeline.AttemptFailed},
		{"delivered … parcel shop", timeline.AvailableForPickup},
		{"zugestellt", timeline.Delivered},
		{"livré", timeline.Delivered},
		{"n'a pas pu être livré", timeline.AttemptFailed},
		{"投递", timeline.OutForDelivery},
		{"未投递", timeline.AttemptFailed},
		{"배달완료", timeline.Delivered},
	})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestStatus(t *testing.T) {
	for text, want := range map[string]timeline.Status{
		"Delivered":                                   timeline.Delivered,
		"DELIVERED, front door":                       timeline.Delivered,
		"Your parcel could not be delivered.":         timeline.AttemptFailed,
		"Delivered to the PARCEL-SHOP of your choice": timeline.AvailableForPickup,
		"The parcel shop has it; delivered":           timeline.Delivered,
		"Undelivered":                                 timeline.Unknown,
		"Delivereds":                                  timeline.Unknown,
		"LIVRE":                                       timeline.Delivered,
		"Le colis n’a pas pu être livré":              timeline.AttemptFailed,
		"Le colis n'a pas pu e\u0302tre livre\u0301":  timeline.AttemptFailed,
		"快件未投递":                                       timeline.AttemptFailed,
		"快件正在投递中":                                     timeline.OutForDelivery,
		"배달완료하였습니다":                                   timeline.Delivered,
		"":                                            timeline.Unknown,
		"\xff\xfe":                                    timeline.Unknown,
		"…":                                           timeline.Unknown,
		strings.Repeat("word ", 1000) + "delivered":        timeline.Unknown, // too far behind
		"delivered " + strings.Repeat("at the door ", 500): timeline.Delivered,
	} {
		if got := table(t).Status(text); got != want {
			t.Errorf("%.60q: got %s, want %s", text, got, want)
		}
	}
	if got := (*Table)(nil).Status("delivered"); got != timeline.Unknown {
		t.Errorf("the nil table says %s", got)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, phrases := range [][]Phrase{
		{{"", timeline.Delivered}},
		{{"… ", timeline.Delivered}},
		{{"Delivered!", timeline.Delivered}, {"delivered", timeline.Returned}},
	} {
		if _, err := New(phrases); err == nil {
			t.Errorf("%v was taken", phrases)
		}
	}
	if _, err := New([]Phrase{{"Delivered!", timeline.Delivered}, {"delivered", timeline.Delivered}}); err != nil {
		t.Errorf("the same phrase twice: %v", err)
	}
}

func FuzzStatus(f *testing.F) {
	for _, s := range []string{"Delivered", "n’a pas pu être livré", "快件未投递", "\u0600\u0301", "delivered parcel shop"} {
		f.Add(s)
	}
	words := table(f)
	f.Fuzz(func(t *testing.T, text string) {
		if got := words.Status(text); !got.Valid() {
			t.Errorf("%q: %q is no status", text, got)
		}
	})
}
