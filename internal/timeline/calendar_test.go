package timeline

import "testing"

var holidays = Calendar{
	{Name: "Christmas Day", Countries: []string{"GB", "FR"}, Month: 12, Day: 25},
	{Name: "Good Friday", Countries: []string{"GB"}, Movable: true, Easter: -2},
	{Name: "Spring Festival", Countries: []string{"CN"}, From: day("2027-02-05"), To: day("2027-02-11")},
}

func day(date string) int {
	n, ok := Time(date).Day()
	if !ok {
		panic(date + " is no day")
	}
	return n
}

func TestWorking(t *testing.T) {
	for _, c := range []struct {
		date, country string
		want          bool
	}{
		{"2026-11-27", "GB", true},
		{"2026-11-28", "GB", false}, // a Saturday
		{"2026-11-29", "GB", false},
		{"2026-11-30", "GB", true},
		{"2026-12-25", "GB", false},
		{"2026-12-25", "CN", true},
		{"2026-12-25", "", true},
		{"2027-03-26", "GB", false}, // Good Friday
		{"2027-03-26", "FR", true},
		{"2027-02-05", "CN", false},
		{"2027-02-12", "CN", true},
		{"1969-12-27", "", false}, // a Saturday before the days are counted
		{"1969-12-29", "", true},
	} {
		if got := holidays.Working(day(c.date), c.country); got != c.want {
			t.Errorf("%s in %q: working %v, want %v", c.date, c.country, got, c.want)
		}
	}
}

// Dates of Easter Sunday as the astronomical almanac lists them.
func TestEaster(t *testing.T) {
	for year, want := range map[int]string{1961: "1961-04-02", 2000: "2000-04-23", 2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2038: "2038-04-25"} {
		if got := DateOf(easter(year)); string(got) != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

func TestAddAndBetween(t *testing.T) {
	for _, c := range []struct {
		from    string
		n       int
		working bool
		country string
		want    string
	}{
		{"2026-11-25", 10, false, "GB", "2026-12-05"},
		{"2026-11-25", 0, true, "GB", "2026-11-25"},
		{"2026-11-25", 3, true, "GB", "2026-11-30"},
		{"2026-11-28", 1, true, "GB", "2026-11-30"},
		{"2026-12-23", 2, true, "GB", "2026-12-28"},
		{"2026-12-23", 2, true, "CN", "2026-12-25"},
		{"2027-02-04", 1, true, "CN", "2027-02-12"},
	} {
		got := holidays.Add(day(c.from), c.n, c.working, c.country)
		if string(DateOf(got)) != c.want {
			t.Errorf("%d after %s (working %v, %s) is %s, want %s", c.n, c.from, c.working, c.country, DateOf(got), c.want)
		}
		if back := holidays.Between(day(c.from), got, c.working, c.country); back != c.n {
			t.Errorf("from %s to %s (working %v, %s) are %d days, want %d", c.from, DateOf(got), c.working, c.country, back, c.n)
		}
	}
	if n := holidays.Between(day("2026-11-25"), day("2026-11-20"), true, ""); n != 0 {
		t.Errorf("%d days between a day and one before it", n)
	}
	// Nobody counts to the end of time.
	holidays.Add(0, 1<<40, true, "")
	holidays.Between(0, 1<<40, true, "")
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-25", 6, "2027-05-25"}, {"2026-08-31", 6, "2027-02-28"}, {"2027-08-31", 6, "2028-02-29"},
		{"2026-11-30", 1, "2026-12-30"}, {"2026-12-31", 1, "2027-01-31"}, {"2026-01-31", 13, "2027-02-28"},
	} {
		if got := DateOf(addMonths(day(c.from), c.n)); string(got) != c.want {
			t.Errorf("%d months after %s is %s, want %s", c.n, c.from, got, c.want)
		}
	}
}
