package cainiao

import (
	"strconv"
	"strings"

	"waybill/internal/timeline"
)

const (
	chinaOffset  = "+08:00"
	chinaSeconds = 8 * 60 * 60
)

// times returns when each row happened. A row that does not tell takes the time of
// the row above it, else of the first below that tells: the upstream lists its rows
// in the order of the journey. It is "" only when no row tells.
func times(rows []detail) []timeline.Time {
	list := make([]timeline.Time, len(rows))
	last := timeline.Time("")
	for i := range rows {
		t, ok := rows[i].time()
		if !ok {
			t = last
		}
		list[i], last = t, t
	}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == "" {
			list[i] = last
		}
		last = list[i]
	}
	return list
}

// time returns when the event happened, on the clock of where it happened: the
// clock text, else the epoch, else the day when only the hour is impossible. It
// reports false when the row tells no time.
func (d *detail) time() (timeline.Time, bool) {
	text := strings.Replace(d.TimeStr.String(), " ", "T", 1)
	clock := text
	if _, err := timeline.ParseTime(clock); err != nil {
		clock = d.clockFromEpoch()
	}
	if day, _, cut := strings.Cut(text, "T"); clock == "" && cut {
		clock = day
	}
	full := clock
	if len(clock) > len("2006-01-02") && timeline.Time(clock).Offset() == "" {
		full += d.offset()
	}
	t, err := timeline.ParseTime(full)
	return t, err == nil
}

// clockFromEpoch undoes what the upstream did: it made the epoch by reading the
// clock as GMT+8 whatever the zone.
func (d *detail) clockFromEpoch() string {
	sec, ok := seconds(d.Time.String())
	if !ok {
		return ""
	}
	return strings.TrimSuffix(string(timeline.FromUnix(sec, chinaSeconds)), chinaOffset)
}

// offset returns the row's offset, "+02:00", or "" when it is not known. A row
// without a zone is in China when its code belongs to the first part of the journey.
func (d *detail) offset() string {
	if zone, ok := parseZone(string(d.TimeZone)); ok {
		return zone
	}
	if originSide(string(d.ActionCode)) {
		return chinaOffset
	}
	return ""
}

// parseZone reads "GMT+8", "GMT+0800", "GMT+08:00", "UTC-3", "+5:30" and "GMT" as
// an offset of the wire format. It reports false for anything else.
func parseZone(zone string) (string, bool) {
	z := strings.ToUpper(strings.TrimSpace(zone))
	named := strings.HasPrefix(z, "GMT") || strings.HasPrefix(z, "UTC")
	if named {
		z = z[3:]
	}
	if z == "" {
		return "+00:00", named
	}
	sign := z[:1]
	if sign != "+" && sign != "-" {
		return "", false
	}
	hours, minutes, _ := strings.Cut(z[1:], ":")
	if minutes == "" && len(hours) > 2 {
		hours, minutes = hours[:len(hours)-2], hours[len(hours)-2:]
	}
	h, err := strconv.ParseUint(hours, 10, 8)
	if err != nil || h > 14 {
		return "", false
	}
	m := uint64(0)
	if minutes != "" {
		if m, err = strconv.ParseUint(minutes, 10, 8); err != nil || m > 59 {
			return "", false
		}
	}
	return sign + twoDigits(h) + ":" + twoDigits(m), true
}

func twoDigits(n uint64) string {
	if n < 10 {
		return "0" + strconv.FormatUint(n, 10)
	}
	return strconv.FormatUint(n, 10)
}

// originSide reports whether a code belongs to the part of the journey that
// happens before the parcel leaves China.
func originSide(code string) bool {
	switch code = normal(code); code {
	case "PRE_READY_TO_SHIP", "CC_EX_START", "CC_EX_SUCCESS",
		"LH_HO_IN_SUCCESS", "LH_HO_AIRLINE", "LH_DEPART":
		return true
	}
	for _, prefix := range []string{"GWMS_", "WMS_", "CW_", "PU_", "SC_"} {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

// window returns the days between which delivery is expected, as they stand in
// China's calendar, or nil.
func (e eta) window() *timeline.ETA {
	from, okFrom := seconds(e.Min.String())
	to, okTo := seconds(e.Max.String())
	switch {
	case !okFrom && !okTo:
		return nil
	case !okFrom:
		from = to
	case !okTo:
		to = from
	}
	from, to = min(from, to), max(from, to)
	return &timeline.ETA{From: chinaDay(from), To: chinaDay(to), Source: "carrier"}
}

func chinaDay(sec int64) timeline.Time {
	return timeline.Time(timeline.FromUnix(sec, chinaSeconds).Date())
}

// seconds reads an epoch in milliseconds. It reports false for what is no moment
// between 2000 and 2100, so that a zero or a count of seconds is no date.
func seconds(millis string) (int64, bool) {
	const year2000, year2100 = 946684800, 4102444800
	ms, err := strconv.ParseInt(millis, 10, 64)
	sec := ms / 1000
	return sec, err == nil && sec >= year2000 && sec < year2100
}
