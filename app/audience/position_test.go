package audience

import (
	"strings"
	"testing"
)

func TestAPositionWrittenOtherwiseIsFound(t *testing.T) {
	for _, text := range []string{
		"43.8203, 19.7781", "The field is at 43°49'13\"N 19°46'41\"E.", "43°49′13″ N, 19°46′41″ E", "Go to 43 49.218 N, 19 46.687 E today", "43.82, 19.78", "about 43,82; 19,78 or so",
		"N 43.82 E 19.78", "19.78 E, 43.82 N", "latitude 43.82 and longitude 19.78", "lat: 43.82, lon: 19.78", "434913N 0194641E", "43:49:13 19:46:41", "43.82 С, 19.78 И",
		"On 12 May in room 7: 43°49'13\"N 19°46'41\"E", "43.82 (roughly), then 19.78", "https://www.openstreetmap.org/#map=14/43.82/19.78", "43°49' N 19°47' E",
		"34T 401769 4852716", "UTM 34N: 401769E 4852716N", "E 401 769, N 4 852 716", "northing 4852716.2, easting 401769.4", "34TDP0176952716", "34T DP 01769 52716", "34T DP 017 527",
	} {
		got := finds(t, told("Marko Tajnović", text))
		if len(got) == 0 || got[0].Where != "document, purpose" || !strings.HasPrefix(got[0].What, "exact position") {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{
		"43.8, 19.8", "about 44 N, 20 E", "43.95, 19.95", "on 19.11.2026 from 43 places, 19 are left", "between 43.82 and 55.10 million", "UN resolution 1244 of 10 June 1999",
		"costs 401769 euro", "from 2024-05-01 to 2025-06-02", "34T 501769 4852716", "34T DP 917 127", "43°10'13\"N 19°46'41\"E",
	} {
		if got := finds(t, told("Marko Tajnović", text)); len(got) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
