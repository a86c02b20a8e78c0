package australiapost

import (
	"bytes"
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// answer is the carrier's JSON.
type answer struct {
	Results *[]struct {
		ID     lenient.Text        `json:"tracking_id"`
		Status lenient.Text        `json:"status"`
		Errors lenient.List[fault] `json:"errors"`
		Items  lenient.List[item]  `json:"trackable_items"`
	} `json:"tracking_results"`
	Errors lenient.List[fault] `json:"errors"`
}

type fault struct {
	Code lenient.Text `json:"code"`
}

// item is one article, or a consignment that holds articles.
type item struct {
	Items lenient.List[inner] `json:"items"`
	inner
}

type inner struct {
	ID      lenient.Text `json:"article_id"`
	Product lenient.Text `json:"product_type"`
	Status  lenient.Text `json:"status"`
	Events  lenient.List[struct {
		Text  lenient.Text `json:"description"`
		Time  lenient.Text `json:"date"`
		Place lenient.Text `json:"location"`
	}] `json:"events"`
}

// Decode reads the article that an answer of either holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	if bytes.HasPrefix(bytes.TrimSpace(a.Body), []byte("[")) {
		return decodePage(q, a.Body)
	}
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	switch {
	case len(in.Errors) > 0:
		return timeline.Timeline{}, refusal(string(in.Errors[0].Code))
	case in.Results == nil:
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no tracking_results")
	case len(*in.Results) == 0:
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no article")
	}
	for _, r := range *in.Results {
		number, err := adapter.About(q, string(r.ID))
		if err != nil {
			continue
		}
		if len(r.Errors) > 0 {
			return timeline.Timeline{}, refusal(string(r.Errors[0].Code))
		}
		if len(r.Items) == 0 {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier lists no event yet")
		}
		one := r.Items[0].inner
		if articles := r.Items[0].Items; len(articles) > 0 {
			one = articles[0]
		}
		return one.timeline(number, lenient.First(one.Status, r.Status))
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads an error.
func refusal(code string) error {
	switch code {
	case "ESB-10001":
		return adapter.Errorf(adapter.NotFound, "the carrier has no record of the article")
	case "ESB-10002":
		return adapter.Errorf(adapter.NotFound, "the carrier does not track this product")
	case "API_001":
		return adapter.Errorf(adapter.NeedsKey, "the carrier refused the keys")
	case "API_002":
		return adapter.Errorf(adapter.RateLimited, "the carrier was asked too often")
	case "51101", "51102":
		return adapter.Errorf(adapter.BadRequest, "the carrier refuses the question")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
}

func (i inner) timeline(number, status string) (timeline.Timeline, error) {
	tl := timeline.Timeline{
		Number:  number,
		Carrier: slug,
		Service: string(i.Product),
		Status:  statusOf(status),
		Source:  page(number),
	}
	for _, e := range i.Events {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:  clock.ISO(string(e.Time)),
			Text:  string(e.Text),
			Place: string(e.Place),
		})
	}
	return tl, adapter.Legible(len(i.Events), tl.Events)
}

// pageAnswer is the JSON of the page.
type pageAnswer []struct {
	Status lenient.Text               `json:"status"`
	IDs    lenient.List[lenient.Text] `json:"trackingIds"`
	Error  *struct {
		Text lenient.Text `json:"error"`
	} `json:"error"`
	Shipment lenient.Object[struct {
		Articles lenient.List[struct {
			ID      lenient.Text `json:"articleId"`
			Status  lenient.Text `json:"trackStatusOfArticle"`
			Details lenient.List[struct {
				Type   lenient.Text `json:"articleType"`
				Events lenient.List[struct {
					Time  lenient.Text `json:"localeDateTime"`
					Text  lenient.Text `json:"description"`
					Place lenient.Text `json:"location"`
					Code  lenient.Text `json:"eventCode"`
				}] `json:"events"`
				Range lenient.Object[struct {
					From lenient.Text `json:"fromDateTime"`
					To   lenient.Text `json:"toDateTime"`
				}] `json:"estimatedDeliveryDateRange"`
			}] `json:"details"`
		}] `json:"articles"`
	}] `json:"shipment"`
}

func decodePage(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var list pageAnswer
	if err := adapter.JSON(body, &list); err != nil {
		return timeline.Timeline{}, err
	}
	if len(list) == 0 || list[0].Status == "" {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer holds no status")
	}
	in := list[0]
	if in.Error != nil {
		if strings.Contains(strings.ToLower(string(in.Error.Text)), "invalid tracking id") {
			return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier has no record of the article")
		}
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the carrier reports an error that is not known")
	}
	for _, art := range in.Shipment.V.Articles {
		number, err := adapter.About(q, string(art.ID))
		if err != nil || len(art.Details) == 0 {
			continue
		}
		d := art.Details[0]
		tl := timeline.Timeline{
			Number:  number,
			Carrier: slug,
			Service: string(d.Type),
			Status:  statusOf(string(art.Status)),
			ETA:     clock.Window(clock.ISO(string(d.Range.V.From)), clock.ISO(string(d.Range.V.To))),
			Source:  page(number),
		}
		for _, e := range d.Events {
			tl.Events = adapter.Append(tl.Events, timeline.Event{
				Time:   clock.ISO(string(e.Time)),
				Status: codes[string(e.Code)],
				Text:   string(e.Text),
				Place:  string(e.Place),
				Code:   string(e.Code),
			})
		}
		return tl, adapter.Legible(len(d.Events), tl.Events)
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number, or about none")
}

func page(number string) string {
	return "https://auspost.com.au/mypost/track/details/" + url.PathEscape(number)
}

// codes gives the meaning of the page's codes. Others are read by their wording.
var codes = map[string]timeline.Status{
	"DD-ER15": timeline.Delivered, "AFP-ER13": timeline.OutForDelivery, "TTP-ER81": timeline.InTransit,
	"AFC-ER36":   timeline.PickedUp,
	"ADMIN-ER39": timeline.PendingPickup, "ADMIN-ER40": timeline.PendingPickup,
}

// statuses gives the meaning of the article's status, in small letters.
var statuses = map[string]timeline.Status{
	"created": timeline.PendingPickup, "initiated": timeline.PendingPickup, "manifested": timeline.PendingPickup,
	"in transit": timeline.InTransit, "possible delay": timeline.InTransit,
	"on board for delivery": timeline.OutForDelivery, "onboard for delivery": timeline.OutForDelivery,
	"awaiting collection": timeline.AvailableForPickup, "ready for pickup": timeline.AvailableForPickup,
	"delivered": timeline.Delivered, "delivered in full": timeline.Delivered,
	"unsuccessful delivery": timeline.AttemptFailed, "to be re-delivered": timeline.AttemptFailed,
	"cannot be delivered": timeline.Incident, "article damaged": timeline.Incident,
	"cancelled": timeline.Incident, "held by courier": timeline.Incident,
	"cleared and awaiting international departure": timeline.CustomsCleared,
}

func statusOf(s string) timeline.Status {
	s = strings.ToLower(s)
	if strings.HasPrefix(s, "returned") {
		return timeline.ReturnToSender
	}
	return statuses[s]
}
