package crs

// system is one row of the table of known systems.
type system struct {
	name    string
	project func() inverse // nil for degrees
}

func webMercator() inverse { return mercator{wgs84, true} }

func tm(lat0, lon0, scale, east, north float64) func() inverse {
	return func() inverse { return newTransverse(grs80, lat0, lon0, scale, east, north) }
}

func lcc(lat0, lon0, lat1, lat2, east, north float64) func() inverse {
	return func() inverse { return newLambert(grs80, lat0, lon0, lat1, lat2, east, north) }
}

// systems are the known systems beside the UTM zones that are counted by number, with the parameters that the EPSG
// register publishes for them.
var systems = map[int]system{
	crs84: {"WGS 84", nil}, 4326: {"WGS 84", nil}, 4979: {"WGS 84", nil}, 4258: {"ETRS89", nil}, 4937: {"ETRS89", nil},

	3857:   {"WGS 84 / Pseudo-Mercator", webMercator},
	3785:   {"Popular Visualisation CRS / Mercator", webMercator},
	900913: {"Google Maps Global Mercator", webMercator},
	102100: {"WGS 1984 Web Mercator Auxiliary Sphere", webMercator},
	102113: {"WGS 1984 Web Mercator", webMercator},
	3395:   {"WGS 84 / World Mercator", func() inverse { return mercator{wgs84, false} }},

	3035: {"ETRS89-extended / LAEA Europe", func() inverse { return newAzimuthal(grs80, 52, 10, 4_321_000, 3_210_000) }},
	3034: {"ETRS89-extended / LCC Europe", lcc(52, 10, 35, 65, 4_000_000, 2_800_000)},

	// Zones of UTM on ETRS89 under other numbers: northing first by definition, or the zone before the easting.
	3044: {"ETRS89 / UTM zone 32N (N-E)", tm(0, 9, 0.9996, 500_000, 0)},
	3045: {"ETRS89 / UTM zone 33N (N-E)", tm(0, 15, 0.9996, 500_000, 0)},
	3046: {"ETRS89 / UTM zone 34N (N-E)", tm(0, 21, 0.9996, 500_000, 0)},
	3047: {"ETRS89 / UTM zone 35N (N-E)", tm(0, 27, 0.9996, 500_000, 0)},
	4647: {"ETRS89 / UTM zone 32N (zE-N)", tm(0, 9, 0.9996, 32_500_000, 0)},
	5650: {"ETRS89 / UTM zone 33N (zE-N)", tm(0, 15, 0.9996, 33_500_000, 0)},

	// National systems on ETRS89 or a realisation of it.
	2154: {"RGF93 v1 / Lambert-93", lcc(46.5, 3, 49, 44, 700_000, 6_600_000)},
	2157: {"IRENET95 / Irish Transverse Mercator", tm(53.5, -8, 0.99982, 600_000, 750_000)},
	2180: {"ETRF2000-PL / CS92", tm(0, 19, 0.9993, 500_000, -5_300_000)},
	3006: {"SWEREF99 TM", tm(0, 15, 0.9996, 500_000, 0)},
	3059: {"LKS92 / Latvia TM", tm(0, 24, 0.9996, 500_000, -6_000_000)},
	3067: {"ETRS89 / TM35FIN(E,N)", tm(0, 27, 0.9996, 500_000, 0)},
	3301: {"Estonian Coordinate System of 1997", lcc(57+31.0/60+3.19415/3600, 24, 59+20.0/60, 58, 500_000, 6_375_000)},
	3346: {"LKS94 / Lithuania TM", tm(0, 24, 0.9998, 500_000, 0)},
	3763: {"ETRS89 / Portugal TM06", tm(39+40.0/60+5.73/3600, -(8 + 7.0/60 + 59.19/3600), 1, 0, 0)},
	3765: {"HTRS96 / Croatia TM", tm(0, 16.5, 0.9999, 500_000, 0)},
	3794: {"Slovenia 1996 / Slovene National Grid", tm(0, 15, 0.9999, 500_000, -5_000_000)},
	5048: {"ETRS89 / TM35FIN(N,E)", tm(0, 27, 0.9996, 500_000, 0)},
	6870: {"ETRS89 / Albania TM 2010", tm(0, 20, 1, 500_000, 0)},
	6962: {"ETRS89 / Albania LCC 2010", lcc(41, 20, 39, 43, 0, 0)},
	7801: {"BGS2005 / CCS2005", lcc(42.6678756833333, 25.5, 42, 43+20.0/60, 500_000, 4_725_824.3591)},
	8682: {"SRB_ETRS89 / UTM zone 34N", tm(0, 21, 0.9996, 500_000, 0)},
	9141: {"KOSOVAREF01 / Balkans zone 7", tm(0, 21, 0.9999, 7_500_000, 0)},
}

