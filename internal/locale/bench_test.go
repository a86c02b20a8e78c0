package locale

import "testing"

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, problems := Read("en", "words.yaml", file("en")); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
