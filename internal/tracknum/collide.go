//go:build !js || compiler

package tracknum

import "math/bits"

// Collision is two formats of different carriers between which a number may
// leave open whose it is.
type Collision struct {
	A, B   string // ids of the formats, A before B
	Length int    // characters of the shortest number that fits both
}

// clearBits is how much more must speak for one format than for another, check
// digits aside, that it clearly comes first.
const clearBits = 1

// Collisions returns the formats of src that accept the same numbers and that no
// [Shared] declares, in order. Nothing has to be declared where all numbers of one
// format are numbers of the other too, because then the narrower one comes first;
// where the letters and the layout say clearly enough which does; and where hardly
// any number fits both. Formats from memory only are passed over: they never come
// before others. Errors are those of [Compile].
func Collisions(src Source) ([]Collision, error) {
	data, err := Compile(src)
	if err != nil {
		return nil, err
	}
	t, err := Decode(data, English())
	if err != nil {
		return nil, err
	}
	declared := map[[2]string]bool{}
	for _, group := range src.Shared {
		for _, a := range group.Formats {
			for _, b := range group.Formats {
				declared[[2]string{a, b}] = true
			}
		}
	}
	var out []Collision
	plain := map[*format]float64{}
	for i := range t.formats {
		f := &t.formats[i]
		plain[f] = weigh(f.items, len(t.issuers), nil).bits()
		if f.trust == trustShape {
			plain[f] -= shapeBits
		}
	}
	for length := minLength; length <= maxLength; length++ {
		var shapes []*shape
		for i := range t.shapes {
			if s := &t.shapes[i]; int(s.n) == length && s.format.trust != trustRecall {
				shapes = append(shapes, s)
			}
		}
		for i, a := range shapes {
			for _, b := range shapes[i+1:] {
				pair := [2]string{min(a.format.id, b.format.id), max(a.format.id, b.format.id)}
				if d := plain[a.format] - plain[b.format]; d >= clearBits || d <= -clearBits {
					continue
				}
				if a.format.carrier == b.format.carrier || declared[pair] || !a.collides(b) {
					continue
				}
				declared[pair] = true // once
				out = append(out, Collision{pair[0], pair[1], length})
			}
		}
	}
	return out, nil
}

// seldom is how few numbers two formats may share without a word: one in so many
// of either.
const seldom = 150

// collides reports whether more than a few numbers fit both shapes, which are of
// one length, and neither is narrower than the other.
func (s *shape) collides(q *shape) bool {
	narrower, wider := true, true
	ofS, ofQ := 1.0, 1.0 // the share of their numbers that fit the other too
	for i := range int(s.n) {
		a, b := s.allowed(i), q.allowed(i)
		narrower = narrower && a&^b == 0
		wider = wider && b&^a == 0
		both := float64(bits.OnesCount64(a & b))
		ofS *= both / float64(bits.OnesCount64(a))
		ofQ *= both / float64(bits.OnesCount64(b))
	}
	if s.mixed&q.digits == s.mixed && s.mixed != 0 || q.mixed&s.digits == q.mixed && q.mixed != 0 {
		return false // all digits here, mixed there
	}
	return narrower == wider && max(ofS, ofQ) > 1.0/seldom
}
