// Package catalog reads the content tree, content/<lang>/…md, into typed and
// validated values.
//
// Every file is Markdown with YAML front matter between two lines of three
// dashes. Front matter is strict: a key that is not known, a value of the wrong
// kind or a fact without a source is a problem with its line and column, and
// [Load] reports all of them in one run. Bodies stay Markdown until a page is
// rendered, so that a large site does not have to be held as HTML.
package catalog

import (
	"crypto/sha256"
	"io/fs"
	"slices"
	"sync"

	"waybill/internal/locale"
	"waybill/internal/timeline"
	"waybill/internal/tracknum"
	"waybill/internal/wording"
)

// Catalog is the content of one language.
type Catalog struct {
	Lang     string        // BCP 47 tag and folder name, "en"
	Say      *locale.Words // every word of the interface
	Site     Site          // who runs the site, from the home page's front matter
	Home     *Page         // index.md
	About    *Page         // about.md
	Privacy  *Page         // privacy.md
	Carriers []*Carrier    // by slug
	Statuses []*Status     // in the order of timeline.Statuses; all nineteen are present
	Help     []*Page       // by Order, then slug
	News     []*Page       // newest first
	Table    []byte        // the compact number table, see tracknum.Decode

	Words *wording.Table // reads carriers' wordings, by the phrases of the statuses

	// Address returns the address of a static file by its name, from the root of the site.
	// It is for whoever publishes static files under other names; nil leaves them.
	Address func(name string) string

	static fs.FS // where pictures are, may be nil

	decode  sync.Once       // guards numbers
	numbers *tracknum.Table // Table, decoded when a number is first drawn

	drafts map[string]bool // addresses of pages that are left out
	unread map[string]bool // addresses of pages whose files could not be read
	links  linkIndex       // what pages may link to
}

// Carrier returns the carrier with the given slug, or nil when there is none.
func (c *Catalog) Carrier(slug string) *Carrier {
	for _, carrier := range c.Carriers {
		if carrier.Slug == slug {
			return carrier
		}
	}
	return nil
}

// Owner returns the carrier that has the format with this id, and the format; nil
// and nil when there is none.
func (c *Catalog) Owner(format string) (*Carrier, *Format) {
	for _, carrier := range c.Carriers {
		for i := range carrier.Formats {
			if carrier.Formats[i].ID == format {
				return carrier, &carrier.Formats[i]
			}
		}
	}
	return nil, nil
}

// NewsOf returns the news about a carrier, newest first.
func (c *Catalog) NewsOf(slug string) []*Page {
	var out []*Page
	for _, p := range c.News {
		if slices.Contains(p.About, slug) {
			out = append(out, p)
		}
	}
	return out
}

// Wait is how long a carrier keeps a parcel that waits to be collected.
type Wait struct {
	Carrier  *Carrier
	Deadline *Deadline
}

// Waits returns what the profiles say of how long parcels wait, by the carriers' slugs.
func (c *Catalog) Waits() []Wait {
	var out []Wait
	for _, carrier := range c.Carriers {
		for i := range carrier.Deadlines {
			if d := &carrier.Deadlines[i]; carrier.Kind != KindSandbox && slices.Contains(d.For, timeline.Pickup) {
				out = append(out, Wait{carrier, d})
			}
		}
	}
	return out
}

// Status returns the glossary entry of s, or nil when s is not canonical.
func (c *Catalog) Status(s timeline.Status) *Status {
	for _, status := range c.Statuses {
		if status.Status == s {
			return status
		}
	}
	return nil
}

// Site says whose site this is. It stands under the key site in index.md.
type Site struct {
	Name     string // "Waybill"
	Tagline  string // one line, under the name and in the feeds
	Operator string // who runs it, for the footer
	Contact  string // a mailto: or https: address, may be empty
	Source   string // where the code is, may be empty
}

// Page is what every file of the content tree has.
type Page struct {
	File        string // path inside the content tree, "en/help/stuck.md"
	Lang        string // language of its text: that of its folder
	Slug        string // file name without .md
	URL         string // "/help/stuck/", always with both slashes
	Title       string // the h1
	Description string // one or two sentences for search results and feeds: the answer
	Updated     Date   // when the text last changed in substance
	Checked     Date   // when its facts were last checked; zero when it states none
	Order       int    // position among its siblings, 0 where it does not matter
	Sources     []Source
	Shared      []Shared           // shapes of number that several carriers use; only help pages declare them
	Deadlines   []Deadline         // time limits; only help pages declare them, carriers have their own
	Closures    []Closure          // days on which carriers do not work; only help pages declare them
	About       []string           // slugs of the carriers that it is about; only news say so
	Troubles    []timeline.Trouble // for which it reckons last days; only help pages say so

	Sum   [sha256.Size]byte // of the file
	Front [sha256.Size]byte // of its front matter

	body body // Markdown, as Render reads it
}

// Date is a calendar day, "2026-11-22". The zero value is no day.
type Date string

// Source is where a fact was read.
type Source struct {
	ID      string // short name by which facts of the same file refer to it
	Title   string
	URL     string // may be empty for a printed source
	Checked Date   // when it was read
}

