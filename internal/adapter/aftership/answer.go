package aftership

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
	if code := in.Meta.V.Code; code != "200" && code != "201" {
		return timeline.Timeline{}, refusal(string(code))
	}
	if in.Data == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer has no data")
	}
	list := []tracking{in.Data.tracking}
	if in.Data.One != nil {
		list = []tracking{*in.Data.One}
	}
	if in.Data.List != nil {
		list = *in.Data.List
	}
	if len(list) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no tracking")
	}
	var found adapter.Shipments
	for _, t := range list {
		if t.Points != nil {
			found.Add(q, string(t.Number), func(number string) (timeline.Timeline, error) { return t.timeline(q, number) })
		}
	}
	return found.Latest()
}

// refusal reads a code of the service.
func refusal(code string) error {
	switch code {
	case "4004", "404":
		return adapter.Errorf(adapter.NotFound, "the service does not have the number")
	case "4005":
		return adapter.Errorf(adapter.InvalidNumber, "the service says that the number is not valid")
	case "4012", "4013", "4016":
		return adapter.Errorf(adapter.NotFound, "the service cannot tell the carrier")
	case "401", "403":
		return adapter.Errorf(adapter.NeedsKey, "the service refused the key")
	case "429":
		return adapter.Errorf(adapter.RateLimited, "the service was asked too often")
	case "500", "502", "503", "504":
		return adapter.Errorf(adapter.UpstreamUnavailable, "the service reports an error of its own")
	}
	return adapter.Errorf(adapter.UnreadableAnswer, "the service reports the code %q", code)
}
