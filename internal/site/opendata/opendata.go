// Package opendata writes the facts behind the pages as JSON, for programs: the
// page's own module reads a carrier's silences and tracking address here, and
// anybody else may.
//
//	/data/carriers.json         {"carriers":[…]}, a line for each carrier
//	/data/carriers/<slug>.json  one carrier with all that its page knows
//	/data/statuses.json         {"statuses":[…]}, the glossary in journey order
//	/data/rules.json            usual silences, time limits and closures of no one carrier
//
// The field names are part of the site's interface: they are not renamed, and
// new ones may come. A fact that is not known is a field that is not there.
// Countries are ISO 3166-1 alpha-2 codes, dates are days ("2026-11-22"),
// statuses are those of the wire format, and page and data are addresses on the
// same site. A source is the id of an entry of the same object's sources.
package opendata

import (
	"bytes"
	"encoding/json"
	"fmt"

	"waybill/internal/catalog"
)

// Line is a carrier as the list of carriers has it.
type Line struct {
	Slug     string   `json:"slug"`
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases,omitempty"`
	Country  string   `json:"country,omitempty"`
	Kind     string   `json:"kind"`
	Website  string   `json:"website,omitempty"`
	Tracking string   `json:"tracking,omitempty"` // with {number} where the number goes
	Needs    string   `json:"needs,omitempty"`    // what its tracking asks for besides the number
	Adapter  string   `json:"adapter,omitempty"`  // how the proxy reads it; absent when it is only linked
	Page     string   `json:"page"`
	Data     string   `json:"data"`
	Updated  string   `json:"updated,omitempty"`
}

// Carrier is one carrier with all that its page knows.
type Carrier struct {
	Line
	Title       string      `json:"title"`
	Description string      `json:"description,omitempty"`
	Legal       string      `json:"legal,omitempty"` // the company's full name
	Checked     string      `json:"checked,omitempty"`
	Facts       []Fact      `json:"facts,omitempty"`
	Formats     []Format    `json:"formats,omitempty"`
	Meanings    []Meaning   `json:"meanings,omitempty"` // what parts of its numbers say
	Services    []Service   `json:"services,omitempty"`
	Silences    []Silence   `json:"silences,omitempty"`
	Deadlines   []Deadline  `json:"deadlines,omitempty"`
	Wordings    []Wording   `json:"wordings,omitempty"`
	Partners    []Partner   `json:"partners,omitempty"`
	Contacts    []Contact   `json:"contacts,omitempty"`
	Issuers     []Issuer    `json:"issuers,omitempty"`
	Indicators  []Indicator `json:"indicators,omitempty"`
	Sources     []Source    `json:"sources,omitempty"`
}

// Fact is a line of the at-a-glance box.
type Fact struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source string `json:"source,omitempty"`
}

// Format is a shape of tracking number.
type Format struct {
	ID         string `json:"id"`
	Pattern    string `json:"pattern"`          // in the format language of the documentation
	Check      string `json:"check,omitempty"`  // name of the check rule
	Covers     int    `json:"covers,omitempty"` // how many characters before the check digit it counts; all when absent
	Example    string `json:"example,omitempty"`
	Country    string `json:"country,omitempty"` // of issue
	Service    string `json:"service,omitempty"`
	Note       string `json:"note,omitempty"`
	Confidence string `json:"confidence,omitempty"` // verified, shape or recall
	Source     string `json:"source,omitempty"`
}

// Meaning says what a part of a number means that begins with Text.
type Meaning struct {
	Part    string `json:"part"` // its name in the patterns
	Text    string `json:"text"`
	Meaning string `json:"meaning"`
	Source  string `json:"source,omitempty"`
}

// Days is a span of days, both ends included.
type Days struct {
	Min     int  `json:"min"`
	Max     int  `json:"max"`
	Working bool `json:"working"` // working days; calendar days otherwise
}

