package exchange

import (
	"strings"
	"testing"

	"hubscape/app/scenario"
)

func TestHeadsAreReadByTheirWords(t *testing.T) {
	for head, kind := range map[string]string{
		"N° passeport": passports, "Nº passeport": passports, "Passport No. of applicant": passports, "Passeport n°": passports, "Numéro du passeport": passports, "Br. pasoša": passports, "Број на пасош": passports,
		"Бр. пасоша": passports, "Nr. i pasaportës": passports, "Матичен број": passports, "passport_no_2": passports,
		"Tél. du contact": phones, "Contact phone": phones, "Broj telefona vlasnika": phones, "Телефонски број": phones, "Telefoni i personit": phones, "Mobile no": phones,
		"Адреса е-пошта": "", "E-mail 2": emails, "Е-пошта": emails, "Датум на раѓање": births, "Applicant date of birth": births, "Презиме на лице": persons, "Контакт лице": persons,
		"passport office": "", "number of passports issued": "", "phone coverage": "", "mobile clinic": "", "Number of person": "", "contact point": "", "N°": "", "Numéro": "", "Broj": "", "Број": "", "mail centre": "", "birth rate": "",
	} {
		if got := headKind(head); got != kind {
			t.Errorf("%q: %q, want %q", head, got, kind)
		}
	}
}

func TestLocalTelephoneNumbers(t *testing.T) {
	for text, match := range map[string]string{
		"call 064 123 4567": "064 123 4567", "064/123-456": "064/123-456", "Open daily, 011/123-45-67.": "011/123-45-67", "044 123 456 ask for the guard": "044 123 456", "064/1234567": "064/1234567", "(064) 123-4567": "(064) 123-4567",
		"064 123 4567 12 people": "064 123 4567", "tel: 0641234567": "0641234567", "mob. 064-123-456": "064-123-456", "тел. 064 123 456": "064 123 456", "01 23 45 67 89": "01 23 45 67 89", "020 7946 0958": "020 7946 0958",
		"phone 064.123.4567": "064.123.4567",
		"01.02.2024 10:00":   "", "01 02 2024": "", "2024-01-02 064": "", "ID 012 345 678": "", "0641234567": "", "021.1655 042.6629": "", "N 042 39 46 E 021 09 55": "", "042 39 46 021 09 55": "", "01770 52800": "", "0401769 4852716": "",
		"1064 123 4567": "", "12.064 123 456": "", "12,064 123 456": "", "A064 123 456": "", "ref. 012-345-678": "", "064 123": "", "0.064 123 456": "", "12:064 123 456": "", "parcel 044 123 456": "", "call on 01.02.2024": "",
	} {
		got := ""
		for _, m := range matches(text) {
			if m.kind != phones {
				t.Errorf("%q: %+v", text, m)
			}
			got = m.text
		}
		if got != match {
			t.Errorf("%q: %q, want %q", text, got, match)
		}
		if rest := blanked(text, phones); match != "" && (strings.Contains(rest, match) || !strings.Contains(rest, "…")) {
			t.Errorf("%q became %q", text, rest)
		}
	}
}

func TestColumnsThatMayHoldNames(t *testing.T) {
	f := readText(t, "x.csv", "name,lat,lon,Propriétaire,vlasnik parcele,owner,director\nA,42.6,20.9,Ana Anić,Opština Peć,Alpha Ltd,Studio Nine\nB,42.7,21,Commune de Lyon,МАРКО МАРКОВИЋ,Peć,42\nC,42.7,21,Jean-Luc M. D'Aubert,,\"Agim Hoxha, manager\",x\n")
	doc := scenario.New("x", env())
	p := Propose(f, doc, shared(t), Decisions{})
	got := map[string]int{}
	d := Decisions{Private: map[FindKey]Remedy{}}
	for _, x := range p.Finds {
		got[x.Column+"/"+x.Kind] = x.Count
		d.Private[x.Key()] = DropValues
	}
	if len(got) != 3 || got["Propriétaire/"+possible] != 2 || got["vlasnik parcele/"+possible] != 1 || got["owner/"+possible] != 1 {
		t.Fatalf("%+v", got)
	}
	text := ""
	for _, s := range brought(t, doc, Propose(f, doc, shared(t), d)).Sites.All() {
		text += dump(s)
	}
	for part, there := range map[string]bool{"Ana": false, "Aubert": false, "Hoxha": false, "МАРКО": false, "Commune de Lyon": true, "Opština": true, "Alpha Ltd": true} {
		if strings.Contains(text, part) != there {
			t.Errorf("%q there is %v, in %s", part, !there, text)
		}
	}
}
