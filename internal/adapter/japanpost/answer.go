package japanpost

import (
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// names of the two tables, as their summaries give them.
const (
	itemTable    = "配達状況詳細"
	historyTable = "履歴情報"
)

// Decode reads the item that the page shows.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	p, err := markup.HTML(a.Body, a.Header.Get("Content-Type"))
	if err != nil || !p.Ended {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the page is not whole: %w", err)
	}
	if strings.Contains(p.Text, "Your item was not found") || strings.Contains(p.Text, "お問い合わせ番号が見つかりません") {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such item")
	}
	item, history := rows(p, itemTable), rows(p, historyTable)
	if len(item) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the page has no table about an item")
	}
	number, err := adapter.About(q, item[0][0])
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{Number: number, Carrier: slug, Source: page(number)}
	if len(item[0]) > 1 {
		tl.Service = item[0][1]
	}
	if len(item[0]) > 4 {
		tl.ETA = clock.Window(clock.Layout("01/02/2006", item[0][4]), "")
	}
	count := 0
	for _, row := range history {
		if len(row) < 5 {
			continue // the row with the postcode
		}
		count++
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:    clock.Layouts(row[0], "01/02/2006 15:04", "01/02/2006"),
			Text:    row[1],
			Place:   row[3],
			Country: country.Code(row[4]),
		})
	}
	return tl, adapter.Legible(count, tl.Events)
}

// rows returns the rows of the tables of a name, without their headings.
func rows(p markup.Page, name string) [][]string {
	var list [][]string
	table, row := -1, -1
	for _, c := range p.Cells {
		if c.Summary != name || c.Header {
			continue
		}
		if c.Table != table || c.Row != row {
			list, table, row = append(list, nil), c.Table, c.Row
		}
		list[len(list)-1] = append(list[len(list)-1], c.Text)
	}
	return list
}
