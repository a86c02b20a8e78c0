package cjlogistics

import (
	"net/url"
	"regexp"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the upstream's JSON.
type answer struct {
	Parcel *struct {
		List lenient.List[struct {
			Number lenient.Text `json:"invcNo"`
		}] `json:"resultList"`
	} `json:"parcelResultMap"`
	Detail *struct {
		List lenient.List[struct {
			Time  lenient.Text `json:"dTime"`
			Code  lenient.Text `json:"crgSt"`
			Text  lenient.Text `json:"crgNm"`
			Scan  lenient.Text `json:"scanNm"`
			Place lenient.Text `json:"regBranNm"`
		}] `json:"resultList"`
	} `json:"parcelDetailResultMap"`
}

// Decode reads the parcel that the second answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Parcel == nil || in.Detail == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no result maps")
	}
	if len(in.Parcel.List) == 0 && len(in.Detail.List) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier knows no such parcel")
	}
	named := ""
	if len(in.Parcel.List) > 0 {
		named = string(in.Parcel.List[0].Number)
	}
	number, err := adapter.About(q, named)
	if err != nil {
		return timeline.Timeline{}, err
	}
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Source:  "https://trace.cjlogistics.com/next/tracking.html?" + url.Values{"wblNo": {number}}.Encode(),
	}
	for _, r := range in.Detail.List {
		text := person.ReplaceAllString(string(r.Text), "")
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.ISO(string(r.Time)),
			Status: codes[string(r.Code)],
			Text:   lenient.First(strings.TrimSpace(text), string(r.Scan)),
			Place:  string(r.Place),
			Code:   string(r.Code),
		})
	}
	return tl, adapter.Legible(len(in.Detail.List), tl.Events)
}

// person is what a text says of the courier: "(배송담당:… 010-…)".
var person = regexp.MustCompile(`\s*[(\[]?\s*(?:배송담당|담당사원)\s*:[^)\]]*[)\]]?`)

// codes gives the meaning of the codes of rows. Others are read by their wording.
var codes = map[string]timeline.Status{
	"11": timeline.PickedUp, "21": timeline.ArrivedSorting, "41": timeline.DepartedSorting,
	"42": timeline.ArrivedLocal, "44": timeline.DepartedSorting,
	"82": timeline.OutForDelivery, "91": timeline.Delivered,
}
