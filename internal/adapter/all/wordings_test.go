package all_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"waybill/content"
	"waybill/internal/catalog"
	"waybill/internal/timeline"
)

// What a profile says of its carrier's words agrees with how the recorded answers are read:
// the same words with the same code have the same status.
func TestProfilesAgreeWithAdapters(t *testing.T) {
	cat, problems := catalog.Load(t.Context(), content.FS, catalog.Options{})
	if problems.Err() != nil {
		t.Fatal(problems)
	}
	type line struct{ carrier, text, code string }
	read := map[line]timeline.Status{}
	goldens, err := filepath.Glob("../*/testdata/*.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range goldens {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var tl struct {
			Events []struct{ Carrier, Text, Code, Status string }
		}
		if json.Unmarshal(text, &tl) != nil {
			continue // a golden file of another kind
		}
		for _, e := range tl.Events {
			read[line{e.Carrier, strings.ToLower(e.Text), e.Code}] = timeline.Status(e.Status)
		}
	}
	agreed := 0
	for _, c := range cat.Carriers {
		for _, w := range c.Wordings {
			status, ok := read[line{c.Slug, strings.ToLower(w.Text), w.Code}]
			switch {
			case !ok:
			case status != w.Status:
				t.Errorf("%s: %q (%s) is %s in the profile and %s in a recorded answer", c.File, w.Text, w.Code, w.Status, status)
			default:
				agreed++
			}
		}
	}
	if agreed < 100 {
		t.Errorf("only %d lines of profiles are in recorded answers", agreed)
	}
}
