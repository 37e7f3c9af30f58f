package table

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Meaning is what a column is about. The same words are the keys that Features gives to the properties of a column.
type Meaning string

// Meanings. Other is a property that keeps its own name; Ignore leaves the column out.
const (
	Other       Meaning = ""
	Ignore      Meaning = "ignore"
	Latitude    Meaning = "latitude"
	Longitude   Meaning = "longitude"
	Coordinates Meaning = "coordinates" // both in one cell, in any form; also WKT of any geometry
	Easting     Meaning = "easting"
	Northing    Meaning = "northing"
	Zone        Meaning = "zone" // of easting and northing
	Altitude    Meaning = "altitude"
	ID          Meaning = "id"
	Name        Meaning = "name"
	Country     Meaning = "country"
	Division    Meaning = "division"
	HostPlace   Meaning = "host_place" // code of a country or division
	Precision   Meaning = "precision"
	Kind        Meaning = "kind"
	Status      Meaning = "status"
	AsOf        Meaning = "status_as_of"
	Regime      Meaning = "regime"
	Operator    Meaning = "operator"
	Capacity    Meaning = "capacity"
	MaxStay     Meaning = "max_stay"
	Cost        Meaning = "cost"
	Opening     Meaning = "opening"
	Description Meaning = "description"
	Source      Meaning = "source"
)

// Meanings lists what a person may choose for a column, in the order in which a menu shows it.
var Meanings = []Meaning{Name, Latitude, Longitude, Coordinates, Easting, Northing, Zone, Altitude, Country, Division, HostPlace, Precision,
	Status, AsOf, Kind, Regime, Operator, Capacity, MaxStay, Cost, Opening, Description, Source, ID, Other, Ignore}

// Words gives a meaning as a menu shows it.
func (m Meaning) Words() string {
	if w, ok := meaningWords[m]; ok {
		return w
	}
	return string(m)
}

var meaningWords = map[Meaning]string{
	Other: "Keep as it is", Ignore: "Leave out", Latitude: "Latitude", Longitude: "Longitude", Coordinates: "Coordinates", Easting: "Easting",
	Northing: "Northing", Zone: "Zone", Altitude: "Altitude", ID: "Identity", Name: "Name", Country: "Country", Division: "Division",
	HostPlace: "Place code", Precision: "Precision", Kind: "Kind", Status: "Status", AsOf: "As of", Regime: "Regime", Operator: "Operator",
	Capacity: "Capacity", MaxStay: "Longest stay", Cost: "Cost", Opening: "Opening", Description: "Description", Source: "Source",
}

