package locale

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country returns the name of a country by its code in ISO 3166-1, in English where the
// Unicode CLDR has no names in the language. What is no country's code has none: "".
func (w *Words) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || code == "ZZ" {
		return ""
	}
	names := display.Regions(w.Tag)
	if names == nil {
		names = display.English.Regions()
	}
	return names.Name(region)
}
