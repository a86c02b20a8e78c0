package trackingmore

import (
	"waybill/internal/adapter"
	"waybill/internal/timeline"
)

// Decode reads the tracking that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	var in answer
	if err := adapter.JSON(a.Body, &in); err != nil {
		return timeline.Timeline{}, err
	}
	if in.Meta.V.Code != "200" {
		return timeline.Timeline{}, refusal(string(in.Meta.V.Code))
	}
	if in.Data == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no data")
	}
	for _, t := range *in.Data {
		if number, err := adapter.About(q, string(t.Number)); err == nil && t.Number != "" {
			return t.timeline(q, number)
		}
	}
	if len(*in.Data) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no tracking")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
}

// refusal reads a code of the service.
func refusal(code string) error {
	switch code {
	case "4102", "4101":
		return &adapter.Error{Kind: adapter.NotFound, RetryAfter: soon}
	case "401", "4001", "4002":
		return adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case "429":
		return adapter.Errorf(adapter.RateLimited, "the service was asked too often")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the service reports the code %q", code)
}
