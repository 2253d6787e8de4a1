package devpg

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// PostgreSQL refuses to run as root, so a root user's server runs as postgres, or as nobody where that user does not exist.
var dropTo = [...]string{"postgres", "nobody"}

// account is who the server runs as; nil is «the same as we are».
type account struct {
	name     string
	uid, gid uint32
}

// serverAccount decides who the server runs as.
func serverAccount() (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range dropTo {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &account{name: name, uid: uint32(uid), gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL refuses to run as root, and neither the user postgres nor nobody exists")
}

// attr is how a child process becomes that user.
func (a *account) attr() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true} // its own group: Ctrl-C reaches us alone, and we stop it in order
	if a != nil {
		attr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	return attr
}

// makeDir makes a folder that only the server's user can open. One that exists must already be theirs: others may write in
// /tmp too.
func (a *account) makeDir(dir string) error {
	uid := uint32(os.Geteuid())
	err := os.Mkdir(dir, 0o700)
	switch {
	case err == nil && a != nil:
		return os.Chown(dir, int(a.uid), int(a.gid))
	case err == nil:
		return nil
	case !errors.Is(err, os.ErrExist):
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if a != nil {
		uid = a.uid
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !info.IsDir() || !ok || stat.Uid != uid {
		return fmt.Errorf("%s exists and belongs to someone else", dir)
	}
	return os.Chmod(dir, 0o700)
}

// Usable reports, as an error for people, why a private server can't keep its data under dir: when we are root the server is
// another user, and that user must be able to walk there (not into /root, for example). Folders that don't exist yet are ours
// to make.
func Usable(dir string) error {
	a, err := serverAccount()
	if err != nil || a == nil {
		return err
	}
	dir, err = filepath.Abs(dir)
	if err != nil {
		return err
	}
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !a.mayEnter(info) {
			return fmt.Errorf("PostgreSQL runs as the user %s when we are root, and that user may not open %s: choose a data folder elsewhere", a.name, at)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if at == filepath.Dir(at) {
			return nil
		}
	}
}

func (a *account) mayEnter(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return true
	case stat.Uid == a.uid:
		return info.Mode()&0o100 != 0
	case stat.Gid == a.gid:
		return info.Mode()&0o010 != 0
	}
	return info.Mode()&0o001 != 0
}
