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
