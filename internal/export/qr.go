package export

import (
	"fmt"
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
