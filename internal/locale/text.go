package locale

import "strings"

// Piece is a part of a text.
type Piece struct {
	Kind PieceKind
	Text string  // of PieceText
	Name string  // of PieceSlot and PieceLink
	In   []Piece // of PieceLink and PieceBold
}

// PieceKind says what a piece is.
type PieceKind int

// The kinds of piece.
const (
	PieceText PieceKind = iota // plain text
	PieceSlot                  // {name}: something is put in here
	PieceLink                  // [text](name)
	PieceBold                  // **text**
)

// Pieces takes a text apart. What is no whole slot, link or bold part is plain text.
func Pieces(text string) []Piece {
	var out []Piece
	plain := 0
	put := func(p Piece, at, end int) {
		if at > plain {
			out = append(out, Piece{Text: text[plain:at]})
		}
		out = append(out, p)
		plain = end
	}
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case rest[0] == '{':
			if name, _, ok := strings.Cut(rest[1:], "}"); ok && isName(name) {
				end := i + len(name) + 2
				put(Piece{Kind: PieceSlot, Name: name}, i, end)
				i = end
				continue
			}
		case rest[0] == '[':
			label, behind, ok := strings.Cut(rest[1:], "](")
			name, _, closed := strings.Cut(behind, ")")
			if ok && closed && isName(name) {
				end := i + len(label) + len(name) + 4
				put(Piece{Kind: PieceLink, Name: name, In: Pieces(label)}, i, end)
				i = end
				continue
			}
		case strings.HasPrefix(rest, "**"):
			if bold, _, ok := strings.Cut(rest[2:], "**"); ok && bold != "" {
				end := i + len(bold) + 4
				put(Piece{Kind: PieceBold, In: Pieces(bold)}, i, end)
				i = end
				continue
			}
		}
		i++
	}
	if plain < len(text) {
		out = append(out, Piece{Text: text[plain:]})
	}
	return out
}

// isName reports whether a text can be the name of a slot or of a link.
func isName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return s != ""
}

// names returns what a text names: "{n}", "[carriers]".
func names(pieces []Piece) map[string]bool {
	out := map[string]bool{}
	for _, p := range pieces {
		switch p.Kind {
		case PieceSlot:
			out["{"+p.Name+"}"] = true
		case PieceLink:
			out["[…]("+p.Name+")"] = true
		}
		for name := range names(p.In) {
			out[name] = true
		}
	}
	return out
}
