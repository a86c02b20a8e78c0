package locale

// The groups of [Words]. A field is the key of the same name in the files of words, its
// parts joined by hyphens; internal/locale/words/en.yaml says what each is for.

// Language is what a language says of itself, and how it writes days.
type Language struct {
	Name                        string
	Months                      [12]string
	Day, DayOfYear, MonthOfYear string
}

// Page is what stands around every page.
type Page struct {
	Title, HomeTitle, Skip, Main, Track, Carriers, Statuses, Help, News, More     string
	Languages, About, Privacy, Source, RunBy, Feed, Breadcrumb, Contents, Sources string
	Read, Checked, Updated, Cite, Fallback                                        string
}

// Home is the home page.
type Home struct {
	Try, Wrong, Carriers string
	AllCarriers          Count
}

// Help is the list of help pages, and what stands on them.
type Help struct {
	Title, Description, Heading, Lede, Glossary, Deadlines, Track, Shared, YourNumber string
	Likeliest, HowToTell, Waits, Carrier, HowLong, Know, Closures, Day, When          string
	Where                                                                             string
}

// News is the list of news.
type News struct {
	Title, Description, Lede string
}

// NotFound is the page for an address that does not exist.
type NotFound struct {
	Title, Description, Heading, Lede string
}

// Carrier is a carrier's profile.
type Carrier struct {
	OwnTracker, Glance, Kind, Country, Live, LiveHere, LiveAt, LiveNo, News   string
	Follow, Formats, FormatsTable, AnExample, Example, Shape, Know, ShowsTypo string
	// What a shape is made of.
	MixedHexDigits, HexDigits, MixedCharacters, CheckDigit, CheckCharacter        string
	Characters, Character, Digits, Digit, Letters, Letter, Optional               string
	Unconfirmed, Or, Services, ServicesTable, Line, UsualTime, Scanned, NoTime    string
	Wordings, WordingsTable, InItsWords, InOurs, Partners, PartnersTable, Partner string
	PartOfWay, Contacts, Silences, SilencesTable, After, UsualSilence, LineOf     string
	ActFrom, Deadlines                                                            string
	Unknown, UnknownTimes, UnknownLines, UnknownContacts, UnknownDays             string
}

// Kinds are the sorts of business.
type Kinds struct {
	Post, Courier, Integrator, Standard, Sandbox string
}

// Directory is the lists of carriers.
type Directory struct {
	Title, Description                                                                    string
	Lede                                                                                  Count
	Letters, Live, Lists, ByName, ByCountry, ByKind, ByCoverage, CountriesTitle           string
	CountriesDescription, CountriesLede, IssuedBy, Delivers, KindsTitle, KindsDescription string
	KindsLede, CoverageTitle, CoverageDescription, CoverageLede, CoverageTerms            string
	Coverage, Carrier, Numbers, Timeline, Reader, Verified, Shape, Recall, Recorded       string
	Documented, Synthetic, ReadHere, ReadWithKey, ReadIfSetUp, ReadByLink, ReadNo         string
}

// Glossary is the statuses and their list.
type Glossary struct {
	Title, Description, Heading, Lede, Status, Normal, First, Next, Wordings string
	MoreLines, Phrases, MorePhrases                                          Count
	WordsTable, Carrier, InItsWords, Journey, Silence                        string
}

// Look is the searches of the directory and of the glossary.
type Look struct {
	Find, FindExample, FindNone, FindOne, FindSome, Line, LineLabel, LineExample string
	LineHint, LineNone, Failed                                                   string
}

// Rules is days, time limits and closures.
type Rules struct {
	Days, DaysRange, WorkingDays, WorkingDaysRange, Months                    Count
	Table, What, When, Who, Sender, Recipient, Either, HoldsFor, FromTo, From string
	Within                                                                    string
	BeforeEaster, AfterEaster                                                 Count
	Period                                                                    string
}

// Occasions names the days from which time limits count.
type Occasions struct {
	Ordered, Paid, Posted, Scanned, Due, Waiting, Handed, Notice, Complain, Billed string
}

// Stages are the stations of a journey.
type Stages struct {
	Sent, Collected, Sorted, Left, Arrived, Customs, Local, Out, Done string
}

// Stickers are the words on the label.
type Stickers struct {
	OnItsWay, Delivered, Collect, Act, Incident, GoingBack, WentBack, NotSent string
	Unclear                                                                   string
}

// Field is the number field and what stands below it.
type Field struct {
	Form, Label, LabelOf, Hint, HintDemo, Track, NoScript, NoScriptOwn, NoScriptCarriers string
	Timeline, Reckon, Leaves, LeavesNothing, Wait, Failed, Stopped, Agrees, Disagrees    string
	Perhaps, Choose, TellApart, Invalid, NoIssuer, Use, Unknown, Begun, Short            string
	Several, TrackAll                                                                    string
}

// Result is the label with a timeline.
type Result struct {
	Asking, Slow, Journey, Stale, Clock, Conflict, Expected, SaysTheCarrier             string
	Late, CollectBy, FromTo, Legs, Keep, Again, Copy, Share, OpenAt, Print, Name        string
	Tags, Now, Meaning, Steps, Deadlines, Scans, ShowAll, Follow, Raw, Second           string
	SecondLabel, Join, JoinHint, SoSaidLast, Checked, Older, OwnPage, TakeApart         string
	Bought, NotAMarketplace, GoesTo, NotSaid, Paid, AnotherWay, DatesHint, ReckonFailed string
	Calendar, LetterToSeller, LetterToCarrier, LetterToMarketplace, CopyLetter          string
	Unloaded, UnloadedWhy, TryAgain, TooLarge, Linked, UnknownShape, RightShape         string
	CheckAgrees, Compare, OwnPageKnows, AboutNumbers                                    string
}

// Problem is what can go wrong.
type Problem struct {
	NotFound, NotFoundWhy, NotFoundStep, Unreadable, UnreadableWhy, Unavailable  string
	UnavailableWhy, AskAgainIn, RateLimited, RateLimitedWhy, Invalid, InvalidWhy string
	UnknownCarrier, UnknownCarrierWhy, NeedsPostcode, NeedsPostcodeWhy, Postcode string
	PostcodeForm, AskWithIt, PostcodeHint, NeedsKey, NeedsKeyWhy, BadRequest     string
	BadRequestWhy, Offline, OfflineWhy, NoProxy, NoProxyWhy                      string
}

// List is the list of kept parcels.
type List struct {
	Kept, Undo, Tags, None, AskAll, Back, Save, SaveTable, Add, Archive, PutBack string
	Remove                                                                       string
}

// Leaves is the panel of what leaves the page.
type Leaves struct {
	Way, None, WhoAsks, ThisSite, YourOwn, Address, AddressForm, Nobody, Forget string
	Asks, Facts, Chosen, Forgotten, NotForgotten                                string
}
