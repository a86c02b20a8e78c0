package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

const versionUsage = `Print what this program was built from: revision, Go version and platform.

Usage:

  waybill version

Example:

  waybill version
`

func runVersion(_ context.Context, std streams, args []string) error {
	if _, err := newFlags("version").parse(args, 0, 0); err != nil {
		return err
	}
	_, err := fmt.Fprintf(std.out, "waybill %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// version returns the module's version when it was installed by one, else the
// revision that the build stamped in, else "unknown".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "unknown"
}
