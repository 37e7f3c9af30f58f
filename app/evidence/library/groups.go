package library

import (
	"strings"

	"hubscape/app/scenario"
)

func wb6() *scenario.Group {
	return &scenario.Group{ID: "group:wb6", Name: "WB6", AsOf: "2025-12-17", Members: strings.Fields("ALB BIH MKD MNE SRB XKX")}
}

func eu27() *scenario.Group {
	return &scenario.Group{ID: "group:eu27", Name: "EU27", AsOf: "2020-02-01", Members: strings.Fields(
		"AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE")}
}

// africa is region 002 of the UN's M49 list.
func africa() *scenario.Group {
	return &scenario.Group{ID: "group:africa", Name: "Africa (M49 002)", AsOf: accessed, Members: strings.Fields(
		"AGO ATF BDI BEN BFA BWA CAF CIV CMR COD COG COM CPV DJI DZA EGY ERI ESH ETH GAB GHA GIN GMB GNB GNQ IOT KEN LBR " +
			"LBY LSO MAR MDG MLI MOZ MRT MUS MWI MYT NAM NER NGA REU RWA SDN SEN SHN SLE SOM SSD STP SWZ SYC TCD TGO TUN " +
			"TZA UGA ZAF ZMB ZWE")}
}
