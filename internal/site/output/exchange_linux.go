package output

import "golang.org/x/sys/unix"

// exchange swaps two folders in one step, so that nobody who reads b ever finds
// it missing. Not every file system can.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
