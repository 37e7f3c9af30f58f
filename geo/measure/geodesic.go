package measure

import (
	"math"

	"github.com/paulmach/orb"
)

// The WGS 84 ellipsoid (NIMA TR 8350.2).
const (
	equatorRadius = 6378137.0            // metres
	flattening    = 1 / 298.257223563    //
	polarRadius   = 6356752.314245179    // equatorRadius * (1 - flattening)
	meanRadius    = 6371008.771415059    // (2a + b) / 3, IUGG
	authalic      = 6371007.180918474    // radius of the sphere of equal area
	eccentricity2 = 0.006694379990141317 // flattening * (2 - flattening)
)

func radians(deg float64) float64 { return deg * math.Pi / 180 }
func degrees(rad float64) float64 { return rad * 180 / math.Pi }

// Distance is the length in metres of the shortest way over the WGS 84 ellipsoid from a to b, by Vincenty's inverse
// formula (Survey Review 23, 1975): within 1 mm, except for points within about half a degree of each other's
// antipodes, where the formula does not settle and the great circle on the mean sphere is given (within 0.6 %).
func Distance(a, b orb.Point) float64 {
	if a == b {
		return 0
	}
	if d, ok := vincenty(a, b); ok {
		return d
	}
	return GreatCircle(a, b)
}

// GreatCircle is the length in metres of the great circle from a to b on a sphere of the mean radius, by the haversine
// formula: within 0.6 % of Distance.
func GreatCircle(a, b orb.Point) float64 {
	s1 := math.Sin(radians(b[1]-a[1]) / 2)
	s2 := math.Sin(radians(b[0]-a[0]) / 2)
	h := float64(s1*s1) + float64(math.Cos(radians(a[1]))*math.Cos(radians(b[1]))*s2*s2)
	return 2 * meanRadius * math.Asin(math.Sqrt(math.Min(1, h)))
}

// vincenty reports whether the iteration settled. Names follow the paper: u reduced latitudes, lambda the difference
// of longitudes on the auxiliary sphere, sigma the angle between the points, alpha the azimuth at the equator.
func vincenty(a, b orb.Point) (float64, bool) {
	l := radians(b[0] - a[0])
	l = math.Remainder(l, 2*math.Pi)
	sinU1, cosU1 := reduced(a[1])
	sinU2, cosU2 := reduced(b[1])
	lambda := l
	for range 100 {
		sinL, cosL := math.Sincos(lambda)
		p, q := cosU2*sinL, float64(cosU1*sinU2)-float64(float64(sinU1*cosU2)*cosL)
		sinS := math.Sqrt(float64(p*p) + float64(q*q))
		if sinS == 0 {
			return 0, true
		}
		cosS := float64(sinU1*sinU2) + float64(float64(cosU1*cosU2)*cosL)
		sigma := math.Atan2(sinS, cosS)
		sinA := cosU1 * cosU2 * sinL / sinS
		cos2A := 1 - float64(sinA*sinA)
		cos2M := 0.0 // both points on the equator
		if cos2A > 1e-15 {
			cos2M = cosS - 2*sinU1*sinU2/cos2A
		}
		c := flattening / 16 * cos2A * (4 + float64(flattening*(4-float64(3*cos2A))))
		m := float64(2*float64(cos2M*cos2M)) - 1
		turn := sigma + float64(c*sinS*(cos2M+float64(c*cosS*m)))
		next := l + float64((1-c)*flattening*sinA*turn)
		if math.Abs(next) > math.Pi {
			return 0, false
		}
		if math.Abs(next-lambda) < 1e-12 {
			return arc(cos2A, sinS, cosS, cos2M, sigma), true
		}
		lambda = next
	}
	return 0, false
}

// reduced is the sine and cosine of the reduced latitude.
func reduced(lat float64) (sin, cos float64) {
	s, c := math.Sincos(radians(lat))
	s *= 1 - flattening
	n := math.Sqrt(float64(s*s) + float64(c*c))
	return s / n, c / n
}

