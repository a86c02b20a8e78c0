package tracknum

// How confidence is computed.
//
// A number that has the shape of a format may belong to it, to another format
// of that shape, or to nobody we know. Each of these is weighed, and the
// confidence of a match is its share of all the weight: how often, of numbers
// that look like this one, the carrier will have been the right answer. So a
// passing check digit is worth little where twenty carriers use the same bare
// digits, and a prefix much where nobody else has it.
//
// The weight of a format is 2 to the power of what speaks for it, in bits, the
// logarithm of one in how many random strings of the same layout do as well:
//
//   - the literals: 4.7 bits for a fixed letter, 3.3 for a fixed digit, less for
//     alternatives; the issuing country (1.5 when 230 of 676 codes are known);
//   - the check digit, when it agrees: 3.3 when one in ten would;
//   - the layout: 3 bits when letters and digits change twice or more, which is
//     how numbers look that a standard laid out;
//   - taken off without a check digit: 1 for each character that may be a digit
//     or a letter, 10 at most, because such a format fits nearly everything;
//   - taken off when only the shape is known, 1, or when it is from memory, 3.3.
//
// When the check digit is wrong, the weight is what the literals and the layout
// give, less 4.3 bits: one typed number in twenty is mistyped. A number is
// invalid when such a format outweighs all in which it is valid.
//
// Formats that carriers share are declared in the content, the likeliest first:
// there all have the literals of the least specific, and each of the first few
// weighs a fifth less than the one before it.
//
// Against the formats stands the carrier that we do not know, with the weight
// 8. And no match may have more than
//
//   - 99 in a hundred, 90 without a check digit, because a prefix may be used by
//     a carrier that we do not know too;
//   - 89 when more than one in two hundred random strings of the layout fit, and
//     for an S10 number whose service indicator has no meaning between all
//     countries or whose issuer is known from memory only: without that, 3.4 in a
//     hundred random strings in the layout of S10 would be certain;
//   - 80 when only the shape is known, 50 from memory, which also ranks last.
const (
	layoutBits    = 3.0
	looseBits     = 1.0
	mostLoose     = 10
	shapeBits     = 1.0
	recallBits    = 3.3
	mistypedBits  = 4.3
	sharedBits    = 7.64 // one in two hundred random strings fits
	orderBits     = 0.33 // a fifth less
	mostOrder     = 6    // places in the order that count
	unknownWeight = 8

	mostChecked   = 99
	mostUnchecked = 90
	mostShared    = 89
	mostShape     = 80
	mostRecall    = 50
	mostMistyped  = 45 // that this carrier issued the number that was meant
)

// Weights are stored as bytes: sixths of a bit, above a thousandth.
const (
	bitSteps   = 6
	lowestBits = -10
)

// weights returns what the stored weights stand for.
func weights() (table [256]float32) {
	const sixth = 1.122462048309373 // the sixth root of two
	w := 1.0
	for range -lowestBits {
		w /= 2
	}
	for i := range table {
		table[i] = float32(w)
		w *= sixth
	}
	return table
}
