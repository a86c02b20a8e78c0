package catalog

import (
	"embed"
	"fmt"
	"strings"
	"time"

	"waybill/internal/diag"
)

//go:embed skeleton/*.md
var skeletons embed.FS

// Kinds of page that [New] knows.
var newKinds = map[string]string{"carrier": "carriers", "help": "help", "news": "news"}

// New returns the file for a new page, with comments that explain its keys and
// places to fill in, and its path inside the folder of a language,
// "carriers/la-poste.md". Kind is "carrier", "help" or "news"; day is the day
// that the page is begun, for its dates. The error says what is wrong with kind
// or slug.
func New(kind, slug string, day Date) (path string, content []byte, err error) {
	folder, known := newKinds[kind]
	if !known {
		message := fmt.Sprintf("no page of the kind %q can be made: use carrier, help, news or language", kind)
		if near, ok := diag.Closest(kind, []string{"carrier", "help", "news", "language"}); ok {
			message = fmt.Sprintf("no page of the kind %q can be made: did you mean %q?", kind, near)
		}
		return "", nil, fmt.Errorf("%s", message)
	}
	if !slugPattern.MatchString(slug) {
		return "", nil, fmt.Errorf("%q cannot be an address: use lower-case letters, digits and single hyphens", slug)
	}
	if _, err := time.Parse(time.DateOnly, string(day)); err != nil {
		return "", nil, fmt.Errorf("begin a page: %q is not a day, 2026-11-22", day)
	}
	skeleton, err := skeletons.ReadFile("skeleton/" + kind + ".md")
	if err != nil {
		return "", nil, fmt.Errorf("begin a page: %w", err)
	}
	filled := strings.NewReplacer("@slug@", slug, "@name@", nameOf(slug), "@day@", string(day)).Replace(string(skeleton))
	return folder + "/" + slug + ".md", []byte(filled), nil
}

// nameOf guesses a name from a slug: "la-poste" is La Poste.
func nameOf(slug string) string {
	words := strings.Split(slug, "-")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// blank finds the first place of text that is still to be filled in: what
// stands between double brackets. It returns -1 when there is none.
func blank(text string) (offset, length int) {
	offset = strings.Index(text, "[[")
	if offset < 0 {
		return -1, 0
	}
	if end := strings.Index(text[offset:], "]]"); end >= 0 {
		return offset, end + 2
	}
	return -1, 0
}

// What is said of a blank.
const (
	blankMessage = "this is still to be filled in"
	blankHint    = "write it in place of the double brackets"
)
