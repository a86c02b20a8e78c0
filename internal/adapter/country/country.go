// Package country turns the country names of carriers' answers into ISO 3166-1
// alpha-2 codes.
package country

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Code returns the ISO 3166-1 alpha-2 code for an English country name, whatever
// its case, for an alpha-3 code in upper case, and the code itself for one in upper
// case. Kosovo is XK, the code that posts use. It returns "" for anything else: a
// country is never guessed.
func Code(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 2 && known(s) {
		return s
	}
	if len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		if region, err := language.ParseRegion(s); err == nil && known(region.String()) {
			return region.String()
		}
	}
	key := strings.ToLower(s)
	i, ok := slices.BinarySearchFunc(names, key, func(n name, key string) int {
		return strings.Compare(n.name, key)
	})
	if !ok {
		return ""
	}
	return names[i].code
}

func known(code string) bool {
	return slices.ContainsFunc(names, func(n name) bool { return n.code == code })
}
