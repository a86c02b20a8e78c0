package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// server is one of those that are compared. command writes what configuration it needs
// into a folder and returns the program, its arguments and its environment.
type server struct {
	name    string
	command func(dir, addr string) (program string, args, env []string)
}

// start starts the server with an empty cache and waits until it answers.
func (s server) start(ctx context.Context, dir string) (base string, stop func(), err error) {
	own, err := os.MkdirTemp(dir, s.name+"-")
	if err != nil {
		return "", nil, err
	}
	addr, err := freePort()
	if err != nil {
		return "", nil, err
	}
	program, args, env := s.command(own, addr)
	log, err := os.Create(filepath.Join(own, "log"))
	if err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // interrupted, which some call an error
		_ = log.Close()
	}
	base = "http://" + addr
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, err = fetch(base + "/v1/track/" + number(keys)); err == nil {
			return base, stop, nil
		}
	}
	stop()
	said, _ := os.ReadFile(log.Name())
	return "", nil, fmt.Errorf("it does not answer: %w\n%s", err, said)
}

func waybillCommand(program, _, addr string, up *upstream) (string, []string, []string) {
	return program, []string{"proxy", "-addr", addr, "-config", os.DevNull}, []string{
		"WAYBILL_PROXY_CLIENT_RATE=0",
		"WAYBILL_PROXY_ADAPTERS_CAINIAO_RATE=-1",
		"WAYBILL_PROXY_ADAPTERS_CAINIAO_BASE_URL=" + up.server.URL,
		"WAYBILL_PROXY_LOG_LEVEL=warn",
	}
}

func nginxCommand(program, dir, addr string, up *upstream) (string, []string, []string) {
	conf := filepath.Join(dir, "nginx.conf")
	owner := ""
	if os.Geteuid() == 0 {
		owner = "user root; " // its workers must reach the cache in our folder
	}
	text := owner + fmt.Sprintf(`daemon off; master_process on; worker_processes auto; pid %[1]s/pid; error_log %[1]s/error.log warn;
events { worker_connections 4096; }
http {
  access_log off; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  proxy_cache_path %[1]s/cache levels=1:2 keys_zone=answers:32m max_size=256m inactive=1h use_temp_path=off;
  upstream carrier { server %[3]s; keepalive 64; }
  server {
    listen %[2]s reuseport backlog=4096;
    location / {
      proxy_pass http://carrier; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_cache answers; proxy_cache_valid 200 5m; proxy_cache_lock on;
    }
  }
}
`, dir, addr, up.server.Listener.Addr())
	write(conf, text)
	return program, []string{"-p", dir, "-c", conf, "-e", filepath.Join(dir, "error.log")}, nil
}

func caddyCommand(program, dir, addr string, up *upstream) (string, []string, []string) {
	conf := filepath.Join(dir, "Caddyfile")
	write(conf, fmt.Sprintf(`{
	admin off
	auto_https off
	persist_config off
	log default {
		output discard
	}
}
http://%s {
	reverse_proxy %s {
		transport http {
			keepalive_idle_conns_per_host 256
		}
	}
}
`, addr, up.server.Listener.Addr()))
	return program, []string{"run", "--config", conf, "--adapter", "caddyfile"}, []string{"HOME=" + dir, "XDG_DATA_HOME=" + dir, "XDG_CONFIG_HOME=" + dir}
}

// write writes a configuration; the server that then does not start says why.
func write(name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "bench-proxy:", err)
	}
}
