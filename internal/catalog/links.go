package catalog

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"

	"waybill/internal/diag"
)

// linkIndex knows the addresses of the site. It is made when it is first needed
// and is then only read, but for the anchors, which are found page by page.
type linkIndex struct {
	once     sync.Once
	pages    map[string]*Page
	carriers map[string]*Carrier // by address
	others   map[string]bool     // what the builder makes besides pages
	all      []string            // every address, in order, for suggestions
	anchors  sync.Map            // address -> func() map[string]bool
}

// made are the addresses that every site has besides its content's pages.
var made = []string{
	"/carriers/", "/carriers/by-country/", "/carriers/by-kind/", "/carriers/coverage/", "/statuses/", "/help/", "/news/",
	"/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml", "/llms.txt",
	"/data/carriers.json", "/data/statuses.json", "/data/rules.json",
}

// All returns every page of the catalogue: those at the top, carriers, statuses, help, news.
func (c *Catalog) All() []*Page {
	var out []*Page
	for _, p := range []*Page{c.Home, c.About, c.Privacy} {
		if p != nil {
			out = append(out, p)
		}
	}
	for _, carrier := range c.Carriers {
		out = append(out, &carrier.Page)
	}
	for _, status := range c.Statuses {
		out = append(out, &status.Page)
	}
	return append(append(out, c.Help...), c.News...)
}

func (c *Catalog) linkIndex() *linkIndex {
	x := &c.links
	x.once.Do(func() {
		x.pages = map[string]*Page{}
		x.carriers = map[string]*Carrier{}
		x.others = map[string]bool{}
		for _, address := range made {
			x.others[address] = true
		}
		for _, p := range c.All() {
			x.pages[p.URL] = p
			x.all = append(x.all, p.URL)
		}
		for _, carrier := range c.Carriers {
			x.carriers[carrier.URL] = carrier
			x.others["/data/carriers/"+carrier.Slug+".json"] = true
			if len(c.NewsOf(carrier.Slug)) > 0 {
				x.others[carrier.URL+"feed.atom"] = true
			}
		}
		x.all = append(x.all, made...)
		slices.Sort(x.all)
	})
	return x
}

// anchorsOf returns the ids that a link to p may name.
func (c *Catalog) anchorsOf(p *Page) map[string]bool {
	find := sync.OnceValue(func() map[string]bool {
		ids := map[string]bool{}
		if f, problems := p.body.read(); len(problems) == 0 { // else it is reported where it is rendered
			ids = parseBody(f.body).ids
		}
		c.addSections(p, ids)
		return ids
	})
	found, _ := c.linkIndex().anchors.LoadOrStore(p.URL, find)
	return found.(func() map[string]bool)()
}

// addSections adds the ids that a page's template gives.
func (c *Catalog) addSections(p *Page, ids map[string]bool) {
	ids["main"] = true
	if len(p.Sources) > 0 {
		ids["sources"] = true
	}
	switch {
	case p.URL == "/":
		ids["worry"], ids["live"] = true, true
	case strings.HasPrefix(p.URL, "/help/"):
		ids["track"] = true
		ids["shared"], ids["collect"] = len(p.Shared) > 0, len(c.Waits()) > 0
		ids["deadlines"], ids["closures"] = len(p.Deadlines) > 0, len(p.Closures) > 0
	case strings.HasPrefix(p.URL, "/statuses/"):
		ids["next"], ids["phrases"] = true, true
	case strings.HasPrefix(p.URL, "/carriers/"):
		ids["glance"] = true
		for _, name := range sections {
			if c.hasSection(p, name) {
				ids[name] = true
			}
		}
	}
}

// hasSection reports whether the template of p has something to put into the
// section: profiles have sections, made of their front matter, and help pages the
// ones of the shapes that carriers share and of how long parcels wait.
func (c *Catalog) hasSection(p *Page, name string) bool {
	switch name {
	case "shared":
		return len(p.Shared) > 0
	case "collect":
		return strings.HasPrefix(p.URL, "/help/") && len(c.Waits()) > 0
	}
	carrier := c.linkIndex().carriers[p.URL]
	if carrier == nil {
		return false
	}
	switch name {
	case "formats":
		return len(carrier.Formats) > 0
	case "services":
		return len(carrier.Services) > 0
	case "wordings":
		return len(carrier.Wordings) > 0
	case "silences":
		return len(carrier.Silences) > 0
	case "deadlines":
		return len(carrier.Deadlines) > 0
	case "partners":
		return len(carrier.Partners) > 0
	case "contacts":
		return len(carrier.Contacts) > 0
	}
	return false
}

// vague are link texts that say nothing to somebody who hears a list of links.
var vague = []string{"here", "click here", "this", "this page", "link", "more", "read more", "learn more"}

// link checks a link of the text and gives it the address it has on the site.
func (k *check) link(n *ast.Link) {
	text := k.doc.plain(n)
	at := max(n.Pos(), 0)
	if text == "" && n.FirstChild() == nil {
		k.report(at, 1, "link/empty", "a link without text", "say in the brackets where it leads")
	}
	if slices.Contains(vague, strings.ToLower(strings.Trim(text, ".:!"))) {
		k.report(at+1, len(text), "link/vague", fmt.Sprintf("the link text %q does not say where it leads", text), "")
	}
	destination := string(n.Destination)
	from, length := k.destination(max(n.Pos(), 0), n.Destination)
	if resolved, ok := k.resolve(destination, from, length); ok {
		n.Destination = []byte(resolved)
		if external(destination) {
			n.SetAttributeString("class", "ext")
			n.SetAttributeString("rel", "noopener")
		}
	}
}

