// Package tracknum knows tracking numbers: which carriers' number a text may
// be, whether it can exist, why, what was meant when it cannot, and what its
// parts say.
//
// # Two sides
//
// The builder reads number formats out of the carriers' files and calls
// [Compile], which checks them and makes one compact table of bytes. The page,
// the proxy and the commands call [Decode] once and then
//
//   - [Table.Identify] for one input: verdict, matches with reasons, repairs;
//   - [Table.Match] for the matches alone, without allocating;
//   - [Table.Anatomy] for the parts of a number;
//   - [Table.Extract] for all numbers in a text.
//
// Nothing here does I/O or reads a clock, and a [Table] never changes. The
// builder's side is left out where the page's module is compiled (js without the
// build tag compiler), because what it imports would weigh there.
//
// # Numbers
//
// Numbers are compared normalised, see [Normalize]: upper case, without spaces,
// dots and dashes. A number has 5 to 64 characters.
//
// # Patterns
//
// A pattern is a row of items joined by plus signs, each of which may be
// followed by the name of its part in parentheses:
//
//	LP                   a literal of upper-case letters, digits and slashes;
//	                     a number alone, as in 3232, is a literal too
//	A|C|F                one of several literals, whose lengths may differ
//	91-95, EA-EE         a range of literals of equal length
//	14 digits            so many of a class: digits, letters, or characters,
//	2 letters            which are digits or letters
//	6 characters
//	8 hex digits         0 to 9 and A to F
//	8 mixed characters   with at least one letter and one digit among them
//	8-14 digits          from so many to so many
//	check digit          where the digit of the format's check rule stands
//	check character      the same where it may be a letter
//	country              two letters that must be the code of a known S10 issuer
//	optional 4 digits    what may be absent; any item but check digit and country
//
// For example:
//
//	LP + 14 digits (serial number)
//	1Z + 6 characters (shipper) + 2 characters (service) + 7 characters (package) + check digit
//	2 letters (service indicator) + 8 digits (serial number) + check digit + country (issuing country)
//
// A pattern has at most one check digit and one country. The check rule counts all
// characters before the check digit, unless the format says how many it covers.
// Neighbours of the same name are one part. Some part names are understood:
// "service indicator" is looked up among the S10 service indicators, "issuing
// country" among the issuers, and "service", "service type", "serial number" and
// "package" decide the kind of a [Part]. What else the parts of a carrier's numbers
// mean, its file says, see [Meaning].
//
// # Verdicts
//
// A number is [Valid] when a format fits, its check digit agrees if it has one,
// and its issuing country is known if it has one. It is [Invalid] when formats
// fit but none of them so, and [Unrecognised] when none fits. A format from
// memory alone does not make a number valid that fails a check elsewhere.
//
// Where a number fails in one format and is valid in another, the likelier of the
// two decides.
//
// The confidence of a match is its share of all that may be meant, weighed by how
// specific each format is and whether its check digit agrees; confidence.go says
// how. Several carriers may use one shape: they are listed, never chosen between.
package tracknum