// inexact are well-known systems that need a grid or a fitted shift, so that their refusal can name them.
var inexact = map[int]string{
	2056: "CH1903+ / LV95", 21781: "CH1903 / LV03", 2100: "GGRS87 / Greek Grid", 3844: "Pulkovo 1942(58) / Stereo70",
	23700: "HD72 / EOV", 27700: "OSGB36 / British National Grid", 28992: "Amersfoort / RD New", 31370: "BD72 / Belgian Lambert 72",
	29902: "TM65 / Irish Grid", 29903: "TM75 / Irish Grid", 3003: "Monte Mario / Italy zone 1", 3004: "Monte Mario / Italy zone 2",
	5513: "S-JTSK / Krovak", 5514: "S-JTSK / Krovak East North", 3068: "DHDN / Soldner Berlin",
	3787: "MGI / Slovene National Grid", 3912: "MGI 1901 / Slovene National Grid", 3906: "MGI 1901",
	3907: "MGI 1901 / Balkans zone 5", 3908: "MGI 1901 / Balkans zone 6", 3909: "MGI 1901 / Balkans zone 7", 3910: "MGI 1901 / Balkans zone 8",
	6316: "MGI 1901 / Balkans zone 7", 8677: "MGI 1901 / Balkans zone 5", 8678: "MGI 1901 / Balkans zone 6", 8679: "MGI 1901 / Balkans zone 8",
	6204: "Macedonia State Coordinate System", 9945: "Macedonia State Coordinate System truncated",
	31254: "MGI / Austria GK West", 31255: "MGI / Austria GK Central", 31256: "MGI / Austria GK East",
	31257: "MGI / Austria GK M28", 31258: "MGI / Austria GK M31", 31259: "MGI / Austria GK M34",
	31275: "MGI / Balkans zone 5", 31276: "MGI / Balkans zone 6", 31277: "MGI / Balkans zone 7", 31278: "MGI / Balkans zone 8", 31279: "MGI / Balkans zone 8",
	31284: "MGI / Austria M28", 31285: "MGI / Austria M31", 31286: "MGI / Austria M34", 31287: "MGI / Austria Lambert",
	31466: "DHDN / 3-degree Gauss-Kruger zone 2", 31467: "DHDN / 3-degree Gauss-Kruger zone 3", 31468: "DHDN / 3-degree Gauss-Kruger zone 4", 31469: "DHDN / 3-degree Gauss-Kruger zone 5",
	23031: "ED50 / UTM zone 31N", 23032: "ED50 / UTM zone 32N", 23033: "ED50 / UTM zone 33N", 23034: "ED50 / UTM zone 34N", 23035: "ED50 / UTM zone 35N",
	28402: "Pulkovo 1942 / Gauss-Kruger zone 2", 28403: "Pulkovo 1942 / Gauss-Kruger zone 3", 28404: "Pulkovo 1942 / Gauss-Kruger zone 4", 28405: "Pulkovo 1942 / Gauss-Kruger zone 5",
	21035: "Arc 1960 / UTM zone 35S", 21036: "Arc 1960 / UTM zone 36S", 21037: "Arc 1960 / UTM zone 37S", 2046: "Hartebeesthoek94 / Lo15",
	4230: "ED50", 4267: "NAD27", 4269: "NAD83", 4277: "OSGB36", 4314: "DHDN",
}
