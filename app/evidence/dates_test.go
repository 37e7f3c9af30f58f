package evidence

import "testing"

func TestDateText(t *testing.T) {
	for in, want := range map[string]string{
		"2025-10-21": "21 Oct 2025", "2025-10": "Oct 2025", "2025": "2025", "": "", "spring": "spring", "2025-02-30": "2025-02-30",
	} {
		if got := DateText(in); got != want {
			t.Errorf("DateText(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestISODate(t *testing.T) {
	for in, want := range map[string]string{
		"21 Oct 2025": "2025-10-21", "3 March 2025": "2025-03-03", "21.10.2025": "2025-10-21", "1/2/2025": "2025-02-01", " Oct  2025 ": "2025-10",
		"2025-10-21": "2025-10-21", "2025": "2025", "31.2.2025": "31.2.2025", "soon": "soon", "": "",
	} {
		if got := ISODate(in); got != want {
			t.Errorf("ISODate(%q) = %q, want %q", in, got, want)
		}
	}
}
