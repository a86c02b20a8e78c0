//go:build browser

package main

import "testing"

// TestBrowser walks the real site in a real browser as a person would: the site
// is built from its content, and served with the proxy on one origin under the
// headers that it has in production. Whatever the browser's console complains of
// fails the walk.
func TestBrowser(t *testing.T) {
	h := buildHouse(t)
	browser := startBrowser(t)
	walks := []struct {
		name string
		walk func(t *testing.T, p *tab)
	}{
		{"a wrong UPS number is repaired by one click", repairUPS},
		{"two swapped digits of a postal number are found", repairPostal},
		{"an ending that no post has is told", unknownIssuer},
		{"the parts line up with the characters typed", linesUp},
		{"a shape that nobody uses is told after a pause", unknownShape},
		{"a pasted text offers its numbers", pasteSeveral},
		{"a pasted text with one number gives that number", pasteOne},
		{"a carrier's link tells the carrier", pasteLink},
		{"of fifty numbers forty are taken", pasteMany},
		{"bare digits let the person choose", bareDigits},
		{"a weak match is called perhaps", perhaps},
		{"a long number is explained part by part", longNumber},

		{"a parcel is tracked from the field", trackDemo},
		{"every status has its timeline", everyStatus},
		{"every failure has its own words", everyFailure},
		{"a postcode is asked for and sent along", postcode},
		{"the second leg comes without a click", nextLeg},
		{"a link opens its parcel", openLink},
		{"a link with several numbers offers the others", openSeveral},
		{"200 scans come in two steps", manyScansWalk},
		{"a recorded Cainiao answer is shown", cainiaoLive},
		{"a carrier that is not read here is linked", linkOnly},
		{"a slow carrier is told, and an older answer is dropped", slowCarrier},
		{"the number and the link can be copied", copyNumber},
		{"the keyboard is enough", keyboardOnly},

		{"a silence is judged, and what to do is said by when", verdictWalk},
		{"two numbers are joined by hand and taken apart", joinWalk},
		{"many parcels are kept, named, archived and removed", listWalk},
		{"the list goes out and comes in again", portableWalk},
		{"a shared link opens the same parcel with its name", shareWalk},
		{"what leaves the page is listed, and can be stopped", leavesWalk},
		{"a browser that keeps nothing says so", blockedWalk},
		{"so does a device without room", fullWalk},
		{"what cannot be read is left as it is", brokenWalk},
		{"a store that is not ours is left as it is", foreignStoreWalk},
		{"an update that stopped halfway loses nothing", halfWalk},
		{"a clock that is off is told, and days are right", clockWalk},
		{"the list and the deadlines need no mouse", keysWalk},
		{"a parcel prints as one clean label", printWalk},

		{"the directory is searched as somebody types", directoryWalk},
		{"the glossary explains a line, without a network", glossaryWalk},

		{"in Spanish everything speaks Spanish", tonguesWalk},
		{"last days are worked out without a number", reckonWalk},

		{"nothing is loaded before the field is wanted", lazyLoad},
		{"what is typed and submitted meanwhile is kept", keptMeanwhile},
		{"a module that cannot be loaded is told, and comes at the next try", readerFails("waybill.wasm")},
		{"so is a script", readerFails("page.js")},
		{"so is a number table", readerFails("table.bin")},
		{"so are the templates", readerFails("parts.html")},
		{"a host that knows no types will do", plainHost},
		{"without script the page reads", scriptOffWalk},
		{"offline is told as such", offline},
		{"hostile text stays text", hostileText},
		{"hostile answers break nothing", hostileAnswers},
		{"what is written from right to left disturbs nothing", rightToLeft},
		{"at 320 pixels nothing sticks out", narrow},
		{"nor with letters of twice the size", largeLetters},
	}
	for _, w := range walks {
		t.Run(w.name, func(t *testing.T) {
			w.walk(t, openTab(t, browser, h.serve(t)))
		})
	}
	t.Run("a second tab stays in step", func(t *testing.T) {
		site := h.serve(t)
		twoTabs(t, openTab(t, browser, site), openTab(t, browser, site))
	})
	t.Run("another proxy is asked", func(t *testing.T) {
		ownProxy(t, openTab(t, browser, h.serve(t)), h.serve(t, "*"))
	})
	t.Run("a static host without a proxy says so", func(t *testing.T) {
		noProxy(openTab(t, browser, h.host(t, nil)))
	})
}