// headWords lists how heads of columns are written, by meaning and language, folded as fold does.
var headWords = []struct {
	means    Meaning
	language string
	words    string // separated by bars
}{
	{Latitude, "English", "lat|latitude|geo lat|gps lat|gps latitude|lat dd|point y|decimal latitude|lat wgs84|latitude wgs84"},
	{Latitude, "German", "breite|breitengrad|geographische breite|geogr breite|geo breite"},
	{Latitude, "Albanian", "gjeresi|gjeresia|gjeresia gjeografike|gjer gjeografike"},
	{Latitude, "Serbian", "sirina|geografska sirina|geogr sirina|geo sirina|g sirina|latituda|ширина|географска ширина|гео ширина|латитуда"},
	{Latitude, "Arabic", "خط العرض|دائرة العرض|العرض"},
	{Latitude, "Italian", "latitudine|latitud"},
	{Longitude, "English", "lon|lng|long|longitude|geo lon|geo long|geo lng|gps lon|gps long|gps longitude|lon dd|long dd|point x|decimal longitude|lon wgs84|longitude wgs84"},
	{Longitude, "German", "lange|laenge|langengrad|laengengrad|geographische lange|geographische laenge|geogr lange|geo lange"},
	{Longitude, "Albanian", "gjatesi|gjatesia|gjatesia gjeografike|gjat gjeografike"},
	{Longitude, "Serbian", "duzina|geografska duzina|geogr duzina|geo duzina|g duzina|duljina|geografska duljina|longituda|дужина|географска дужина|гео дужина|лонгитуда"},
	{Longitude, "Macedonian", "должина|географска должина|гео должина"},
	{Longitude, "Arabic", "خط الطول|الطول"},
	{Longitude, "Italian", "longitudine|longitud"},
	{Coordinates, "English", "coordinates|coordinate|coords|coord|gps|gps coordinates|lat lon|lat long|lat lng|latlon|latlng|latlong|lon lat|position|geo|geom|geometry|the geom|wkt|wkt geom|map link|google maps|map"},
	{Coordinates, "German", "koordinaten|koordinate"},
	{Coordinates, "French", "coordonnees|coordonnees gps"},
	{Coordinates, "Albanian", "koordinatat|koordinata"},
	{Coordinates, "Serbian", "koordinate|gps koordinate|координате|гпс координате"},
	{Coordinates, "Macedonian", "координати"},
	{Coordinates, "Arabic", "احداثيات|الاحداثيات"},
	{Easting, "English", "easting|utm e|utm easting|utm x|x utm|e utm|x m|x|coord x|x coord|xcoord|e|east"},
	{Easting, "German", "rechtswert|ostwert|rechts|ost|x wert|x koordinate"},
	{Easting, "French", "est|estant"},
	{Easting, "Serbian", "x koordinata|х координата|istok|исток"},
	{Northing, "English", "northing|utm n|utm northing|utm y|y utm|n utm|y m|y|coord y|y coord|ycoord|n|north"},
	{Northing, "German", "hochwert|nordwert|hoch|nord|y wert|y koordinate"},
	{Northing, "French", "nordant"},
	{Northing, "Serbian", "y koordinata|у координата|sever|sjever|север|сјевер"},
	{Zone, "English", "zone|utm zone|grid zone|zona|utm zona|зона"},
	{Altitude, "English", "altitude|elevation|elev|height|height m|alt|z"},
	{Altitude, "German", "hohe|hoehe|meereshohe"},
	{Altitude, "French", "hauteur"},
	{Altitude, "Albanian", "lartesia|lartesi"},
	{Altitude, "Serbian", "visina|nadmorska visina|висина|надморска висина"},
	{ID, "English", "id|uuid|guid|identifier|fid|ogc fid|object id|objectid|ref|reference number|code|nr|no|number|identifiant|kennung|numri|broj|redni broj|r br|rb|sifra|шифра|број|р бр|редни број|редослед|رقم|الرقم"},
	{Name, "English", "name|names|site|site name|title|label|place name|placename|town|city|village|settlement|locality|location name|location|place"},
	{Name, "German", "ort|ortsname|bezeichnung|standort|stadt"},
	{Name, "French", "nom|nom du site|lieu|ville|localite|site nom|emplacement"},
	{Name, "Albanian", "emri|emer|emertimi|vendi|vendndodhja|qyteti|vendbanimi"},
	{Name, "Serbian", "naziv|ime|mesto|mjesto|lokacija|grad|naselje|назив|име|место|мјесто|локација|град|насеље"},
	{Name, "Macedonian", "населено место|населба"},
	{Name, "Arabic", "الاسم|اسم|المكان|الموقع|المدينة|اسم الموقع"},
	{Country, "English", "country|host country|country name|country code|nation|host state|iso|iso3|iso a3|iso2|adm0|adm0 name|admin0|host"},
	{Country, "German", "land|staat|gastland"},
	{Country, "French", "pays|etat"},
	{Country, "Albanian", "shteti|shtet"},
	{Country, "Serbian", "zemlja|drzava|земља|држава"},
	{Country, "Macedonian", "земја"},
	{Country, "Arabic", "الدولة|البلد|دولة|بلد"},
	{Division, "English", "division|region|province|district|county|municipality|adm1|adm1 name|admin1|iso 3166 2|subdivision"},
	{Division, "German", "bezirk|kreis|gemeinde|provinz|bundesland"},
	{Division, "French", "departement|commune|canton"},
	{Division, "Albanian", "qarku|rrethi|komuna|bashkia|rajoni"},
	{Division, "Serbian", "opstina|opcina|okrug|regija|regija naziv|kanton|zupanija|општина|округ|регија|кантон|регион"},
	{Division, "Macedonian", "област"},
	{Division, "Arabic", "المحافظة|المنطقة|الولاية"},
	{HostPlace, "English", "host place|place code|host place code"},
	{Precision, "English", "precision|location precision|accuracy|genauigkeit|saktesia|preciznost|tacnost|прецизност|тачност|прецизност локације"},
	{Status, "English", "status|state|stage"},
	{Status, "German", "stand"},
	{Status, "French", "statut"},
	{Status, "Albanian", "statusi|gjendja"},
	{Status, "Serbian", "stanje|статус|стање"},
	{Status, "Macedonian", "состојба"},
	{Status, "Arabic", "الحالة|حالة"},
	{AsOf, "English", "as of|status as of|status date|date"},
	{AsOf, "German", "datum"},
	{AsOf, "Albanian", "data"},
	{AsOf, "Serbian", "датум"},
	{AsOf, "Arabic", "التاريخ"},
	{Kind, "English", "kind|type|category|site type|facility type"},
	{Kind, "German", "art|typ|typus|kategorie"},
	{Kind, "French", "genre|categorie"},
	{Kind, "Albanian", "lloji|tipi|kategoria"},
	{Kind, "Serbian", "vrsta|tip|kategorija|врста|тип|категорија"},
	{Kind, "Macedonian", "вид"},
	{Kind, "Arabic", "النوع|نوع"},
	{Regime, "English", "regime|regjimi|rezim|режим"},
	{Operator, "English", "operator|operated by|betreiber|operateur|operatori|оператор"},
	{Capacity, "English", "capacity|places|beds|persons|people|capacity persons|max capacity|bed spaces"},
	{Capacity, "German", "kapazitat|kapazitaet|platze|plaetze|betten|personen"},
	{Capacity, "French", "capacite|lits|personnes"},
	{Capacity, "Albanian", "kapaciteti|vende|shtreter|persona"},
	{Capacity, "Serbian", "kapacitet|mesta|mjesta|broj mesta|broj mjesta|kreveta|lezajeva|osoba|капацитет|места|мјеста|број места|лежајева|особа"},
	{Capacity, "Arabic", "السعة|الطاقة الاستيعابية|القدرة"},
	{MaxStay, "English", "max stay|maximum stay|longest stay|max stay days|stay|stay days|days"},
	{MaxStay, "German", "aufenthalt|aufenthaltsdauer|tage"},
	{MaxStay, "French", "duree|sejour|duree max|jours"},
	{MaxStay, "Albanian", "qendrimi|dite|qendrimi maksimal"},
	{MaxStay, "Serbian", "boravak|dana|dani|najduzi boravak|боравак|дана|дани|најдужи боравак"},
	{MaxStay, "Macedonian", "престој|денови"},
	{MaxStay, "Arabic", "المدة|ايام|مدة الاقامة"},
	{Cost, "English", "cost|costs|price|budget|annual cost"},
	{Cost, "German", "kosten|preis"},
	{Cost, "French", "cout|couts|prix"},
	{Cost, "Albanian", "kosto|kostoja|buxheti|cmimi"},
	{Cost, "Serbian", "trosak|troskovi|cena|cijena|budzet|proracun|трошак|трошкови|цена|цијена|буџет"},
	{Cost, "Arabic", "التكلفة|تكلفة|الميزانية"},
	{Opening, "English", "opening|opens|open|opening date|opened|start|start date"},
	{Opening, "German", "eroffnung|eroeffnung|beginn"},
	{Opening, "French", "ouverture|debut"},
	{Opening, "Albanian", "hapja|fillimi"},
	{Opening, "Serbian", "otvaranje|pocetak|отварање|почетак"},
	{Opening, "Macedonian", "почеток"},
	{Opening, "Arabic", "الافتتاح"},
	{Description, "English", "description|desc|notes|note|remarks|remark|comment|comments|details|text"},
	{Description, "German", "beschreibung|bemerkung|bemerkungen|anmerkung|anmerkungen|notiz|notizen|hinweis"},
	{Description, "French", "remarque|remarques|commentaire|commentaires"},
	{Description, "Albanian", "pershkrimi|shenim|shenime|verejtje|koment"},
	{Description, "Serbian", "opis|napomena|napomene|biljeska|primedba|primjedba|komentar|опис|напомена|напомене|белешка|примедба"},
	{Description, "Macedonian", "забелешка|забелешки"},
	{Description, "Arabic", "الوصف|وصف|ملاحظات|ملاحظة"},
	{Source, "English", "source|sources|url|link|website|web|reference|citation"},
	{Source, "German", "quelle|quellen"},
	{Source, "Albanian", "burimi|burim"},
	{Source, "Serbian", "izvor|izvori|извор|извори"},
	{Source, "Arabic", "المصدر|مصدر"},
}

