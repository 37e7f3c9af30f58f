package kml

import (
	"archive/zip"
	"bytes"
	"context"
	"testing"
	"time"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

func seeds() []string {
	return []string{
		inDocument(mark),
		inDocument(`<Style id="a"><LineStyle><color>ff336699</color><width>2</width></LineStyle></Style><StyleMap id="m"><Pair><key>normal</key><styleUrl>#a</styleUrl></Pair></StyleMap><Folder><name>F</name><Placemark id="x"><styleUrl>#m</styleUrl><MultiGeometry><Point><coordinates>1,2,3</coordinates></Point><LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry></Placemark></Folder>`),
		inDocument(`<Schema id="s"><SimpleField name="n" type="int"/></Schema><Placemark><description><![CDATA[<a href="https://example.org">x</a>]]></description><TimeStamp><when>2020</when></TimeStamp><ExtendedData><Data name="k"><value>v</value></Data><SchemaData schemaUrl="#s"><SimpleData name="n">5</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>`),
		inDocument(`<Placemark><gx:MultiTrack><gx:Track><when>2020-01-01T00:00:00Z</when><gx:coord>1 2 3</gx:coord></gx:Track></gx:MultiTrack></Placemark><GroundOverlay/><NetworkLink><Link><href>x</href></Link></NetworkLink>`),
		`<!DOCTYPE kml [<!ENTITY a "b">]><kml><Placemark><name>&a;&nbsp;</name><Point><coordinates>200,91</coordinates></Point></Placemark></kml>`,
	}
}

// judge checks what holds of every file: it ends soon, and what is accepted can be written and read again.
func judge(t *testing.T, name string, b []byte) {
	start := time.Now()
	d, err := Read(context.Background(), name, bytes.NewReader(b), int64(len(b)))
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%d bytes took %v", len(b), took)
	}
	if err != nil {
		return
	}
	got := again(t, d)
	if len(got.Skipped) > 0 {
		t.Fatalf("written and read again: skipped %v", got.Skipped)
	}
	if a, b := count(d), count(got); a != b {
		t.Fatalf("%d features with %d positions were written, %d with %d read", a[0], a[1], b[0], b[1])
	}
}

// count gives the features and, as they are written, their positions.
func count(d *feature.Dataset) (n [2]int) {
	for _, l := range d.Layers {
		n[0] += len(l.Features)
		for _, f := range l.Features {
			if f.Geometry != nil {
				g, _, _ := shape.Split(f.Geometry, f.Z)
				n[1] += feature.Positions(g)
			}
		}
	}
	return n
}

func FuzzKML(f *testing.F) {
	for _, s := range seeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { judge(t, "a.kml", b) })
}

// FuzzKMZ packs a text under a name beside another one and then changes one byte of the archive, so that most inputs get
// past the zip reader.
func FuzzKMZ(f *testing.F) {
	for i, s := range seeds() {
		f.Add([]byte(s), "doc.kml", uint16(i*7), byte(0))
		f.Add([]byte(s), "../files/a.kml", uint16(i*31), byte(1<<i))
	}
	f.Fuzz(func(t *testing.T, text []byte, name string, at uint16, change byte) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, e := range []file{{name, string(text)}, {"files/b.kml", "<kml/>"}} {
			w, err := z.Create(e.name)
			if err != nil {
				return
			}
			_, _ = w.Write([]byte(e.text))
		}
		if err := z.Close(); err != nil {
			return
		}
		packed := b.Bytes()
		packed[int(at)%len(packed)] ^= change
		judge(t, "a.kmz", packed)
	})
}
