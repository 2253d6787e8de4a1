package devpg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
)

// Roomy enough for a test server in memory: 1 GiB free.
const roomy = 1 << 30

// StartTemporary runs a throwaway server for tests in a new folder, in memory where there is room. The folder is removed when
// the server has ended, also when our process is killed: a small shell script waits for that.
func StartTemporary(ctx context.Context, maxConnections int) (*Server, error) {
	who, err := serverAccount()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(temporaryRoot(), "dialogmote-test-")
	if err != nil {
		return nil, err
	}
	if who != nil {
		if err := os.Chown(dir, int(who.uid), int(who.gid)); err != nil {
			return nil, err
		}
	}
	s, err := Start(ctx, Options{Dir: dir, MaxConnections: maxConnections, Throwaway: true})
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	if err := sweepAfter(s.process.Pid, dir); err != nil {
		s.Stop()
		os.RemoveAll(dir)
		return nil, err
	}
	return s, nil
}

// temporaryRoot is memory when it has room, else the usual place.
func temporaryRoot() string {
	const memory = "/dev/shm"
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memory, &fs); err == nil && fs.Bavail*uint64(fs.Bsize) >= roomy {
		return memory
	}
	return os.TempDir()
}

// sweepAfter removes the folder once the process has ended. The script is our child in a group of its own, with no input or
// output, so nobody waits for it.
func sweepAfter(pid int, dir string) error {
	if filepath.Dir(dir) == dir || dir == "" {
		return fmt.Errorf("refusing to remove %q", dir)
	}
	cmd := exec.Command("/bin/sh", "-c", `while kill -0 "$1" 2>/dev/null && [ -e "$2/data/postmaster.pid" ]; do sleep 0.2; done; rm -rf -- "$2"`,
		"sh", strconv.Itoa(pid), dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // so that it does not stay a zombie while we live
	return nil
}
