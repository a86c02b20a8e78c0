package main

import (
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
)

func main() {
	browser.Run(func(h browser.Host, data []byte, options, _ []string) (func(*browser.Event), func(), error) {
		table, err := tracknum.Decode(data)
		if err != nil {
			return nil, nil, err
		}
		p := newPage(h, table, options)
		return p.on, func() { p.field.told = "" }, nil
	})
}
