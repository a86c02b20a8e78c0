// Build measures `waybill build` side by side with Hugo, on the same generated carrier
// pages, in one run on this machine. It is what `make bench-build` runs, at the top of
// the repository, with the programs that it needs:
//
//	go run ./.ci/bench/build WAYBILL HUGO [PAGES…]
//
// Every page has about 9 kB of Markdown with tables and lists, and front matter with a
// dozen facts. Both builders minify and neither compresses; Waybill builds its own two
// hundred pages besides and makes open data, feeds and search indexes of all of them,
// checks every link and anchor, and writes a sitemap; Hugo writes pages, its feeds and
// its sitemap. They take turns, in a folder in memory where there is one. A figure is the median of the rounds: time on the clock,
// processor time (user and system), and the most memory that was held at once.
//
// Nothing fails for being slow. What fails is a build that makes fewer pages.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: build WAYBILL HUGO [PAGES…]; make bench-build knows them")
		os.Exit(2)
	}
	sizes := []int{300, 3_000, 30_000}
	if len(os.Args) > 3 {
		sizes = nil
		for _, arg := range os.Args[3:] {
			n, err := strconv.Atoi(arg)
			if err != nil {
				fmt.Fprintln(os.Stderr, "bench-build:", err)
				os.Exit(2)
			}
			sizes = append(sizes, n)
		}
	}
	if err := run(context.Background(), os.Args[1], os.Args[2], sizes); err != nil {
		fmt.Fprintln(os.Stderr, "bench-build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, waybill, hugo string, sizes []int) error {
	dir, err := os.MkdirTemp(memory(), "waybill-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if waybill, err = filepath.Abs(waybill); err != nil {
		return err
	}
	if hugo, err = filepath.Abs(hugo); err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "pages\tbuilder\tseconds\tprocessor seconds\tpeak MiB\tof Hugo: time\tprocessor\tmemory\t")
	for _, pages := range sizes {
		ours, theirs, err := compare(ctx, filepath.Join(dir, strconv.Itoa(pages)), waybill, hugo, pages)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%d\twaybill\t%.2f\t%.2f\t%.0f\t%.2f\t%.2f\t%.2f\t\n", pages, ours.wall, ours.cpu, ours.memory,
			ours.wall/theirs.wall, ours.cpu/theirs.cpu, ours.memory/theirs.memory)
		fmt.Fprintf(out, "%d\thugo\t%.2f\t%.2f\t%.0f\t\t\t\t\n", pages, theirs.wall, theirs.cpu, theirs.memory)
		changes := []struct{ name, old, replacement string }{
			{"waybill, a line of one page changed", "", ""},
			{"waybill, a fact of one page changed", "facts:\n", "facts:\n  - {name: Depots, value: \"%d\", source: own}\n"},
		}
		for _, c := range changes {
			again, err := changeOne(ctx, filepath.Join(dir, strconv.Itoa(pages)), waybill, c.old, c.replacement)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%d\t%s\t%.2f\t%.2f\t%.0f\t\t\t\t\n", pages, c.name, again.wall, again.cpu, again.memory)
		}
		shown, err := preview(ctx, filepath.Join(dir, strconv.Itoa(pages)), waybill)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%d\ta change until the preview shows it\t%.2f\t\t\t\t\t\t\n", pages, shown)
		if err := os.RemoveAll(filepath.Join(dir, strconv.Itoa(pages))); err != nil {
			return err
		}
	}
	return out.Flush()
}

// memory is a folder in memory where the machine has one, so that the builders are
// measured and not the disk; "" where it has none.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

// rounds is how often a build of so many pages is measured.
func rounds(pages int) int {
	if pages > 10_000 {
		return 1
	}
	return 3
}

// compare generates the pages and has both builders build them, in turns.
func compare(ctx context.Context, dir, waybill, hugo string, pages int) (ours, theirs figures, err error) {
	if err := generate(dir, pages); err != nil {
		return ours, theirs, err
	}
	var a, b []figures
	for round := range rounds(pages) {
		fmt.Fprintf(os.Stderr, "%d pages, round %d of %d\n", pages, round+1, rounds(pages))
		f, err := build(ctx, dir, waybill)
		if err != nil {
			return ours, theirs, err
		}
		a = append(a, f)
		if err := os.RemoveAll(filepath.Join(dir, "hugo", "public")); err != nil {
			return ours, theirs, err
		}
		if f, err = measure(ctx, filepath.Join(dir, "hugo"), hugo, "--minify", "--quiet", "--noBuildLock"); err != nil {
			return ours, theirs, err
		}
		b = append(b, f)
	}
	for _, made := range []string{filepath.Join(dir, "waybill", "public", "carriers"), filepath.Join(dir, "hugo", "public", "carriers")} {
		if n, err := count(made); err != nil || n < pages {
			return ours, theirs, fmt.Errorf("%s has %d pages, want %d: %w", made, n, pages, err)
		}
	}
	return median(a), median(b), nil
}

