package crs

import "math"

// transverse is the transverse Mercator map, turned back by Krüger's series to the eighth power of the third
// flattening (Krüger 1912; coefficients as in Karney 2011, and derived anew for this file). Within 60 degrees of its
// meridian it is right to a fraction of a millimetre.
type transverse struct {
	shape       ellipsoid
	lon0        float64 // radians
	radius      float64 // metres a radian along the meridian, scaled
	xi0         float64 // rectifying latitude of the origin
	beta        [8]float64
	east, north float64
}

func newTransverse(shape ellipsoid, lat0, lon0, scale, east, north float64) *transverse {
	n := shape.f / (2 - shape.f)
	n2 := n * n
	series := 1 + n2*(1.0/4+n2*(1.0/64+n2*(1.0/256+n2*25/16384)))
	t := &transverse{shape: shape, lon0: radians(lon0), radius: scale * shape.a / (1 + n) * series, east: east, north: north}
	for j, row := range kruger {
		sum := 0.0
		for i := len(row) - 1; i >= 0; i-- {
			sum = float64(sum*n) + row[i]
		}
		t.beta[j] = sum * math.Pow(n, float64(j+1))
	}
	if lat0 != 0 {
		want := radians(lat0)
		for range 30 {
			_, lat := t.turn(t.xi0, 0)
			t.xi0 += want - lat
		}
	}
	return t
}

// kruger holds, for each multiple of the angle, the coefficients of n^j, n^(j+1)… n^8.
var kruger = [8][]float64{
	{1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96199.0 / 604800, -5406467.0 / 38707200, 7944359.0 / 67737600},
	{1.0 / 48, 1.0 / 15, -437.0 / 1440, 46.0 / 105, -1118711.0 / 3870720, 51841.0 / 1209600, 24749483.0 / 348364800},
	{17.0 / 480, -37.0 / 840, -209.0 / 4480, 5569.0 / 90720, 9261899.0 / 58060800, -6457463.0 / 17740800},
	{4397.0 / 161280, -11.0 / 504, -830251.0 / 7257600, 466511.0 / 2494800, 324154477.0 / 7664025600},
	{4583.0 / 161280, -108847.0 / 3991680, -8005831.0 / 63866880, 22894433.0 / 124540416},
	{20648693.0 / 638668800, -16363163.0 / 518918400, -2204645983.0 / 12915302400},
	{219941297.0 / 5535129600, -497323811.0 / 12454041600},
	{191773887257.0 / 3719607091200},
}

// turn gives longitude from the central meridian and latitude, in radians, of a point of the unit map.
func (t *transverse) turn(xi, eta float64) (lon, lat float64) {
	x, e := xi, eta
	for j, b := range t.beta {
		k := float64(2 * (j + 1))
		x -= float64(b * math.Sin(k*xi) * math.Cosh(k*eta))
		e -= float64(b * math.Cos(k*xi) * math.Sinh(k*eta))
	}
	sinh, cos := math.Sinh(e), math.Cos(x)
	tangent := math.Sin(x) / math.Hypot(sinh, cos)
	return math.Atan2(sinh, cos), t.shape.latitude(tangent)
}

func (t *transverse) inverse(x, y float64) (lon, lat float64, ok bool) {
	xi, eta := t.xi0+(y-t.north)/t.radius, (x-t.east)/t.radius
	if math.Abs(eta) > 0.75 || math.Abs(xi) > math.Pi/2+1e-6 {
		return 0, 0, false
	}
	lon, lat = t.turn(xi, eta)
	return lon + t.lon0, lat, true
}
