// Package japanpost reads the Japanese post by its tracking page in English, which
// needs no key.
//
// The answer is a page for people: a table about the item and one of its history, in
// which every second row holds a postcode. A time is that of the place and has no
// offset. A page without its end has been cut short.
package japanpost

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/markup"
	"waybill/internal/timeline"
)

// Adapter asks the Japanese post. The zero value is ready for use.
type Adapter struct{}

// Interface guard.
var _ adapter.Remote = Adapter{}

const (
	host = "trackings.post.japanpost.jp"
	slug = "japan-post"
)

// Info describes the adapter.
func (Adapter) Info() adapter.Info {
	return adapter.Info{
		ID: "japan-post", Carriers: []string{slug}, Hosts: []string{"trackings.post.japanpost.jp"}, Evidence: adapter.Synthetic,
	}
}

// Request asks for one number.
func (Adapter) Request(ctx context.Context, q adapter.Query) (*http.Request, error) {
	if err := adapter.CheckNumber(q.Number); err != nil {
		return nil, err
	}
	req, err := adapter.Get(ctx, page(q.Number), nil)
	if err == nil {
		req.Header.Set("Accept", "text/html")
	}
	return req, err
}

// page returns the carrier's own page for a number, which is what is read.
func page(number string) string {
	return "https://" + host + "/services/srv/search/direct?" + url.Values{"searchKind": {"S004"}, "locale": {"en"}, "reqCodeNo1": {number}}.Encode()
}

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
			Time: clock.Layouts(row[0], "01/02/2006 15:04", "01/02/2006"), Text: row[1], Place: row[3], Country: country.Code(row[4]),
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