// Shared declares number formats of several carriers that accept the same
// numbers. The order ranks them.
type Shared struct {
	Shape   string   // as people say it: "12 digits"
	Formats []string // ids of formats, the likeliest first
	Note    string   // how to tell the carriers apart, plain text
}

// Kind says what sort of business a carrier is.
type Kind string

// The kinds of carrier.
const (
	KindPost       Kind = "post"       // a designated postal operator
	KindCourier    Kind = "courier"    // a parcel or express company with its own network
	KindIntegrator Kind = "integrator" // plans the journey, partners carry
	KindStandard   Kind = "standard"   // not a company: a numbering standard (UPU S10)
	KindSandbox    Kind = "sandbox"    // the demo carrier
)

// Carrier is one carrier's profile.
type Carrier struct {
	Page
	Name      string // as recipients know it: "Cainiao"
	Aliases   []string
	Legal     string // the company's full name
	Country   string // ISO 3166-1 alpha-2; "ZZ" for none
	Kind      Kind
	Website   string
	Tracking  string // the carrier's own tracking page; {number} is replaced
	Needs     string // what else it asks for: "", "postcode", "phone" or "date"
	Adapter   string // id of the adapter that reads its timelines, "" when only linked
	Facts     []Fact // the at-a-glance box
	Formats   []Format
	Meanings  []Meaning // what parts of its numbers say
	Services  []Service
	Silences  []Silence
	Deadlines []Deadline // its own time limits
	Wordings  []Wording  // its own statuses, mapped to ours
	Partners  []Partner
	Contacts  []Contact
	Issuers   []Issuer    // only in s10.md
	Indicator []Indicator // only in s10.md
}

// Link returns the address of the carrier's own tracking page for number, or
// its website when it has none that takes a number.
func (c *Carrier) Link(number string) string { return link(c, number) }

// Fact is one line of a profile's at-a-glance box.
type Fact struct {
	Name   string // "Founded"
	Value  string
	Source string // ID of a source
}

// Format is one shape of tracking number, in the language that
// tracknum.ParsePattern documents.
type Format struct {
	ID         string // "cainiao-lp14"
	Pattern    string // "LP + 14 digits (serial number)"
	Check      string // name of a check rule, "" when it has none
	Covers     int    // how many characters before the check digit it counts; 0 for all
	Example    string // a number of this format that passes its check
	Country    string // of issue, when the format tells
	Service    string // when the format tells
	Note       string // what a reader should know, plain text
	Confidence string // "verified", "shape" or "recall"
	Source     string // ID of a source
}

// Meaning says what a part of a carrier's numbers means that begins with Text.
type Meaning struct {
	Part    string // name of the part in the patterns: "service"
	Text    string // "03"
	Meaning string // "Ground"
	Source  string // ID of a source
}

// Service is a product of the carrier and how long it takes.
type Service struct {
	Name   string
	Days   Days   // zero when no source gives a time
	Scans  string // how much of the way is tracked, plain text
	Note   string
	Source string
}

// Days is a span of days, both ends included.
type Days struct {
	Min, Max int
	Working  bool // working days; calendar days otherwise
}

// Silence is a stretch of the journey on which no scan is expected for a while.
type Silence struct {
	From, To timeline.Status
	Service  string // the line that it holds for, a part of the service's name; "" for all
	Days     Days
	Act      int    // from which day on the source says to act; 0 when it does not
	Who      string // who says so, where it is not the carrier itself
	Note     string
	Source   string
}

// Wording is one of the carrier's own statuses.
type Wording struct {
	Text   string // in the carrier's words
	Code   string // its code in the answers, may be empty
	Status timeline.Status
	Note   string // what it means here, plain text
	Source string
}

// Partner is a carrier that takes parcels over or hands them in.
type Partner struct {
	Name    string
	Carrier string // slug, when the catalogue has it
	Country string
	Role    string // "last mile", "line-haul"
	Source  string
}

// Contact is a way to reach the carrier.
type Contact struct {
	Scope  string // who it is for and about what
	Label  string // what is shown: "Help centre"
	URL    string // https:, mailto: or tel:
	Note   string
	Source string
}

// Issuer is an operator that issues UPU S10 numbers with its country code.
type Issuer struct {
	Code       string // the two letters at the end, "FR"
	Country    string // name of the country
	Operator   string
	Carrier    string // slug that its numbers are named by; "s10" when it has none of its own
	Confidence string // "verified" or "recall"
}

// Indicator is a range of UPU S10 service indicators and what it stands for.
type Indicator struct {
	From, To string // "RA", "RZ"
	Meaning  string
}

// Status is one entry of the glossary.
type Status struct {
	Page
	Status  timeline.Status
	Name    string   // "Customs clearance in progress"
	Short   string   // the meaning in one short sentence
	Normal  string   // how long is normal, with who says so; "" when no source gives a time
	Act     string   // the first thing to do, one sentence
	Help    string   // address of the help page for who is in trouble with it, "" when there is none
	Silence *Silence // how long is usual without a scan, whoever carries; nil when no source gives a time
	Next    []timeline.Status
	Phrases []string // carriers' words for it, lower case
}
