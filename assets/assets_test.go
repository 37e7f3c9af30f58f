package assets

import (
	"bytes"
	"testing"
)

func TestEmbeddedFilesAnswer(t *testing.T) {
	for name, b := range map[string][]byte{
		"map icon":     Icon("map"),
		"status icon":  Icon("status-operating"),
		"program icon": Icon("hubscape.png"),
		"latin font":   Font("IBMPlexSans_400Regular.ttf"),
		"arabic font":  Font("NotoSansArabic_400Regular.ttf"),
		"what is new":  []byte(WhatsNew()),
	} {
		if len(b) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	if !bytes.Contains(Icon("map"), []byte("<svg")) {
		t.Error("icon map is not SVG")
	}
}

func TestAbsentFilesAnswerNothing(t *testing.T) {
	if b := Icon("no-such-icon"); b != nil {
		t.Errorf("absent icon gave %d bytes", len(b))
	}
	if b, ok := Sample("no-such-sample"); ok || b != nil {
		t.Errorf("absent sample gave %d bytes, %v", len(b), ok)
	}
	if b, ok := Sample("../map/README"); ok || b != nil {
		t.Error("a sample name reached outside its folder")
	}
}

func TestEverySampleOpensByItsName(t *testing.T) {
	for _, name := range Samples() {
		if b, ok := Sample(name); !ok || len(b) == 0 {
			t.Errorf("sample %q is listed and does not open", name)
		}
	}
}
