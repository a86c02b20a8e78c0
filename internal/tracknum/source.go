//go:build !js || compiler

package tracknum

import "strconv"

// Source is everything that a table is compiled from: what the front matter of
// the carriers' files says.
type Source struct {
	Carriers   []Carrier
	Issuers    []Issuer
	Indicators []Indicator
	Shared     []Shared
}

// Carrier is a carrier and its number formats.
type Carrier struct {
	Slug     string // lower-case letters, digits and dashes
	Name     string // as recipients know it
	Country  string // ISO 3166-1 alpha-2; "" or "ZZ" for none
	Tracking string // address of its tracking page with {number} in it, may be empty
	Needs    string // what else it asks for: "", "postcode", "phone" or "date"
	Adapter  string // id of the adapter that reads its timelines, may be empty
	Hosts    string // hosts of its own sites, separated by spaces: "ups.com"
	Page     bool   // whether the site has a page about it
	Formats  []Format
	Meanings []Meaning
}

// Format is one shape of tracking number.
type Format struct {
	ID         string // unique in the table: "cainiao-lp14"
	Pattern    string // in the language of [ParsePattern]
	Check      string // one of [Checks], "" when there is no check digit
	Covers     int    // how many characters before the check digit the rule counts; 0 for all, or as many as the rule always does
	Example    string // a number that fits and passes, may be empty
	Country    string // of issue, when the format tells
	Service    string // when the format tells
	Confidence string // "verified", "shape" or "recall"
}

// Meaning says what a part of a carrier's numbers means that begins with Text.
// Of several that fit, the longest is taken.
type Meaning struct {
	Part string // the part's name in the patterns: "service"
	Text string // "03"
	Says string // "Ground"
}

// Shared declares formats, of several carriers, that accept the same numbers, the
// likeliest first.
type Shared struct {
	Formats []string // ids
}

// Issuer is an operator that issues UPU S10 numbers.
type Issuer struct {
	Code     string // the two letters at the end
	Country  string // name of the country
	Operator string // name of the operator
	Carrier  string // slug by which its numbers are listed; "" for the format's own
	Verified bool   // false when it is known from memory only
}

// Indicator is a range of UPU S10 service indicators. Ranges do not overlap.
type Indicator struct {
	From, To string // first and last pair of letters, "RA" and "RZ"
	Meaning  string // "registered letter"
}

// FormatError is a mistake in a [Source].
type FormatError struct {
	Carrier string // slug; "" for issuers and indicators
	Format  int    // index into the carrier's formats, or into the list that Field names, where shared counts the formats of all its entries; -1 for the carrier itself
	Field   string // "id", "pattern", "check", "covers", "example", "confidence"; "slug", "name"; "meanings", "issuers", "indicators", "shared"
	Offset  int    // where the mistake is, in bytes within the field's text
	Length  int    // how long it is
	Msg     string // what is wrong
	Hint    string // what to do, may be empty
}

// Error returns carrier, format and field, the message and, when there is one,
// the hint.
func (e *FormatError) Error() string {
	where := e.Field
	if e.Format >= 0 {
		where += " " + strconv.Itoa(e.Format+1)
	}
	if e.Carrier != "" {
		where = e.Carrier + ": " + where
	}
	if e.Hint != "" {
		return where + ": " + e.Msg + " (" + e.Hint + ")"
	}
	return where + ": " + e.Msg
}