// arc is the last step of Vincenty's formula: metres of the angle sigma.
func arc(cos2A, sinS, cosS, cos2M, sigma float64) float64 {
	u2 := cos2A * (equatorRadius*equatorRadius - polarRadius*polarRadius) / (polarRadius * polarRadius)
	a := 1 + float64(u2/16384*(4096+float64(u2*(-768+float64(u2*(320-float64(175*u2)))))))
	b := u2 / 1024 * (256 + float64(u2*(-128+float64(u2*(74-float64(47*u2))))))
	m := float64(2*float64(cos2M*cos2M)) - 1
	k := float64(cosS*m) - float64(b/6*cos2M*(float64(4*float64(sinS*sinS))-3)*(float64(4*float64(cos2M*cos2M))-3))
	delta := b * sinS * (cos2M + float64(b/4*k))
	return polarRadius * a * (sigma - delta)
}

// Length is the length in metres of a line along geodesics between its vertices.
func Length(line orb.LineString) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += Distance(line[i-1], line[i])
	}
	return sum
}

// Destination is the point reached from p after going metres along a great circle of the mean sphere that leaves at
// bearing degrees (0 north, 90 east): within 0.6 % of metres on the ellipsoid, 30 m for a disc of 5 km.
func Destination(p orb.Point, bearing, metres float64) orb.Point {
	sinP, cosP := math.Sincos(radians(p[1]))
	sinB, cosB := math.Sincos(radians(bearing))
	sinD, cosD := math.Sincos(metres / meanRadius)
	sinQ := float64(sinP*cosD) + float64(float64(cosP*sinD)*cosB)
	lat := math.Asin(math.Max(-1, math.Min(1, sinQ)))
	lon := radians(p[0]) + math.Atan2(float64(sinB*sinD)*cosP, cosD-float64(sinP*sinQ))
	return orb.Point{wrap(degrees(lon)), degrees(lat)}
}

// Circle is a closed ring of n points (at least 8) at metres from p, anticlockwise as RFC 7946 wants it.
func Circle(p orb.Point, metres float64, n int) orb.Ring {
	n = max(n, 8)
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		ring = append(ring, Destination(p, -360*float64(i)/float64(n), metres))
	}
	return append(ring, ring[0])
}

// wrap brings a longitude into [-180, 180].
func wrap(lon float64) float64 {
	if lon >= -180 && lon <= 180 {
		return lon
	}
	return math.Remainder(lon, 360)
}

// Area is the area in square metres of a polygon without its holes, whatever way its rings turn. Edges are great
// circles between authalic latitudes, on the sphere that has the ellipsoid's area: an octant of the earth is exact, and
// what error there is comes from the bend between such an edge and the geodesic (none to speak of at the spacing of a
// map's vertices). A pole may be a vertex but not lie inside.
func Area(p orb.Polygon) float64 {
	if len(p) == 0 {
		return 0
	}
	sum := math.Abs(ringArea(p[0]))
	for _, hole := range p[1:] {
		sum -= math.Abs(ringArea(hole))
	}
	return math.Max(0, sum)
}

// AreaOf is the sum of Area over the polygons.
func AreaOf(m orb.MultiPolygon) float64 {
	sum := 0.0
	for _, p := range m {
		sum += Area(p)
	}
	return sum
}

// ringArea sums the spherical excess of the strips between each edge and the equator.
func ringArea(r orb.Ring) float64 {
	excess := 0.0
	for i := range r {
		a, b := r[i], r[(i+1)%len(r)]
		t1, t2 := halfAuthalic(a[1]), halfAuthalic(b[1])
		dl := math.Remainder(radians(b[0]-a[0]), 2*math.Pi)
		excess += 2 * math.Atan2(math.Tan(dl/2)*(t1+t2), 1+float64(t1*t2))
	}
	return excess * authalic * authalic
}

// halfAuthalic is the tangent of half the authalic latitude (Snyder, Map Projections, 3-12 and 3-18).
func halfAuthalic(lat float64) float64 {
	q, qp := equalArea(math.Sin(radians(lat))), equalArea(1)
	return math.Tan(math.Asin(math.Max(-1, math.Min(1, q/qp))) / 2)
}

func equalArea(s float64) float64 {
	e := math.Sqrt(eccentricity2)
	return (1 - eccentricity2) * (s/(1-eccentricity2*float64(s*s)) + math.Atanh(e*s)/e)
}
