// Package markup reads the XML and HTML of carriers' answers, in whatever charset
// they are written.
package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html/charset"
)

// XML decodes one whole document into v as [xml.Unmarshal] does. The charset that
// the document names is honoured. Something other than space, comments and
// processing instructions behind its end is an error, as is a document cut short.
func XML(body []byte, v any) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = charset.NewReaderLabel
	d.Entity = xml.HTMLEntity
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("the answer is not the expected XML: %w", err)
	}
	for {
		token, err := d.Token()
		switch token := token.(type) {
		case nil:
			if errors.Is(err, io.EOF) {
				return nil
			}
			return fmt.Errorf("after the end of the XML: %w", err)
		case xml.Comment, xml.ProcInst:
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return errors.New("the XML is followed by text")
			}
		default:
			return errors.New("the XML is followed by more XML")
		}
	}
}
