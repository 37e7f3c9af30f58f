package exchange

import (
	"strings"
	"testing"

	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

func TestMatches(t *testing.T) {
	for text, kinds := range map[string]string{
		"write to a.b-c@mail.example.org, please": emails,
		"šaban@пример.срб":                        emails,
		"call +381 64 123 45 67":                  phones,
		"tel. 00383 44 123 456":                   phones,
		"+44 (0)20 7946 0958":                     phones,
		"Passport no. AB1234567":                  passports,
		"passeport: 12AB34567":                    "",
		"pasoš broj 012345678":                    passports,
		"JMBG 0101990710005":                      "", // its check digit is wrong
		"born on 12 March 1990":                   births,
		"née le 01/02/1985":                       births,
		"DOB: 1990-02-03":                         births,
		"case no. 2024/12345":                     cases,
		"asylum ref HO-1234567":                   cases,
		"Built in 1990, 120 places, 42.6629":      "",
		"21.1655, 42.6629":                        "",
		"ISBN 9780306406157":                      "",
		"2026-03-14T10:00:00Z":                    "",
		"9007199254740993":                        "",
		"12 345 678 EUR":                          "",
		"+12.5 %":                                 "",
		"user@host":                               "",
		"EPSG:32634":                              "",
		"550e8400-e29b-41d4-a716-446655440000":    "",
		"https://example.org/a?b=1":               "",
	} {
		var got []string
		for _, m := range matches(text) {
			got = append(got, m.kind)
		}
		if strings.Join(got, ", ") != kinds {
			t.Errorf("%q: %q, want %q", text, got, kinds)
		}
	}
}

func TestJMBGIsToldByItsCheckDigit(t *testing.T) {
	found := 0
	for c := byte('0'); c <= '9'; c++ {
		if len(matches("broj 010199071000"+string(c))) > 0 {
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d of ten check digits are right", found)
	}
}

func TestHeadsOfColumns(t *testing.T) {
	for head, kind := range map[string]string{
		"E-mail": emails, "Téléphone portable": phones, "Broj pasoša": passports, "JMBG": passports, "date_of_birth": births, "Datëlindja": births, "dateOfBirth": births,
		"Ime i prezime": persons, "Emri dhe mbiemri": persons, "Prénom": persons, "Numéro de dossier": cases, "Case No.": cases, "Презиме": persons,
		"name": "", "Nom": "", "Naziv": "", "Emri": "", "capacity": "", "contact point": "", "date": "", "id": "", "passport office": "", "": "",
	} {
		if got := headKind(head); got != kind {
			t.Errorf("%q: %q, want %q", head, got, kind)
		}
	}
}

const people = "name,lat,lon,contact,date of birth,note\n" +
	"Centre A,42.6,20.9,Ana A.,1990-02-03,ask someone@example.org first\n" +
	"Centre B,42.7,21.1,Ben B.,1988-01-01,nothing\n"

func TestPersonalDataWaitsForADecision(t *testing.T) {
	f := readText(t, "people.csv", people)
	doc := scenario.New("x", env())
	p := Propose(f, doc, shared(t), Decisions{})
	if len(p.Finds) != 3 || len(p.Open()) != 3 {
		t.Fatalf("%+v", p.Finds)
	}
	for _, x := range p.Finds {
		if strings.Contains(x.Sample, "someone") || strings.Contains(x.Sample, "1990") || strings.Contains(x.Sample, "Ana") || x.Where != "row 2" {
			t.Errorf("%+v", x)
		}
	}
	if _, err := p.Patch(env().NewID); err == nil || strings.Contains(err.Error(), "someone") {
		t.Errorf("%v", err)
	}
	for remedy, want := range map[Remedy]map[string]bool{
		DropValues: {"someone@example.org": false, "ask": true, "1990": false, "Ana": false},
		DropColumn: {"someone@example.org": false, "ask": false, "1990": false, "Ana": false},
		Keep:       {"someone@example.org": true, "ask": true, "1990-02-03": true, "Ana A.": true},
	} {
		d := Decisions{Private: map[FindKey]Remedy{}}
		for _, x := range p.Finds {
			d.Private[x.Key()] = remedy
		}
		got := brought(t, doc, Propose(f, doc, shared(t), d))
		text := ""
		for _, s := range got.Sites.All() {
			text += dump(s)
		}
		for part, there := range want {
			if strings.Contains(text, part) != there {
				t.Errorf("%s: %q there is %v, in %s", remedy, part, !there, text)
			}
		}
	}
}

func TestAFullNameAsTheNameOfARowIsFound(t *testing.T) {
	f := readText(t, "x.csv", "full name,lat,lon\nAna A.,42.6,20.9\nBen B.,42.7,21\n")
	p := Propose(f, scenario.New("x", env()), shared(t), Decisions{})
	if len(p.Finds) != 1 || p.Finds[0].Kind != persons || p.Finds[0].Count != 2 {
		t.Errorf("%+v", p.Finds)
	}
}

func FuzzPersonal(f *testing.F) {
	for _, s := range []string{"a@b.example", "+381641234567", "passport no AB1234567", "0101990710006", "DOB 1.2.1990", "case no 12345", "née le 01/02/1985", "\u202e@x.yy"} {
		f.Add(s, "name")
	}
	f.Fuzz(func(t *testing.T, text, column string) {
		l := feature.Layer{Fields: []string{column}, Features: []feature.Feature{{Name: text, Properties: []feature.Property{{Key: column, Raw: quoted(text)}}}}}
		finds := findPersonal(0, l.Fields, []*feature.Feature{&l.Features[0]}, nil)
		for i := range finds {
			finds[i].Remedy = DropColumn
		}
		left := l
		left.Features = []feature.Feature{cleaned(l.Features[0], 0, finds)}
		if again := findPersonal(0, left.Fields, []*feature.Feature{&left.Features[0]}, nil); len(finds) > 0 && len(again) > 0 {
			for _, a := range again {
				if a.Column != "" || !a.ByHead {
					t.Errorf("%+v is still there in %+v", a, left.Features)
				}
			}
		}
		for _, m := range matches(text) {
			if strings.ContainsAny(mask(m.text), "0123456789") {
				t.Errorf("%q shows digits", mask(m.text))
			}
		}
	})
}

func TestFoldingPlainTextIsTheSame(t *testing.T) {
	for text, want := range map[string]string{"": "", " ": "", "firstName": "first name", "FIRST_Name  2": "first name 2", "-a-": "a", "aB9cD": "a b9c d", "x..Y": "x y", "A1b": "a1b", "Place 17": "place 17"} {
		got, ok := foldPlain(text)
		if slow := foldHead("é " + text); !ok || got != want || strings.TrimSpace("e "+got) != slow {
			t.Errorf("%q: %q, want %q, and %q with an accent before it", text, got, want, slow)
		}
	}
	if _, ok := foldPlain("Peć"); ok {
		t.Error("a letter with an accent is no plain text")
	}
}