// autoLink checks an address that stands bare in the text.
func (k *check) autoLink(n *ast.AutoLink) {
	address := string(n.URL(k.doc.source))
	label := n.Label(k.doc.source)
	if n.AutoLinkType == ast.AutoLinkEmail {
		return
	}
	if _, ok := k.resolve(address, max(n.Pos(), 0), len(label)); ok {
		n.SetAttributeString("class", "ext")
		n.SetAttributeString("rel", "noopener")
	}
}

// destination returns where the address of the link that begins at offset at
// stands in the source: behind its text, or at its opening bracket when the
// address stands elsewhere.
func (k *check) destination(at int, address []byte) (offset, length int) {
	for _, before := range []string{"](", "](<", "]( "} {
		if i := bytes.Index(k.doc.source[at:], append([]byte(before), address...)); i >= 0 {
			return at + i + len(before), max(len(address), 1)
		}
	}
	return at, 1
}

// external reports whether an address leads to another site.
func external(address string) bool {
	scheme, _, _ := strings.Cut(address, ":")
	return slices.Contains(web, strings.ToLower(scheme))
}

// resolve checks an address and returns it as it stands on the site. It reports
// false when the address cannot be used; the problem is reported then.
func (k *check) resolve(address string, at, length int) (string, bool) {
	fail := func(id, message, hint string) (string, bool) {
		k.report(at, length, id, message, hint)
		return "", false
	}
	switch {
	case address == "":
		return fail("link/empty", "a link without an address", "")
	case strings.HasPrefix(address, "#"):
		if !k.own[address[1:]] {
			return fail("link/anchor", fmt.Sprintf("this page has no heading with the id %q", address[1:]), suggestAnchor(address[1:], k.own))
		}
		return address, true
	case strings.HasPrefix(address, "//") || !strings.HasPrefix(address, "/"):
		if strings.Contains(address, ":") {
			if message, hint := badAddress(address, []string{"https", "http", "mailto", "tel"}); message != "" {
				return fail("link/address", message, hint)
			}
			return address, true
		}
		return fail("link/relative", "a link inside the site begins with /", k.suggestPage("/"+strings.TrimSuffix(strings.TrimLeft(address, "./"), ".md")+"/"))
	}
	k.links = append(k.links, address)
	path, fragment := target(address)
	index := k.catalog.linkIndex()
	page := index.pages[path]
	switch {
	case page == nil && (index.others[path] || k.catalog.unread[path]):
		return k.prefix + address, true
	case page == nil && k.catalog.drafts[path]:
		return fail("link/draft", fmt.Sprintf("the page %s is a draft", path), "publish it first, or leave the link out")
	case page == nil:
		return fail("link/unknown-page", fmt.Sprintf("there is no page %s", path), k.suggestPage(path))
	case fragment == "":
		return k.prefix + address, true
	}
	if ids := k.catalog.anchorsOf(page); !ids[fragment] {
		if k.page.Lang != k.catalog.Lang { // it stands in, and means the page in its own language
			k.links[len(k.links)-1] = path
			return k.prefix + path, true
		}
		return fail("link/anchor", fmt.Sprintf("the page %s has no heading with the id %q", path, fragment), suggestAnchor(fragment, ids))
	}
	return k.prefix + address, true
}

// target returns the page and the place in it that an address of this site names. What
// the address of the home page may tell the tracker is no place in the page.
func target(address string) (path, fragment string) {
	path, fragment, _ = strings.Cut(address, "#")
	path, _, _ = strings.Cut(path, "?")
	if path == "/" && (strings.HasPrefix(fragment, "n=") || strings.HasPrefix(fragment, "c=")) {
		fragment = ""
	}
	return path, fragment
}

// Leads reports whether a link of [Rendered.Links] leads where it should.
func (c *Catalog) Leads(link string) bool {
	path, fragment := target(link)
	index := c.linkIndex()
	page := index.pages[path]
	if page == nil {
		return index.others[path]
	}
	return fragment == "" || c.anchorsOf(page)[fragment]
}

func suggestAnchor(id string, ids map[string]bool) string {
	if near, ok := diag.Closest(id, sortedKeys(ids)); ok {
		return fmt.Sprintf("did you mean \"#%s\"?", near)
	}
	return ""
}

// suggestPage returns a question about the page that was meant, or "".
func (k *check) suggestPage(path string) string {
	index := k.catalog.linkIndex()
	for _, candidate := range []string{path + "/", strings.TrimSuffix(path, ".md") + "/", strings.TrimSuffix(path, ".html") + "/"} {
		if index.pages[candidate] != nil {
			return fmt.Sprintf("did you mean %q?", candidate)
		}
	}
	// The same page in another folder is more likely than a page of a similar
	// name.
	last := strings.Trim(path[strings.LastIndexByte(strings.Trim(path, "/"), '/')+1:], "/")
	for _, candidate := range index.all {
		if last != "" && strings.HasSuffix(candidate, "/"+last+"/") {
			return fmt.Sprintf("did you mean %q?", candidate)
		}
	}
	if near, ok := diag.Closest(path, index.all); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}
