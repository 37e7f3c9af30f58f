package crs

import "math"

// ellipsoid is the figure of the earth a system stands on.
type ellipsoid struct{ a, f float64 } // metres; flattening

var (
	wgs84 = ellipsoid{6378137, 1 / 298.257223563}
	grs80 = ellipsoid{6378137, 1 / 298.257222101}
)

func (e ellipsoid) e2() float64 { return e.f * (2 - e.f) }

// latitude gives the geographic latitude, in radians, whose conformal latitude has the tangent t (Karney 2011,
// equations 7 and 19 to 21: Newton's method, which doubles the digits each round).
func (e ellipsoid) latitude(t float64) float64 {
	if math.IsInf(t, 0) {
		return math.Copysign(math.Pi/2, t)
	}
	e2 := e.e2()
	ecc := math.Sqrt(e2)
	tau := t / (1 - e2)
	if math.Abs(t) > 70 {
		tau = t * math.Exp(ecc*math.Atanh(ecc))
	}
	for range 8 {
		sec := math.Sqrt(1 + float64(tau*tau))
		sigma := math.Sinh(ecc * math.Atanh(ecc*tau/sec))
		ti := float64(tau*math.Sqrt(1+float64(sigma*sigma))) - float64(sigma*sec)
		step := (t - ti) / math.Sqrt(1+float64(ti*ti)) * (1 + float64((1-e2)*float64(tau*tau))) / ((1 - e2) * sec)
		tau += step
		if math.Abs(step) <= 1e-15*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return math.Atan(tau)
}

// conformal gives tan(π/4 + χ/2) of a latitude in radians: the factor by which Mercator and Lambert space parallels.
func (e ellipsoid) conformal(lat float64) float64 {
	ecc := math.Sqrt(e.e2())
	s := math.Sin(lat)
	return math.Tan(math.Pi/4+lat/2) * math.Exp(-ecc*math.Atanh(ecc*s))
}

// mercator is the cylinder: spherical (Web Mercator) or ellipsoidal.
type mercator struct {
	shape  ellipsoid
	sphere bool
}

// mercatorEdge bounds what is taken for a position of the map: one and a half times round.
const mercatorEdge = 1.5 * 2 * math.Pi * 6378137

func (m mercator) inverse(x, y float64) (lon, lat float64, ok bool) {
	if math.Abs(x) > mercatorEdge || math.Abs(y) > mercatorEdge {
		return 0, 0, false
	}
	t := math.Sinh(y / m.shape.a)
	if m.sphere {
		return x / m.shape.a, math.Atan(t), true
	}
	return x / m.shape.a, m.shape.latitude(t), true
}

// lambert is Lambert's conformal cone with two parallels.
type lambert struct {
	shape       ellipsoid
	lon0        float64 // radians
	n, f, rho0  float64
	east, north float64
}

func newLambert(shape ellipsoid, lat0, lon0, lat1, lat2, east, north float64) lambert {
	scale := func(lat float64) float64 {
		s := math.Sin(lat)
		return math.Cos(lat) / math.Sqrt(1-float64(shape.e2()*s*s))
	}
	p0, p1, p2 := radians(lat0), radians(lat1), radians(lat2)
	t0, t1, t2 := 1/shape.conformal(p0), 1/shape.conformal(p1), 1/shape.conformal(p2)
	l := lambert{shape: shape, lon0: radians(lon0), east: east, north: north}
	l.n = (math.Log(scale(p1)) - math.Log(scale(p2))) / (math.Log(t1) - math.Log(t2))
	l.f = scale(p1) / (l.n * math.Pow(t1, l.n))
	l.rho0 = shape.a * l.f * math.Pow(t0, l.n)
	return l
}

func (l lambert) inverse(x, y float64) (lon, lat float64, ok bool) {
	dx, dy := x-l.east, l.rho0-(y-l.north)
	rho := math.Hypot(dx, dy)
	if rho > 3*l.shape.a || math.Abs(dx) > l.shape.a {
		return 0, 0, false
	}
	t := math.Pow(rho/(l.shape.a*l.f), 1/l.n)
	if t == 0 {
		return l.lon0, math.Pi / 2, true
	}
	return math.Atan2(dx, dy)/l.n + l.lon0, l.shape.latitude((1/t - t) / 2), true
}

// azimuthal is Lambert's equal-area plane.
type azimuthal struct {
	shape           ellipsoid
	lon0            float64
	sinB, cosB      float64 // of the origin's authalic latitude
	radius, d       float64
	east, north, qp float64
}

func newAzimuthal(shape ellipsoid, lat0, lon0, east, north float64) azimuthal {
	z := azimuthal{shape: shape, lon0: radians(lon0), east: east, north: north}
	p := radians(lat0)
	z.qp = shape.authalic(1)
	z.sinB = shape.authalic(math.Sin(p)) / z.qp
	z.cosB = math.Sqrt(1 - float64(z.sinB*z.sinB))
	z.radius = shape.a * math.Sqrt(z.qp/2)
	s := math.Sin(p)
	z.d = shape.a * math.Cos(p) / math.Sqrt(1-float64(shape.e2()*s*s)) / (z.radius * z.cosB)
	return z
}

// authalic is the area, up to a factor, of the zone between the equator and the latitude with this sine.
func (e ellipsoid) authalic(s float64) float64 {
	ecc := math.Sqrt(e.e2())
	return (1 - e.e2()) * (s/(1-float64(e.e2()*s*s)) + math.Atanh(ecc*s)/ecc)
}

func (z azimuthal) inverse(x, y float64) (lon, lat float64, ok bool) {
	dx, dy := (x-z.east)/z.d, (y-z.north)*z.d
	rho := math.Hypot(dx, dy)
	if rho >= 1.4*z.radius {
		return 0, 0, false
	}
	if rho == 0 {
		return z.lon0, z.latitude(z.sinB), true
	}
	c := 2 * math.Asin(rho/(2*z.radius))
	sin, cos := math.Sin(c), math.Cos(c)
	sinB := float64(cos*z.sinB) + float64(dy*sin*z.cosB/rho)
	lon = z.lon0 + math.Atan2(dx*sin, float64(rho*z.cosB*cos)-float64(dy*z.sinB*sin))
	return lon, z.latitude(sinB), true
}

// latitude gives the geographic latitude of the authalic one with this sine.
func (z azimuthal) latitude(sinB float64) float64 {
	q := sinB * z.qp
	e2 := z.shape.e2()
	lat := math.Asin(max(-1, min(1, sinB)))
	for range 12 {
		s := math.Sin(lat)
		w := 1 - float64(e2*s*s)
		step := w * w / (2 * math.Cos(lat) * (1 - e2)) * (q - z.shape.authalic(s))
		if !finite(step) {
			break
		}
		lat += step
		if math.Abs(step) < 1e-15 {
			break
		}
	}
	return lat
}
