package site

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"waybill/internal/catalog"
	"waybill/internal/site/card"
	"waybill/internal/site/lookup"
	"waybill/templates"
)

// edition is the site in one language: that of the root, or one below its tag. Addresses
// within it, "/help/stuck/", are the same in all of them.
type edition struct {
	*builder
	content *catalog.Catalog
	address address // with the tag in it
	dir     string  // where its files stand: "", or "es/"
	view    templates.View
	press   *card.Press // nil when it is not known where the site will stand
}

// own are the assets that each edition has of its own, under the names by which its pages
// ask for them.
func (e *edition) own(name string) string {
	switch name {
	case "table.bin", "carriers.json", "wordings.json", "parts.html":
		return e.dir + name
	}
	return name
}

// at returns an address within the edition as one from the root of the site.
func (e *edition) at(url string) string { return "/" + e.dir + strings.TrimPrefix(url, "/") }

// siblings lists the languages that have a page of their own at an address.
func (e *edition) siblings(url string) []byte {
	var out []byte
	for _, other := range e.editions {
		if other.content.Own(url) {
			out = append(out, other.content.Lang+" "...)
		}
	}
	return out
}

// loadAssets adds the assets of the edition and prepares what its pages share.
func (e *edition) loadAssets(all []templates.Edition, css string) error {
	e.content.Address = e.assets.Address
	if err := e.assets.Add(e.own("table.bin"), e.content.Table); err != nil {
		return err
	}
	for name, index := range map[string]func(*catalog.Catalog) ([]byte, error){"carriers.json": lookup.Carriers, "wordings.json": lookup.Wordings} {
		text, err := index(e.content)
		if err != nil {
			return fmt.Errorf("write the index %s: %w", e.own(name), err)
		}
		if err := e.assets.Add(e.own(name), text); err != nil {
			return err
		}
	}
	e.view = templates.View{
		Catalog:  e.content,
		Say:      e.content.Say,
		Shell:    e.content.Say,
		Root:     e.editions[0].content,
		Editions: all,
		BaseURL:  e.address.base,
		Prefix:   e.address.prefix,
		ProxyURL: e.address.proxy,
		Asset:    func(name string) string { return e.assets.URL(e.own(name)) },
		CSS:      css,
		CSP:      e.policy.Meta(),
		Reader:   e.opts.Reader,
		Reload:   e.opts.Reload,
	}
	if err := e.loadPress(); err != nil {
		return err
	}
	return e.addParts()
}

// loadPress prepares what draws the pages' cards. They are only ever asked for by their whole
// address, so a site that does not know its own has none.
func (e *edition) loadPress() (err error) {
	if _, address, ok := strings.Cut(e.address.base, "://"); ok {
		e.press, err = card.NewPress(e.content.Site.Name, address)
	}
	return err
}

// addParts makes an asset of the tracker's templates.
func (e *edition) addParts() error {
	var full, small bytes.Buffer
	if err := templates.Parts(e.view).Render(context.Background(), &full); err != nil {
		return fmt.Errorf("draw the parts of the tracker: %w", err)
	}
	if err := e.shrinker.Page(&small, &full); err != nil {
		return fmt.Errorf("minify the parts of the tracker: %w", err)
	}
	return e.assets.Add(e.own("parts.html"), small.Bytes())
}
