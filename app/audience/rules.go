package audience

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Audience is for whom a copy is made.
type Audience string

// Audiences, the narrowest first.
const (
	Internal  Audience = "internal"
	Committee Audience = "committee"
	Public    Audience = "public"
)

// Parse reads an audience as the command line has it.
func Parse(s string) (Audience, error) {
	switch a := Audience(strings.ToLower(strings.TrimSpace(s))); a {
	case Internal, Committee, Public:
		return a, nil
	}
	return "", fmt.Errorf("the audience %q is not known; choose internal, committee or public", s)
}

// width orders audiences: the greater, the wider. An unknown mark is as narrow as they come.
func (a Audience) width() int {
	switch a {
	case Committee:
		return 1
	case Public:
		return 2
	}
	return 0
}

// Words names the audience in a sentence.
func (a Audience) Words() string {
	switch a {
	case Committee:
		return "a committee"
	case Public:
		return "the public"
	}
	return "internal use"
}

// Rules say what a copy holds back. Zero values are the strict ones.
type Rules struct {
	Audience Audience

	Label   string // sharing label of the copy ("CLEAR"); "" is the strictest of what is in it
	Marking string // free marking of the copy; the document's own goes along to a committee only

	BlankAs          Audience // what an item without a mark counts as; "" is internal
	DropOffRecord    bool     // the text of off-record statements goes too, even when it is marked for the audience
	DropHypothetical bool     // hypothetical sites stay behind
	KeepRoles        bool     // roles of owners and assessors go along to the public
	Layers           []string // ids of the overlay layers that may go along
	Without          []string // ids of items that stay behind besides: notes, evidence, sites, positions, facts, sources, plans, features

	// Personal names the kinds of personal data in a text ("e-mail addresses"); nil looks for none.
	Personal func(text string) []string
}

// Host answers where things are.
type Host interface {
	// Locate gives the country (ISO alpha-3) and division (ISO 3166-2) of a point, lon and lat in degrees; empty where
	// there is none.
	Locate(lon, lat float64) (country, division string)
	// LabelPoint gives the point at which a division's name stands on the map.
	LabelPoint(code string) (orb.Point, bool)
}

// labels from the laxest to the strictest.
var labels = []string{"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"}

func rank(label string) int { return max(0, slices.Index(labels, label)) }

func stricter(a, b string) string {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// limit is the strictest label that an item may carry to go along to an audience: what is labelled GREEN is not for
// public channels, and AMBER+STRICT stays within one organisation.
func (a Audience) limit() string {
	switch a {
	case Committee:
		return "AMBER"
	case Public:
		return "CLEAR"
	}
	return "RED"
}

// floor is the label that an item's own audience asks for.
func (a Audience) floor() string {
	switch a {
	case Committee:
		return "AMBER"
	case Public:
		return "CLEAR"
	}
	return "AMBER+STRICT"
}

// tagged reads a sharing label from tags ("tlp:amber", "TLP:AMBER+STRICT"); "" when there is none.
func tagged(tags []string) string {
	label := ""
	for _, t := range tags {
		name, ok := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(t)), "TLP:")
		if !ok {
			continue
		}
		if name = strings.Trim(name, ` "`); name == "WHITE" {
			name = "CLEAR"
		}
		if slices.Contains(labels, name) {
			label = stricter(label, name)
		}
	}
	return label
}

// Published tells whether a source is a document that anybody can find: it has an address on the web, or a publisher, a
// date and a type that speaks of publication.
func Published(s *scenario.Source) bool {
	if s == nil {
		return false
	}
	if url := strings.ToLower(s.URL); strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") {
		host, rest, _ := strings.Cut(strings.SplitN(url, "//", 2)[1], "/")
		return publicHost(host) && !keyed(rest)
	}
	switch s.Type {
	case "", "other", "social":
		return false
	}
	return s.Publisher != "" && s.Published != ""
}

// private are the places on the web where people keep and share what is not published.
var private = []string{"docs.google.com", "drive.google.com", "mail.google.com", "sharepoint.com", "onedrive.live.com", "1drv.ms", "outlook.office.com", "teams.microsoft.com",
	"dropbox.com", "wetransfer.com", "we.tl", "box.com", "icloud.com", "notion.so", "slack.com", "zoom.us", "atlassian.net", "proton.me", "mega.nz"}

// keyed tells whether an address carries a key, so that only who was given it can open it.
func keyed(rest string) bool {
	_, query, _ := strings.Cut(rest, "?")
	for part := range strings.SplitSeq(query, "&") {
		switch name, _, _ := strings.Cut(part, "="); name {
		case "token", "key", "auth", "access_token", "sig", "signature", "sas", "password", "pwd":
			return true
		}
	}
	return false
}

// publicHost tells an address of the web from one of a local network, or of a service for sharing files among few.
func publicHost(host string) bool {
	if strings.Contains(host, "@") { // with a name and a password
		return false
	}
	if i := strings.IndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	i := strings.LastIndexByte(host, '.')
	if i < 0 {
		return false // localhost, intranet
	}
	end := host[i+1:]
	for _, p := range private {
		if host == p || strings.HasSuffix(host, "."+p) {
			return false
		}
	}
	for _, local := range []string{"local", "lan", "internal", "intranet", "corp", "home", "test", "invalid", "localhost"} {
		if end == local {
			return false
		}
	}
	return strings.ContainsAny(end, "abcdefghijklmnopqrstuvwxyz") // no bare address of a machine
}
