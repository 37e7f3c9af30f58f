package camera

import (
	"math"

	"github.com/paulmach/orb"
)

// WithSize gives the camera for another size of picture in px; the centre stays.
func (c Camera) WithSize(width, height float64) Camera {
	c.Width, c.Height = width, height
	return c.Clamped()
}

// Pan moves the picture's content by dx to the right and dy down, in px: the map follows the hand.
func (c Camera) Pan(dx, dy float64) Camera {
	x, y := World(c.Center)
	s := c.WorldSize()
	return c.at(x-dx/s, y-dy/s).Clamped()
}

// ZoomAround changes the zoom by dz and keeps the place under px position x, y where it is.
func (c Camera) ZoomAround(x, y, dz float64) Camera {
	z := clampZoom(c.Zoom+dz, c.Height)
	wx, wy := World(c.Center)
	before, after := c.WorldSize(), TileSize*math.Exp2(z)
	dx, dy := x-c.Width/2, y-c.Height/2
	wx += dx/before - dx/after
	wy += dy/before - dy/after
	c.Zoom = z
	return c.at(wx, wy).Clamped()
}

// ZoomTo sets the zoom and keeps the centre.
func (c Camera) ZoomTo(z float64) Camera {
	c.Zoom = z
	return c.Clamped()
}

// CenterOn moves the centre to a lon, lat point and keeps the zoom.
func (c Camera) CenterOn(p orb.Point) Camera {
	c.Center = p
	return c.Clamped()
}

// at sets the centre to a unit-world position.
func (c Camera) at(x, y float64) Camera {
	c.Center = LonLat(x, math.Max(0, math.Min(1, y)))
	return c
}

// Clamped gives the nearest camera that is allowed: zoom between MinZoom and MaxZoom and large enough that the picture's
// height shows nothing beyond MaxLat, longitude of the centre in [-180, 180). East and west the world repeats.
func (c Camera) Clamped() Camera {
	c.Zoom = clampZoom(c.Zoom, c.Height)
	x, y := World(c.Center)
	half := c.Height / 2 / c.WorldSize()
	y = math.Max(half, math.Min(1-half, y))
	if half >= 0.5 {
		y = 0.5
	}
	if _, was := World(c.Center); was != y {
		c.Center[1] = LonLat(x, y)[1]
	}
	if c.Center[0] < -180 || c.Center[0] >= 180 {
		c.Center[0] -= 360 * math.Floor((c.Center[0]+180)/360)
	}
	return c
}

// clampZoom limits a zoom to the allowed range for a picture of the given height in px.
func clampZoom(z, height float64) float64 {
	low := math.Max(MinZoom, math.Log2(math.Max(1, height)/TileSize))
	return math.Max(low, math.Min(MaxZoom, z))
}

// Fit gives the closest camera of width × height px that shows the whole bound (degrees) with padding px free on every
// side. An empty bound or one of a single point is shown at MaxZoom.
func Fit(b orb.Bound, width, height, padding float64) Camera {
	x0, y0 := World(orb.Point{b.Min[0], b.Max[1]})
	x1, y1 := World(orb.Point{b.Max[0], b.Min[1]})
	w, h := math.Max(1, width-float64(2*padding)), math.Max(1, height-float64(2*padding))
	z := float64(MaxZoom)
	if dx := x1 - x0; dx > 0 {
		z = math.Min(z, math.Log2(w/dx/TileSize))
	}
	if dy := y1 - y0; dy > 0 {
		z = math.Min(z, math.Log2(h/dy/TileSize))
	}
	c := Camera{Zoom: z, Width: width, Height: height}
	return c.at((x0+x1)/2, (y0+y1)/2).Clamped()
}

// Bound gives what the picture shows, in degrees. West and east may lie beyond ±180 where the world repeats.
func (c Camera) Bound() orb.Bound {
	nw, se := c.Unproject(0, 0), c.Unproject(c.Width, c.Height)
	return orb.Bound{Min: orb.Point{nw[0], se[1]}, Max: orb.Point{se[0], nw[1]}}
}

// earthCircumference is the length of the WGS 84 equator in metres (2π × 6,378,137).
const earthCircumference = 40075016.68557849

// MetresPerPixel is the ground length of one px at a latitude in degrees, as Mercator shows it.
func (c Camera) MetresPerPixel(lat float64) float64 {
	return earthCircumference * math.Cos(lat*math.Pi/180) / c.WorldSize()
}
