package main

import (
	"path/filepath"
	"testing"
)

func TestDataFolder(t *testing.T) {
	for _, c := range []struct {
		system, home string
		env          map[string]string
		want         string
	}{
		{"linux", "/home/ana", nil, "/home/ana/.local/share/hubscape"},
		{"linux", "/home/ana", map[string]string{"XDG_DATA_HOME": "/data"}, "/data/hubscape"},
		{"linux", "/home/ana", map[string]string{"XDG_DATA_HOME": "relative"}, "/home/ana/.local/share/hubscape"},
		{"linux", "", nil, ""},
		{"darwin", "/Users/ana", nil, "/Users/ana/Library/Application Support/hubscape"},
		{"darwin", "", nil, ""},
		{"windows", "", map[string]string{"LocalAppData": "/C/Users/ana/AppData/Local"}, "/C/Users/ana/AppData/Local/hubscape"},
	} {
		got := dataFolder(c.system, func(k string) string { return c.env[k] }, c.home)
		if filepath.ToSlash(got) != c.want {
			t.Errorf("%s with home %q and %v: %q, want %q", c.system, c.home, c.env, got, c.want)
		}
	}
}

func TestUserName(t *testing.T) {
	for _, c := range []struct{ user, logname, want string }{{"ana", "x", "ana"}, {"", "mira", "mira"}, {"../../etc", "", "etc"}, {"", "", "user"}} {
		t.Setenv("USER", c.user)
		t.Setenv("LOGNAME", c.logname)
		t.Setenv("USERNAME", "")
		if got := userName(); got != c.want {
			t.Errorf("USER %q, LOGNAME %q: %q, want %q", c.user, c.logname, got, c.want)
		}
	}
}
