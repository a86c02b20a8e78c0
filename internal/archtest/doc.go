// Package archtest holds the tests that keep the house as docs/architecture.md
// describes it: which package may import which, what the page's module may
// import at all, what stands at the top of the repository, which dependencies
// are explained, and (under the build tag size) what the page's module weighs.
//
// It has no code of its own.
package archtest
