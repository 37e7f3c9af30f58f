package kml

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"github.com/twpayne/go-kml/v3"

	"hubscape/app/exchange/feature"
)

// effective gives the style of a feature with what it does not say taken from its layer.
func effective(own, layer feature.Style) feature.Style {
	own.Stroke, own.Fill = either(own.Stroke, layer.Stroke), either(own.Fill, layer.Fill)
	if own.Width == 0 {
		own.Width = layer.Width
	}
	if own.Opacity == nil {
		own.Opacity = layer.Opacity
	}
	return own
}

func (p *plan) addStyle(s feature.Style) {
	if s == (feature.Style{}) {
		return
	}
	key := styleKey(s)
	if _, found := p.styleOf[key]; !found {
		p.styleOf[key] = len(p.styles)
		p.styles = append(p.styles, s)
	}
}

func styleKey(s feature.Style) string {
	opacity := ""
	if s.Opacity != nil {
		opacity = strconv.FormatFloat(*s.Opacity, 'g', -1, 64)
	}
	return fmt.Sprintf("%q %q %v %s", s.Stroke, s.Fill, s.Width, opacity)
}

// styleElement gives the shared style of KML for a style. The fill also colours the icons of points.
func styleElement(id string, s feature.Style) kml.Element {
	e := kml.SharedStyle(id)
	fill, filled := colour(s.Fill)
	if filled {
		fill.A = alpha(s.Opacity)
		e.Append(kml.IconStyle(colourElement(fill)))
	}
	line := kml.LineStyle()
	if stroke, ok := colour(s.Stroke); ok {
		line.Append(colourElement(stroke))
	}
	if s.Width > 0 && !math.IsInf(s.Width, 0) {
		line.Append(kml.Width(s.Width))
	}
	if len(line.Children) > 0 {
		e.Append(line)
	}
	poly := kml.PolyStyle()
	if filled {
		poly.Append(colourElement(fill))
	}
	if s.Opacity != nil && *s.Opacity == 0 {
		poly.Append(kml.Fill(false))
	}
	if len(poly.Children) > 0 {
		e.Append(poly)
	}
	return e
}

func alpha(opacity *float64) uint8 {
	if opacity == nil {
		return 255
	}
	return uint8(math.Round(255 * max(0, min(1, *opacity))))
}

// colour reads "#rrggbb".
func colour(s string) (color.NRGBA, bool) {
	if len(s) != 7 || s[0] != '#' {
		return color.NRGBA{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 24)
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}, err == nil
}

// colourElement writes a colour as KML wants it, aabbggrr with the colours not multiplied by the opacity.
func colourElement(c color.NRGBA) kml.Element {
	return textElement{"color", fmt.Sprintf("%02x%02x%02x%02x", c.A, c.B, c.G, c.R)}
}
