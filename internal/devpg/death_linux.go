package devpg

import "syscall"

// dieWithUs asks the kernel to send the server a fast-shutdown signal when the thread that started it ends, which is when our
// process does, however it does (see Start, which keeps that thread).
func dieWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
