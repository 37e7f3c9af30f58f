package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// run builds the program and opens its window, on the sample unless args name a file.
func run(args []string) error {
	if !hasDisplay(runtime.GOOS, os.Getenv) {
		return runWithoutDisplay(args)
	}
	if err := setUp(); err != nil {
		return err
	}
	program, err := buildProgram("hubscape")
	if err != nil {
		return err
	}
	fmt.Println("== open the window")
	if err := (step{title: "hubscape", argv: append([]string{program}, args...)}).command().Run(); err != nil {
		return fmt.Errorf("hubscape ended with an error: %w", err)
	}
	return nil
}

// hasDisplay says whether a window can be shown; only Linux and its like run without one.
func hasDisplay(system string, env func(string) string) bool {
	switch system {
	case "windows", "darwin":
		return true
	}
	return env("DISPLAY") != "" || env("WAYLAND_DISPLAY") != ""
}

// buildProgram builds a command into the user's cache folder and gives the program's path.
func buildProgram(name string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	path := filepath.Join(cache, "hubscape", "dev", name)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", fmt.Errorf("make a folder for the program: %w", err)
	}
	s := step{title: "build " + name, argv: []string{"go", "build", "-tags", windowTag, "-o", path, "./cmd/" + name}}
	fmt.Println("   the first build compiles the window toolkit: a few minutes; later ones take seconds")
	return path, s.show()
}

// runWithoutDisplay draws the picture that the window would open with into a file.
func runWithoutDisplay(args []string) error {
	file := "sample:western-balkans"
	if len(args) > 0 {
		file = args[0]
	}
	picture := filepath.Join(os.TempDir(), "hubscape.png")
	fmt.Println("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open;\n" +
		"the map is drawn into a file instead")
	s := step{
		title: "render",
		env:   []string{"CGO_ENABLED=0"},
		argv:  []string{"go", "run", "./cmd/hubctl", "render", file, "--view", "balkans", "--force", "-o", picture},
	}
	if err := s.show(); err != nil {
		return err
	}
	fmt.Println("the picture is in", picture)
	return nil
}
