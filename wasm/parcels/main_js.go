package main

import (
	"waybill/internal/tracknum"
	"waybill/wasm/browser"
	"waybill/wasm/figure"
)

func main() {
	browser.Run(func(h browser.Host, data []byte, options, words []string) (func(*browser.Event), func(), error) {
		table, err := tracknum.Decode(data, figure.Words(words))
		if err != nil {
			return nil, nil, err
		}
		p := newPage(h, table, options, words)
		return p.on, func() {}, nil
	})
}