// Service is a product and how long it takes.
type Service struct {
	Name   string `json:"name"`
	Days   *Days  `json:"days,omitempty"`
	Scans  string `json:"scans,omitempty"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

// Silence is a stretch of the journey on which no scan is expected.
type Silence struct {
	From    string `json:"from"`              // status
	To      string `json:"to,omitempty"`      // status
	Service string `json:"service,omitempty"` // the line that it holds for; all when absent
	Days    *Days  `json:"days,omitempty"`
	Act     int    `json:"act,omitempty"` // the day from which on the source says to act
	Who     string `json:"who,omitempty"` // who says so, where it is not the carrier itself
	Note    string `json:"note,omitempty"`
	Source  any    `json:"source,omitempty"`
}

// Deadline is a time limit: what may be done, by whom, from when to when.
type Deadline struct {
	ID        string   `json:"id"`
	Body      string   `json:"body"`             // whose rule it is
	Kind      string   `json:"kind"`             // carrier, marketplace, payment or law
	What      string   `json:"what"`             // what may be done
	For       []string `json:"for"`              // the troubles that it helps against
	Opens     *Limit   `json:"opens,omitempty"`  // at once when absent
	Closes    *Limit   `json:"closes,omitempty"` // no day is named when absent
	Who       string   `json:"who"`              // sender, recipient or either
	Countries []string `json:"countries,omitempty"`
	Note      string   `json:"note,omitempty"`
	URL       string   `json:"url,omitempty"` // where it is done
	Source    any      `json:"source,omitempty"`
}

// Limit is a number of days, working days or months.
type Limit struct {
	N    int      `json:"n"`
	Unit string   `json:"unit"` // days, working or months
	From []string `json:"from"` // occasions: counted from the first that is known
}

// Closure is a day or a run of days on which carriers do not work.
type Closure struct {
	Name      string   `json:"name"`
	Countries []string `json:"countries"`
	On        string   `json:"on,omitempty"`     // a day of every year, "12-25"
	Easter    *int     `json:"easter,omitempty"` // days after Easter Sunday
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Source    any      `json:"source,omitempty"`
}

// Rules is what holds whoever the carrier is. Its sources stand in its entries, since
// they come from several pages.
type Rules struct {
	Silences  []Silence  `json:"silences"`
	Deadlines []Deadline `json:"deadlines"`
	Closures  []Closure  `json:"closures"`
}

// Wording is one of the carrier's own statuses.
type Wording struct {
	Text   string `json:"text"`
	Code   string `json:"code,omitempty"`
	Status string `json:"status"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

// Partner is a carrier that takes parcels over or hands them in.
type Partner struct {
	Name    string `json:"name"`
	Carrier string `json:"carrier,omitempty"` // slug
	Country string `json:"country,omitempty"`
	Role    string `json:"role,omitempty"`
	Source  string `json:"source,omitempty"`
}

// Contact is a way to reach the carrier.
type Contact struct {
	Scope  string `json:"scope,omitempty"`
	Label  string `json:"label"`
	URL    string `json:"url,omitempty"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

// Issuer is an operator that issues UPU S10 numbers with its country code.
type Issuer struct {
	Code       string `json:"code"`
	Country    string `json:"country"`
	Operator   string `json:"operator"`
	Carrier    string `json:"carrier,omitempty"` // slug
	Confidence string `json:"confidence,omitempty"`
}

// Indicator is a range of UPU S10 service indicators.
type Indicator struct {
	From    string `json:"from"`
	To      string `json:"to"`
	Meaning string `json:"meaning"`
}

// Source is where facts were read.
type Source struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	URL     string `json:"url,omitempty"`
	Checked string `json:"checked,omitempty"`
}

// Status is an entry of the glossary.
type Status struct {
	Status      string   `json:"status"`
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Short       string   `json:"short"`
	Normal      string   `json:"normal,omitempty"`
	Act         string   `json:"act,omitempty"`
	Next        []string `json:"next,omitempty"`
	Phrases     []string `json:"phrases,omitempty"`
	Page        string   `json:"page"`
	Updated     string   `json:"updated,omitempty"`
	Sources     []Source `json:"sources,omitempty"`
}

// Carriers returns /data/carriers.json. Prefix is the path under which the site
// is served, "" or "/path".
func Carriers(c *catalog.Catalog, prefix string) ([]byte, error) {
	lines := make([]Line, 0, len(c.Carriers))
	for _, carrier := range c.Carriers {
		lines = append(lines, lineOf(carrier, prefix))
	}
	return encode(map[string][]Line{"carriers": lines})
}

// OneCarrier returns /data/carriers/<slug>.json.
func OneCarrier(c *catalog.Carrier, prefix string) ([]byte, error) {
	return encode(carrierOf(c, prefix))
}

// Statuses returns /data/statuses.json.
func Statuses(c *catalog.Catalog, prefix string) ([]byte, error) {
	list := make([]Status, 0, len(c.Statuses))
	for _, s := range c.Statuses {
		list = append(list, statusOf(s, prefix))
	}
	return encode(map[string][]Status{"statuses": list})
}

// AllRules returns /data/rules.json.
func AllRules(c *catalog.Catalog) ([]byte, error) {
	rules := Rules{Silences: []Silence{}, Deadlines: []Deadline{}, Closures: []Closure{}}
	for _, s := range c.Statuses {
		if s.Silence != nil {
			rules.Silences = append(rules.Silences, silenceOf(*s.Silence, sourceOf(&s.Page, s.Silence.Source)))
		}
	}
	for _, r := range c.Rules() {
		rules.Deadlines = append(rules.Deadlines, deadlineOf(r.Rule, sourceOf(r.Page, r.Rule.Source)))
	}
	for _, r := range c.Closures() {
		rules.Closures = append(rules.Closures, closureOf(r.Rule, sourceOf(r.Page, r.Rule.Source)))
	}
	return encode(rules)
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // it is no part of a page
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write open data: %w", err)
	}
	return b.Bytes(), nil
}
