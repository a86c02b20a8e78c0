package fourpx

import (
	"net/url"
	"strings"

	"waybill/internal/adapter"
	"waybill/internal/adapter/clock"
	"waybill/internal/adapter/country"
	"waybill/internal/adapter/lenient"
	"waybill/internal/timeline"
)

// Decode reads the parcel that the answer holds.
func (Adapter) Decode(q adapter.Query, a adapter.Answer) (timeline.Timeline, error) {
	return decode(q, a.Body)
}

// answer is the upstream's JSON.
type answer struct {
	Result lenient.Text `json:"result"`
	Data   []parcel     `json:"data"`
}

// parcel is one parcel.
type parcel struct {
	Asked  lenient.Text        `json:"queryCode"`
	Next   lenient.Text        `json:"serverCode"` // the number of the last mile
	Own    lenient.Text        `json:"shipperCode"`
	From   lenient.Text        `json:"ctStartCode"`
	To     lenient.Text        `json:"ctEndCode"`
	Status lenient.Text        `json:"status"`
	Back   lenient.Text        `json:"returnStatusFlag"`
	Tracks lenient.List[track] `json:"tracks"`
}

// track is one row.
type track struct {
	Code     lenient.Text `json:"tkCode"`
	Text     lenient.Text `json:"tkDesc"`
	Place    lenient.Text `json:"tkLocation"`
	Zone     lenient.Text `json:"tkTimezone"` // "UTC-04:00" or ""
	Time     lenient.Text `json:"tkDateStr"`
	Category lenient.Text `json:"tkCategoryCode"`
}

func decode(q adapter.Query, body []byte) (timeline.Timeline, error) {
	var a answer
	if err := adapter.JSON(body, &a); err != nil {
		return timeline.Timeline{}, err
	}
	if a.Result != "1" || a.Data == nil {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer does not say success, or holds no data")
	}
	for _, p := range a.Data {
		for _, name := range []lenient.Text{p.Asked, p.Own, p.Next} {
			if _, err := adapter.About(q, string(name)); err == nil && name != "" {
				return p.timeline(q)
			}
		}
	}
	if len(a.Data) > 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.UnreadableAnswer, "the answer is about another number")
	}
	return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the answer lists no parcel")
}

func (p parcel) timeline(q adapter.Query) (timeline.Timeline, error) {
	if p.Status == "7" || len(p.Tracks) == 0 {
		return timeline.Timeline{}, adapter.Errorf(adapter.NotFound, "the carrier lists no event yet")
	}
	number := q.Number
	if number == "" {
		number = lenient.First(p.Asked, p.Own)
	}
	tl := timeline.Timeline{
		Number: number, Carrier: slug,
		Origin: country.Code(string(p.From)), Destination: country.Code(string(p.To)),
		NextLeg: adapter.Next(number, "", string(p.Next)),
		Source:  "https://track.4px.com/#/result/0/" + url.PathEscape(number),
	}
	for _, t := range p.Tracks {
		tl.Events = adapter.Append(tl.Events, timeline.Event{
			Time:   clock.At(clock.ISO(string(t.Time)), string(t.Zone)),
			Status: t.status(),
			Text:   string(t.Text),
			Place:  string(t.Place),
			Code:   string(t.Code),
		})
	}
	if p.Status == "2" {
		tl.Status = timeline.Delivered
	}
	if p.Status == "2" && p.Back.Is("Y") {
		tl.Status = timeline.Returned
	}
	return tl, adapter.Legible(len(p.Tracks), tl.Events)
}

// codes gives the meaning of the codes of rows.
var codes = map[string]timeline.Status{
	"FPX_L_RPIF": timeline.PendingPickup,
	"FPX_L_SC":   timeline.PickedUp, "FPX_C_SPLS": timeline.PickedUp, "FPX_C_SPQS": timeline.PickedUp,
	"FPX_C_AAF":  timeline.ArrivedSorting,
	"FPX_C_ADFF": timeline.DepartedSorting, "FPX_C_RDFF": timeline.DepartedSorting,
	"FPX_Q_ECI": timeline.CustomsInProgress, "FPX_Q_ECC": timeline.CustomsCleared,
	"FPX_M_HA": timeline.DepartedOrigin, "FPX_M_DFOA": timeline.DepartedOrigin, "FPX_M_DFA": timeline.DepartedOrigin,
	"FPX_M_ATA": timeline.ArrivedDest, "FPX_M_AAD": timeline.ArrivedDest,
	"FPX_M_CRSD": timeline.CustomsInProgress, "FPX_I_RCUK": timeline.CustomsCleared,
	"FPX_D_STPP": timeline.HandedToLocal, "FPX_O_IR": timeline.HandedToLocal, "FPX_O_RR": timeline.HandedToLocal,
	"FPX_D_HQ": timeline.ArrivedLocal, "FPX_D_SD": timeline.OutForDelivery,
}

// groups gives the meaning of how a code begins.
var groups = []struct {
	prefix string
	status timeline.Status
}{

	{"FPX_S_OK", timeline.Delivered},
	{"FPX_M_TD", timeline.InTransit}, // a delay
	{"FPX_D_DD", timeline.AttemptFailed},
	{"FPX_D_FD", timeline.AttemptFailed},
	{"FPX_D_SHWD", timeline.Incident}, // held
}

// status reads a row: its code, how that begins, else its wording. A category alone
// says no more than that the parcel moves.
func (t track) status() timeline.Status {
	code := strings.ToUpper(string(t.Code))
	if s, ok := codes[code]; ok {
		return s
	}
	for _, g := range groups {
		if strings.HasPrefix(code, g.prefix) {
			return g.status
		}
	}
	if t.Category != "" {
		return adapter.Perhaps(timeline.InTransit)
	}
	return ""
}
