// Package devpg finds PostgreSQL on this machine and runs a private server of it, for demo and for tests: reached through a
// unix socket only, ended with the process that started it, even when that is killed. It never deletes a data folder that it
// was given, and it never touches a server that others run. It imports nothing of ours and is never used in production.
package devpg
