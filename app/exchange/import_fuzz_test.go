package exchange

import (
	"context"
	"strings"
	"testing"

	"hubscape/app/scenario"
	"hubscape/app/store"
)

// Whatever can be read can be brought in: the document takes the patch, and its file can be read again.
func FuzzImport(f *testing.F) {
	for name, text := range map[string]string{
		"a.csv": people, "b.geojson": collectionOf(around, nobody), "c.csv": "name;lat;lon;status;capacity;country\nNiš;43,3;21,9;talks reported;1 200;Serbia\n",
		"d.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","id":"565bbb8b-d99e-5c3a-b3fa-0bd2c590469a","properties":{"name":"a\u0000b","status":"odd","capacity":-1,"gates":[{"gate":"x","result":"met"}],"country":"XXX","status_as_of":"2026-13","host_place":"SRB"},"geometry":null,"hubscape":{"kind":"x"}},
			{"type":"Feature","id":17,"properties":{"":null,"name (2)":{},"z":[[[[]]]]},"geometry":{"type":"Point","coordinates":[181,2,1e30]},"type":"Feature"}]}`,
		"e.kml": `<kml><Document><Placemark><name>A</name><Point><coordinates>20.9,42.6,5</coordinates></Point></Placemark><Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></Document></kml>`,
		"f.tsv": "lat\tlon\n1\t2\n91\t3\n", "g.csv": "easting,northing,zone\n500000,4700000,34N\n", "h.geojson": `{"type":"Point","coordinates":[500000,4700000]}`,
		"i.csv": "name,host_place,precision\nX,RS-20,division\nY,SRB,country\n",
	} {
		f.Add(name, []byte(text), uint8(0))
		f.Add(name, []byte(text), uint8(7))
	}
	places := shared(f)
	f.Fuzz(func(t *testing.T, name string, b []byte, how uint8) {
		file, err := Read(context.Background(), name, b, Options{})
		if err != nil {
			return
		}
		doc := scenario.New("x", env())
		d := Decisions{Layers: map[int]LayerDecision{}, CRS: []string{"", "EPSG:32634"}[how&1], Private: map[FindKey]Remedy{}}
		for i := range file.Layers {
			d.Layers[i] = LayerDecision{As: []As{Guess, AsSites, AsOverlay, Guess}[how>>1&3], Turn: Turning(how >> 3 % 3)}
		}
		p := Propose(file, doc, places, d)
		for i, x := range p.Finds {
			d.Private[x.Key()] = []Remedy{Keep, DropValues, DropColumn}[i%3]
		}
		d.Rows = map[RowID]Choice{}
		for _, l := range p.Layers {
			for _, r := range l.Rows {
				d.Rows[r.ID] = r.Choices[len(r.Choices)-1]
			}
		}
		p = Propose(file, doc, places, d)
		if s := p.Report().String(); strings.Count(s, "\n") > 20+4*len(s)/10 {
			t.Error("a report of nothing but lines")
		}
		if len(p.Open()) > 0 && !p.NeedCRS {
			t.Errorf("still open: %v", p.Open())
		}
		e := env()
		patch, err := p.Patch(e.NewID)
		if err != nil {
			return
		}
		out, err := patch.Apply(doc, e)
		if err != nil {
			t.Fatalf("the document refuses what was proposed: %v", err)
		}
		text, err := store.Write(out, store.Options{})
		if err != nil {
			t.Fatalf("what came in cannot be saved: %v", err)
		}
		back, info, err := store.ReadInfo(text)
		if err != nil || info.Skipped > 0 || len(info.Problems) > 0 {
			t.Fatalf("what was saved cannot be read: %v %v\n%s", err, info.Problems, text)
		}
		if back.Sites.Len() != out.Sites.Len() || back.Features.Len() != out.Features.Len() {
			t.Errorf("%d sites and %d features became %d and %d", out.Sites.Len(), out.Features.Len(), back.Sites.Len(), back.Features.Len())
		}
	})
}
