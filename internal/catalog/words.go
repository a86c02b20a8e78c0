package catalog

import (
	"waybill/internal/diag"
	"waybill/internal/wording"
)

// words gathers the phrases of all status pages into the table by which carriers'
// wordings are read.
func (l *loader) words() {
	var phrases []wording.Phrase
	for _, s := range l.catalog.Statuses {
		for _, text := range s.Phrases {
			phrases = append(phrases, wording.Phrase{Text: text, Status: s.Status})
		}
	}
	table, err := wording.New(phrases)
	if err != nil {
		p := diag.File{Name: l.shown(l.lang + "/statuses")}.Whole()
		p.ID, p.Message = "phrase/table", err.Error()
		p.Hint = "a phrase has words, and one meaning"
		l.problems = append(l.problems, p)
		return
	}
	l.catalog.Words = table
}
