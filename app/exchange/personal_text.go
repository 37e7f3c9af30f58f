package exchange

// PersonalKinds names the kinds of personal data that a text seems to hold: "e-mail addresses".
func PersonalKinds(text string) []string {
	var out []string
	for _, m := range matches(text) {
		out = append(out, m.kind)
	}
	return out
}
