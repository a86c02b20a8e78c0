//go:build !linux

package output

import "errors"

// exchange swaps two folders in one step. Go's standard library has no such
// call, so that the caller's second way is taken.
func exchange(a, b string) error { return errors.ErrUnsupported }