// head is one entry of the dictionary.
type head struct {
	means    Meaning
	language string
	exact    bool // the whole head, and not a part of it
}

var headIndex = indexHeads()

func indexHeads() map[string][]head {
	index := map[string][]head{}
	for _, h := range headWords {
		for w := range strings.SplitSeq(h.words, "|") {
			w = fold(w)
			index[w] = append(index[w], head{h.means, h.language, true})
		}
	}
	for _, m := range Meanings {
		if m != Other && m != Ignore {
			key := fold(string(m))
			index[key] = append([]head{{m, "English", true}}, index[key]...)
		}
	}
	return index
}

// units are words in a head that say nothing about what the column means.
var units = map[string]bool{"wgs84": true, "wgs": true, "84": true, "dd": true, "deg": true, "degrees": true, "decimal": true, "gps": true, "m": true, "eur": true,
	"epsg": true, "4326": true, "approx": true, "days": true, "persons": true, "number": true, "of": true, "the": true, "site": true, "gbp": true, "usd": true, "iso": true}

// zoneName is a zone or code of a grid, as in “UTM 34N E”.
var zoneName = regexp.MustCompile(`^(\d{1,2}[ns]?|\d{4,5})$`)

// headMeanings gives what a head can mean, the likelier first.
func headMeanings(text string) []head {
	if len(text) > 200 {
		return nil
	}
	folded := fold(text)
	if hits := headIndex[folded]; len(hits) > 0 {
		return hits
	}
	words := strings.Fields(folded)
	kept := words[:0:0]
	for _, w := range words {
		if !units[w] && !zoneName.MatchString(w) {
			kept = append(kept, w)
		}
	}
	if len(kept) < len(words) {
		if hits := headIndex[strings.Join(kept, " ")]; len(hits) > 0 {
			return hits
		}
	}
	if len(words) > 6 {
		return nil
	}
	var out []head
	for n := min(len(words)-1, 3); n >= 1 && len(out) == 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			part := strings.Join(words[i:i+n], " ")
			if n == 1 && len([]rune(part)) < 3 {
				continue
			}
			for _, h := range headIndex[part] {
				h.exact = false
				out = append(out, h)
			}
		}
	}
	return out
}

// fold writes a head in small letters without accents and with single spaces between its words: "Geogr. Širina [°]"
// is "geogr sirina", "siteName" is "site name".
func fold(text string) string {
	var b strings.Builder
	space, lower := false, false
	for _, r := range norm.NFD.String(text) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space, lower = true, false
			continue
		}
		if lower && unicode.IsUpper(r) {
			space = true
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space, lower = false, unicode.IsLower(r)
		b.WriteString(foldLetter(unicode.ToLower(r)))
	}
	return b.String()
}

func foldLetter(r rune) string {
	switch r {
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	case 'ø':
		return "o"
	case 'æ':
		return "ae"
	case 'ك':
		return "ك"
	case 'أ', 'إ', 'آ':
		return "ا"
	}
	return string(r)
}
