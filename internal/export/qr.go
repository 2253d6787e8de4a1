package export

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/skip2/go-qrcode"
)

// QR is an address as a code for a telephone's camera: rows of modules, dark ones true, with the quiet border that it needs.
type QR [][]bool

// NewQR makes the code. An address that is too long is an error.
func NewQR(address string) (QR, error) {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("export: QR code: %w", err)
	}
	return QR(code.Bitmap()), nil
}

// PNG is the code as a picture with eight points to a module, for a letter.
func (q QR) PNG() ([]byte, error) {
	const points = 8
	side := len(q) * points
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			if q[y/points][x/points] {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return nil, fmt.Errorf("export: QR code: %w", err)
	}
	return b.Bytes(), nil
}

// Path draws the dark modules as the path of an SVG whose unit is a module.
func (q QR) Path() string {
	var b strings.Builder
	for y, row := range q {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	return b.String()
}
