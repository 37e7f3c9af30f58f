package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// manager is a Linux package manager and what the window needs in its words: a C compiler, OpenGL, and the headers of
// both X11 and Wayland, because the program decides between the two when it starts.
type manager struct {
	tool     string
	install  string
	packages string
}

func managers() []manager {
	return []manager{
		{"apt-get", "apt-get install -y", "gcc libc6-dev pkg-config libgl1-mesa-dev libgl1-mesa-dri libx11-dev libxcursor-dev " +
			"libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libxext-dev libwayland-dev libxkbcommon-dev"},
		{"dnf", "dnf install -y", "gcc pkgconf-pkg-config mesa-libGL-devel libX11-devel libXcursor-devel libXrandr-devel " +
			"libXinerama-devel libXi-devel libXxf86vm-devel libXext-devel wayland-devel libxkbcommon-devel"},
		{"pacman", "pacman -S --needed --noconfirm", "gcc pkgconf mesa libx11 libxcursor libxrandr libxinerama libxi " +
			"libxxf86vm libxext wayland libxkbcommon"},
		{"zypper", "zypper --non-interactive install", "gcc pkg-config Mesa-libGL-devel libX11-devel libXcursor-devel " +
			"libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel libXext-devel wayland-devel libxkbcommon-devel"},
	}
}

// setUp makes sure that the window can be built here. It never asks anything.
func setUp() error {
	switch runtime.GOOS {
	case "linux":
		return setUpLinux()
	case "windows":
		return needTool("gcc", "the window needs a C compiler: run\n  winget install -e --id BrechtSanders.WinLibs.POSIX.UCRT\n"+
			"open a new terminal and start this again")
	case "darwin":
		if exec.Command("xcode-select", "-p").Run() == nil {
			return nil
		}
		return lacking{"the window needs Apple's compiler: run\n  xcode-select --install\nand start this again"}
	}
	return needTool("cc", "the window needs a C compiler and the headers of X11 and OpenGL")
}

func needTool(tool, remedy string) error {
	if _, err := exec.LookPath(tool); err != nil {
		return lacking{remedy}
	}
	return nil
}

func setUpLinux() error {
	missing := probe()
	if missing == "" {
		return nil
	}
	fmt.Printf("== set-up: %s\n", missing)
	if _, err := exec.LookPath("apt-get"); err != nil {
		return lacking{missing + "; install it with the line for this system and start this again:\n" + installLines()}
	}
	become, ok := root()
	if !ok {
		return lacking{missing + "; run this line and start this again:\n  " + oneLine(managers()[0])}
	}
	if err := aptInstall(become); err != nil {
		return lacking{fmt.Sprintf("%s, and it could not be installed (%v); run\n  %s", missing, err, oneLine(managers()[0]))}
	}
	if missing = probe(); missing != "" {
		return lacking{missing + " even after installing; the window cannot be built on this system as it is"}
	}
	return nil
}

// root gives the words to put before a command so that it runs as root, and whether that is possible without asking.
func root() (words []string, ok bool) {
	if os.Geteuid() == 0 {
		return nil, true
	}
	if exec.Command("sudo", "-n", "true").Run() == nil {
		return []string{"sudo", "-n"}, true
	}
	return nil, false
}

func aptInstall(become []string) error {
	quiet := []string{"env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120", "-q"}
	update := append(append(append([]string(nil), become...), quiet...), "update")
	install := append(append(append([]string(nil), become...), quiet...), "install", "-y", "--no-install-recommends")
	install = append(install, strings.Fields(managers()[0].packages)...)
	if err := (step{title: "set-up: package lists", argv: update}).show(); err != nil {
		return err
	}
	return step{title: "set-up: compiler and headers", argv: install}.show()
}

func oneLine(m manager) string {
	line := m.install + " " + m.packages
	if m.tool == "apt-get" {
		return "sudo apt-get update && sudo " + line
	}
	return "sudo " + line
}

func installLines() string {
	var b strings.Builder
	for _, m := range managers() {
		fmt.Fprintf(&b, "  %s\n", oneLine(m))
	}
	return b.String()
}

// probeSource includes one header and links one symbol's library for everything the window's toolkit asks of a system.
const probeSource = `
#include <X11/Xlib.h>
#include <X11/Xcursor/Xcursor.h>
#include <X11/extensions/Xrandr.h>
#include <X11/extensions/Xinerama.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/xf86vmode.h>
#include <X11/extensions/shape.h>
#include <X11/XKBlib.h>
#include <GL/gl.h>
#include <wayland-client-core.h>
#include <wayland-cursor.h>
#include <wayland-egl.h>
#include <xkbcommon/xkbcommon.h>
#include <xkbcommon/xkbcommon-compose.h>
int main(void) { return 0; }
`

var probeLibraries = strings.Fields("-lGL -lX11 -lXrandr -lXxf86vm -lXi -lXcursor -lXinerama " +
	"-lwayland-client -lwayland-cursor -lwayland-egl -lxkbcommon -lm -ldl -lrt")

// probe answers "" when a window can be built here, and otherwise what is missing. It compiles and links rather than
// asking a package manager, so that headers count wherever they came from.
func probe() string {
	compiler := os.Getenv("CC")
	if compiler == "" {
		compiler = "gcc"
	}
	if _, err := exec.LookPath(strings.Fields(compiler)[0]); err != nil {
		return "a C compiler is missing"
	}
	if exec.Command("pkg-config", "--exists", "gl", "wayland-client").Run() != nil {
		return "pkg-config does not know gl and wayland-client"
	}
	dir, err := os.MkdirTemp("", "hubscape-probe-")
	if err != nil {
		return "no temporary folder for the compiler"
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "probe.c")
	if err := os.WriteFile(source, []byte(probeSource), 0o600); err != nil {
		return "no temporary folder for the compiler"
	}
	words := strings.Fields(compiler)
	args := append(words[1:len(words):len(words)], "-o", filepath.Join(dir, "probe"), source)
	out, err := exec.Command(words[0], append(args, probeLibraries...)...).CombinedOutput()
	if err != nil {
		return "headers or libraries of the window system are missing (" + firstError(string(out)) + ")"
	}
	return ""
}

// firstError picks the first line of a compiler's output that names an error.
func firstError(out string) string {
	lines := strings.Split(strings.TrimSpace(out), "\n")
	for _, l := range lines {
		if _, what, ok := strings.Cut(l, "error: "); ok {
			return strings.TrimSpace(what)
		}
		if strings.Contains(l, "cannot find") {
			return strings.TrimSpace(l)
		}
	}
	return lines[0]
}
