package cainiao

import "strings"

// partners maps the names under which the upstream lists carriers of the last mile
// to our slugs. The names are the carriers' usual ones; a name that is not listed
// gives no slug, and the number then stands alone.
var partners = map[string]string{
	"4px":              "4px",
	"an post":          "an-post",
	"australia post":   "australia-post",
	"austrian post":    "austrian-post",
	"bpost":            "bpost",
	"brt":              "brt",
	"canada post":      "canada-post",
	"chronopost":       "chronopost",
	"colis prive":      "colis-prive",
	"colis privé":      "colis-prive",
	"colissimo":        "la-poste",
	"correios":         "correios-br",
	"correos":          "correos-es",
	"correos express":  "correos-express",
	"ctt":              "ctt",
	"ctt express":      "ctt-express",
	"dhl paket":        "dhl-paket",
	"dpd":              "dpd",
	"evri":             "evri",
	"gls":              "gls",
	"inpost":           "inpost",
	"israel post":      "israel-post",
	"israelpost":       "israel-post",
	"japan post":       "japan-post",
	"korea post":       "korea-post",
	"la poste":         "la-poste",
	"mondial relay":    "mondial-relay",
	"nova poshta":      "nova-poshta",
	"omniva":           "omniva",
	"packeta":          "packeta",
	"poczta polska":    "poczta-polska",
	"poste italiane":   "poste-italiane",
	"posti":            "posti",
	"postnl":           "postnl",
	"postnord":         "postnord",
	"royal mail":       "royal-mail",
	"russian post":     "russian-post",
	"seur":             "seur",
	"singapore post":   "singapore-post",
	"swiss post":       "swiss-post",
	"the swiss post":   "swiss-post",
	"ukrposhta":        "ukrposhta",
	"ups":              "ups",
	"usps":             "usps",
	"yodel":            "yodel",
	"česká pošta":      "czech-post",
	"czech post":       "czech-post",
	"magyar posta":     "magyar-posta",
	"new zealand post": "nz-post",
	"nz post":          "nz-post",
}

// partnerSlug returns our slug for a carrier's name, or "".
func partnerSlug(name string) string {
	return partners[strings.ToLower(strings.TrimSpace(name))]
}
