package catalog

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	_ "image/gif" // the kinds of picture whose size can be read
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"waybill/internal/diag"
)

// pictureKinds are the pictures that a text may show.
const pictureKinds = "PNG, JPEG, GIF or SVG"

// image checks a picture: it needs words for who cannot see it, and must be a static file
// of this site, whose size goes into the page, so that nothing moves when it arrives.
func (k *check) image(n *ast.Image) {
	at := max(n.Pos(), 0)
	if k.doc.plain(n) == "" {
		k.report(at, 2, "image/alt", "a picture without words for who cannot see it", "write them between the brackets: ![what it shows](…)")
	}
	destination := string(n.Destination)
	from, length := k.destination(at, n.Destination)
	name, ours := strings.CutPrefix(destination, "/")
	if !ours || !fs.ValidPath(name) || name == "." {
		k.report(from, length, "image/foreign", "pictures come from this site only", "put it into static/ and begin its address with /")
		return
	}
	if static := k.catalog.static; static != nil {
		width, height, err := pictureSize(static, name)
		if err != nil {
			hint := "a picture stands in static/, and is " + pictureKinds
			if near, ok := diag.Closest(name, pictures(static)); ok && near != name {
				hint = fmt.Sprintf("did you mean %q?", "/"+near)
			}
			k.report(from, length, "image/unreadable", fmt.Sprintf("the picture %s: %v", destination, err), hint)
			return
		}
		n.SetAttributeString("width", []byte(strconv.Itoa(width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(height)))
		n.SetAttributeString("loading", []byte("lazy"))
	}
	if k.catalog.Address != nil {
		destination = k.catalog.Address(name)
	}
	n.Destination = []byte(k.prefix + destination)
}

// pictureSize returns the size of a picture in pixels of the page.
func pictureSize(static fs.FS, name string) (width, height int, err error) {
	data, err := fs.ReadFile(static, name)
	if err != nil {
		return 0, 0, fmt.Errorf("there is no such file")
	}
	if path.Ext(name) == ".svg" {
		return drawingSize(data)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return 0, 0, fmt.Errorf("its size cannot be read")
	}
	return config.Width, config.Height, nil
}

// drawingSize returns the size that an SVG states: its width and height, or those of its
// viewBox.
func drawingSize(data []byte) (width, height int, err error) {
	in := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := in.Token()
		if err != nil {
			return 0, 0, fmt.Errorf("it is no drawing")
		}
		svg, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		stated := map[string]string{}
		for _, a := range svg.Attr {
			stated[a.Name.Local] = strings.TrimSuffix(a.Value, "px")
		}
		w, h := stated["width"], stated["height"]
		if box := strings.Fields(stated["viewBox"]); w == "" && h == "" && len(box) == 4 {
			w, h = box[2], box[3]
		}
		x, wrongX := strconv.ParseFloat(w, 32)
		y, wrongY := strconv.ParseFloat(h, 32)
		if svg.Name.Local != "svg" || wrongX != nil || wrongY != nil || !(x >= 1 && y >= 1 && x < 1e5 && y < 1e5) {
			return 0, 0, fmt.Errorf("it states no size: give it width and height, or a viewBox")
		}
		return int(math.Round(x)), int(math.Round(y)), nil
	}
}

// pictures returns the names of the static files that are pictures.
func pictures(static fs.FS) []string {
	var names []string
	_ = fs.WalkDir(static, ".", func(name string, e fs.DirEntry, err error) error {
		switch path.Ext(name) {
		case ".png", ".jpg", ".jpeg", ".gif", ".svg":
			if err == nil && !e.IsDir() {
				names = append(names, name)
			}
		}
		return nil // what cannot be read is not suggested
	})
	return names
}
