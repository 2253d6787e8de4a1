//go:build !linux

package devpg

import "syscall"

// dieWithUs can't be had here. A server left behind by a killed process is stopped by the next Start in the same folder.
func dieWithUs(*syscall.SysProcAttr) {}
