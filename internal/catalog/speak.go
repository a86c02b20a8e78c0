package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"waybill/internal/locale"
)

// wordsFile holds the words of the interface, in the folder of its language. Without it
// the built-in ones are used.
const wordsFile = "words.yaml"

// speak reads the words of the interface. Where they cannot be had, there are those of
// English, so that the rest can be checked in the same run.
func (l *loader) speak(listed bool) {
	l.catalog.Say = locale.Builtin("en")
	name := path.Join(l.lang, wordsFile)
	text, err := fs.ReadFile(l.fsys, name)
	switch {
	case err == nil:
		words, problems := locale.Read(l.lang, l.shown(name), text)
		l.problems = append(l.problems, problems...)
		if len(problems) == 0 {
			l.catalog.Say = words
		}
	case !errors.Is(err, fs.ErrNotExist):
		l.whole(name, "tree/unreadable", "the file cannot be read: "+err.Error(), "")
	case locale.Builtin(l.lang) != nil:
		l.catalog.Say = locale.Builtin(l.lang)
	case listed:
		l.whole(name, "tree/no-words", fmt.Sprintf("the interface has no words in the language %q", l.lang), "begin with those of English: waybill new language "+l.lang)
	}
}