// build builds with Waybill from nothing.
func build(ctx context.Context, dir, waybill string) (figures, error) {
	for _, name := range []string{"public", "cache"} {
		if err := os.RemoveAll(filepath.Join(dir, "waybill", name)); err != nil {
			return figures{}, err
		}
	}
	return rebuild(ctx, dir, waybill)
}

func rebuild(ctx context.Context, dir, waybill string, flags ...string) (figures, error) {
	args := append([]string{"build", "-content", "content", "-out", "public", "-cache", "cache", "-base-url", "https://example.org", "-compress=false"}, flags...)
	return measure(ctx, filepath.Join(dir, "waybill"), waybill, args...)
}

// changed is the file of the page that is changed.
func changed(dir string) string {
	return filepath.Join(dir, "waybill", "content", "en", "carriers", slug(7)+".md")
}

// changeOne changes one page and builds again: a line of its text, or, with old and
// replacement, a fact of its front matter. It fails when the site is then another one than
// a build from nothing makes.
func changeOne(ctx context.Context, dir, waybill, old, replacement string) (figures, error) {
	var all []figures
	for i := range 3 {
		text, err := os.ReadFile(changed(dir))
		if err != nil {
			return figures{}, err
		}
		text = append(text, fmt.Sprintf("\nOne more line, number %d.\n", i)...)
		if old != "" {
			text = bytes.Replace(text, []byte(old), fmt.Appendf(nil, replacement, i), 1)
		}
		if err := os.WriteFile(changed(dir), text, 0o644); err != nil {
			return figures{}, err
		}
		f, err := rebuild(ctx, dir, waybill)
		if err != nil {
			return figures{}, err
		}
		all = append(all, f)
	}
	return median(all), same(ctx, dir, waybill)
}

// same fails when a build from nothing makes another site than the last build.
func same(ctx context.Context, dir, waybill string) error {
	if _, err := rebuild(ctx, dir, waybill, "-out", "whole", "-cache", ""); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "diff", "-rq", "public", "whole")
	cmd.Dir = filepath.Join(dir, "waybill")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("a build of one change is not what a whole build makes: %w\n%s", err, said)
	}
	return os.RemoveAll(filepath.Join(dir, "waybill", "whole"))
}

// preview returns how many seconds after a change was written the preview shows it.
func preview(ctx context.Context, dir, waybill string) (float64, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(ctx, waybill, "serve", "-content", "content", "-out", "preview", "-addr", "localhost:0")
	cmd.Dir = filepath.Join(dir, "waybill")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer cmd.Wait()
	defer stop()
	address, err := bufio.NewReader(out).ReadString('\n') // it serves when it says where
	if err != nil {
		return 0, fmt.Errorf("waybill serve: %w", err)
	}
	page := strings.TrimSpace(address) + "carriers/" + slug(7) + "/"
	var all []figures
	for i := range 5 {
		time.Sleep(time.Second) // as between two saves
		text, err := os.ReadFile(changed(dir))
		if err != nil {
			return 0, err
		}
		mark := fmt.Sprintf("Seen in the preview, number %d.", i)
		if err := os.WriteFile(changed(dir), append(text, "\n"+mark+"\n"...), 0o644); err != nil {
			return 0, err
		}
		start := time.Now()
		for shown := false; !shown; time.Sleep(2 * time.Millisecond) {
			if shown, err = shows(ctx, page, mark); err != nil {
				return 0, err
			}
			if time.Since(start) > time.Minute {
				return 0, errors.New("the preview does not show a change")
			}
		}
		all = append(all, figures{wall: time.Since(start).Seconds()})
	}
	return median(all).wall, nil
}

// shows reports whether a page holds a text.
func shows(ctx context.Context, page, text string) (bool, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return false, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return bytes.Contains(body, []byte(text)), err
}

// figures are what one build took.
type figures struct {
	wall, cpu float64 // seconds
	memory    float64 // MiB
}

func median(all []figures) figures {
	by := func(what func(figures) float64) float64 {
		s := slices.SortedFunc(slices.Values(all), func(a, b figures) int { return cmp.Compare(what(a), what(b)) })
		return what(s[len(s)/2])
	}
	return figures{
		by(func(f figures) float64 { return f.wall }),
		by(func(f figures) float64 { return f.cpu }),
		by(func(f figures) float64 { return f.memory }),
	}
}

// measure runs a program in a folder.
func measure(ctx context.Context, dir, program string, args ...string) (figures, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return figures{}, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, said.String())
	}
	wall := time.Since(start)
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return figures{wall.Seconds(), cpu.Seconds(), float64(usage.Maxrss) / 1024}, nil
}

// count returns how many pages stand in a folder and below.
func count(dir string) (n int, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "index.html" {
			n++
		}
		return err
	})
	return n, err
}
