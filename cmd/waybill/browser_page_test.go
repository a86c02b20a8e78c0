//go:build browser

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for something to appear before it fails. It
// is far longer than anything takes, so that a busy machine fails no test.
const patience = 20 * time.Second

// startBrowser starts the one browser of all tests and returns its context.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		t.Fatal("no Chromium found: install it, or name one in CHROMIUM")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-GB"),
		chromedp.WindowSize(1280, 900),
	)
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// tab is one page as a person has it before them.
type tab struct {
	t    *testing.T
	ctx  context.Context
	site *served

	mu         sync.Mutex
	complaints []string
	expected   []*regexp.Regexp
}

// openTab opens an empty tab on a site. When the test ends, whatever the browser
// complained of in the console fails it, unless it was expected.
func openTab(t *testing.T, browser context.Context, site *served) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(browser)
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	p := &tab{t: t, ctx: ctx, site: site}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatalf("listen to the tab: %v", err)
	}
	// Nothing moves while it is looked at.
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// A round trip, after which every complaint so far has been heard.
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("0")); err != nil {
			t.Errorf("the tab is gone: %v", err)
		}
		cancel()
		closeTab()
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, c := range p.complaints {
			t.Errorf("the browser complained: %s", c)
		}
	})
	return p
}

// expect names a complaint that belongs to the test, as a regular expression.
func (p *tab) expect(pattern string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expected = append(p.expected, regexp.MustCompile(pattern))
}

// hear collects errors and warnings of the console: exceptions, violations of the
// Content Security Policy, requests that fail.
func (p *tab) hear(event any) {
	text := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type != "error" && e.Type != "warning" && e.Type != "assert" {
			return
		}
		text = "console." + string(e.Type)
		for _, arg := range e.Args {
			text += " " + string(arg.Value) + arg.Description
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level != "error" && e.Entry.Level != "warning" {
			return
		}
		text = e.Entry.Text + " " + e.Entry.URL
	default:
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.expected {
		if r.MatchString(text) {
			return
		}
	}
	p.complaints = append(p.complaints, text)
}

// do runs steps, and fails the test when one does not work.
func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// open goes to a page of the site and waits until it is there.
func (p *tab) open(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.site.URL + path))
}

// eval computes a value in the page.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait waits until an expression is true in the page.
func (p *tab) wait(condition string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	// The page itself looks again and again: a policy that forbids eval forbids
	// the library's own polling too.
	until := "new Promise((yes) => { const look = () => (" + condition + ") ? yes(true) : setTimeout(look, 10); look(); })"
	for {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](until, chromedp.EvalAwaitPromise))
		if err == nil {
			return
		}
		// A page that is left while it looks takes its answer along: ask the next one.
		if left := strings.Contains(err.Error(), "Inspected target navigated"); !left || ctx.Err() != nil {
			p.t.Fatalf("waited for %s: %v\nthe page says:\n%s", condition, err, p.text("main"))
		}
	}
}

// text returns what a person reads in an element, with single spaces.
func (p *tab) text(selector string) string {
	p.t.Helper()
	s := eval[string](p, "document.querySelector("+quoted(selector)+")?.innerText ?? ''")
	return strings.Join(strings.Fields(s), " ")
}

// reads waits until an element reads so, or has such a text in it.
func (p *tab) reads(selector, want string) {
	p.t.Helper()
	p.wait("(document.querySelector(" + quoted(selector) + ")?.innerText ?? '').replace(/\\s+/g, ' ').includes(" + quoted(want) + ")")
}

// is fails the test when an expression is not true in the page.
func (p *tab) is(condition string) {
	p.t.Helper()
	if !eval[bool](p, "Boolean("+condition+")") {
		p.t.Errorf("not so: %s\nthe page says:\n%s", condition, p.text("main"))
	}
}

// find waits for the element with a role and an accessible name, as assistive
// technology knows it.
func (p *tab) find(role, name string) cdp.BackendNodeID {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for ctx.Err() == nil {
		if id := p.look(role, name); id != 0 {
			return id
		}
		// Once the page has had a turn, look again.
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("new Promise((yes) => setTimeout(yes, 20, true))", chromedp.EvalAwaitPromise)); err != nil {
			break
		}
	}
	p.t.Fatalf("no %s named %q; the page says:\n%s", role, name, p.text("main"))
	return 0
}

// look returns the element with a role and an accessible name, or 0.
func (p *tab) look(role, name string) cdp.BackendNodeID {
	p.t.Helper()
	document, err := chromedp.Run(p.ctx, chromedp.Evaluate[*runtime.RemoteObject]("document"))
	if err != nil {
		p.t.Fatal(err)
	}
	found, err := chromedp.Call(p.ctx, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{
		ObjectID: document.ObjectID, Role: role, AccessibleName: name,
	})
	if err != nil {
		p.t.Fatalf("look for %s %q: %v", role, name, err)
	}
	for _, node := range found.Nodes {
		if !node.Ignored && node.BackendDOMNodeID != 0 {
			return node.BackendDOMNodeID
		}
	}
	return 0
}

// click presses the element with a role and an accessible name with the mouse.
func (p *tab) click(role, name string) {
	p.t.Helper()
	id := p.find(role, name)
	if _, err := chromedp.Call(p.ctx, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: id}); err != nil {
		p.t.Fatalf("scroll to %s %q: %v", role, name, err)
	}
	box, err := chromedp.Call(p.ctx, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: id})
	if err != nil || len(box.Quads) == 0 || len(box.Quads[0]) != 8 {
		p.t.Fatalf("%s %q cannot be seen: %v", role, name, err)
	}
	q := box.Quads[0]
	p.do(chromedp.MouseClickXY((q[0]+q[4])/2, (q[1]+q[5])/2))
}

// typeIn types into whatever has the focus.
func (p *tab) typeIn(text string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(text))
}

// number clicks into the field and types.
func (p *tab) number(text string) {
	p.t.Helper()
	p.click("textbox", "Tracking number")
	p.typeIn(text)
}

// width makes the window so wide.
func (p *tab) width(pixels int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(pixels, 800))
}

// scriptOff turns script off, as a person may.
func (p *tab) scriptOff() {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		p.t.Fatal(err)
	}
}

// quoted writes a Go string as one of JavaScript.
func quoted(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("texts are always JSON: %v", err))
	}
	return string(b)
}
