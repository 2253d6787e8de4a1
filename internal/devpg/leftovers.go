package devpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// hold takes the folder for this process, through a lock that the kernel lets go of when we end in any way.
func hold(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		file.Close()
		return nil, fmt.Errorf("another process is using %s: stop it first, or use another data folder", filepath.Dir(path))
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// clearLeftovers deals with what a killed process left: a server still on its way down is waited for (and told, should it not
// know), and a postmaster.pid whose process is gone, or is another program that got the same number, is removed. The caller
// holds the folder, so a server in it can't be anyone's.
func clearLeftovers(ctx context.Context, cluster string) error {
	path := filepath.Join(cluster, "postmaster.pid")
	limit := time.Now().Add(stopLimit)
	for signal := syscall.SIGINT; ; {
		pid, err := postmaster(path)
		if err != nil || pid == 0 {
			return err
		}
		if !isServerOf(pid, cluster) {
			if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
			return nil
		}
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("a PostgreSQL server (process %d) is left in %s and can't be stopped: %w", pid, cluster, err)
		}
		if time.Now().After(limit) {
			if signal == syscall.SIGQUIT {
				return fmt.Errorf("a PostgreSQL server (process %d) is left in %s and does not stop", pid, cluster)
			}
			signal, limit = syscall.SIGQUIT, time.Now().Add(stopLimit)
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// postmaster reads a process id from postmaster.pid; 0 when there is no such file.
func postmaster(path string) (int, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || pid <= 1 {
		return -1, nil // not a server we could signal; isServerOf says no
	}
	return pid, nil
}

// isServerOf reports whether the process lives and works in the data folder, which every postmaster does. Where the kernel
// does not tell, a living process is taken for one.
func isServerOf(pid int, cluster string) bool {
	if pid <= 1 || errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return false
	}
	if runtime.GOOS != "linux" {
		return true
	}
	cwd, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/cwd")
	if err != nil {
		return false // gone meanwhile, or another user's: ours would be readable
	}
	real, err := filepath.EvalSymlinks(cluster)
	return err == nil && cwd == real
}

// Free reports, as an error for people, that a running process holds the folder of a private server.
func Free(dir string) error {
	lock, err := hold(filepath.Join(dir, "in-use"))
	if err != nil {
		return err
	}
	return lock.Close()
}
