package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"dialogmote/internal/config"
)

// healthy asks the site on this machine whether it can be used, for a container's health check: the image has no other program.
func healthy(ctx context.Context, p process) error {
	if err := p.noArguments("healthy"); err != nil {
		return err
	}
	c, err := config.Parse(p.environ, config.Serving)
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fmt.Errorf("ADDR: %w", err)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", response.Status)
	}
	return nil
}
