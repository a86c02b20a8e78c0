# Everything this project does, as targets. `make` alone lists them.
#
# `make run` and `make test` need Go and make, and set up the rest themselves:
# generated code, the page's WebAssembly module, and for the tests a C compiler
# (the race detector), Node.js and Chromium, which are installed from Debian when
# root may do so and asked for by name otherwise.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

ADDR ?= localhost:8080
BASE_URL ?= http://localhost:8080
FUZZTIME ?= 30s
PKG ?= ./...

GOROOT := $(shell go env GOROOT)
# The revision is stamped into the binary where git can tell it.
GOFLAGS_BUILD := -trimpath -buildvcs=$(shell git rev-parse --short HEAD >/dev/null 2>&1 && echo auto || echo false)
WASM_FLAGS := -trimpath -buildvcs=false -ldflags='-s -w' -gcflags=all=-l
WASM_ENV := GOOS=js GOARCH=wasm
GOVULNCHECK := go tool -modfile=.ci/tools/govulncheck/go.mod govulncheck

PURE := ./internal/tracknum ./internal/timeline ./wasm/...
TEMPL_SRC := $(wildcard templates/*.templ)
GO_SRC := $(shell find cmd internal templates content static wasm -name '*.go' ! -name '*_test.go')
WASM_SRC := $(filter wasm/% internal/tracknum/% internal/timeline/%,$(GO_SRC)) go.mod go.sum
EMBEDDED := $(shell find content static -type f ! -name '*.go' ! -path 'static/gen/*') $(wildcard internal/adapter/*/testdata/*.*)
WASM := static/gen/waybill.wasm static/gen/parcels.wasm
WASM_EXEC_JS := static/gen/wasm_exec.js
BENCH := .ci/bench/identify

##@ Use

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } \
	/^##@ / { printf "\n%s\n", substr($$0, 5) } \
	/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: bin/waybill ## build the site, serve it with the proxy on http://localhost:8080, reload on change
	bin/waybill serve -addr $(ADDR) -content content -static static

.PHONY: build
build: bin/waybill ## leave bin/waybill and the finished site in public/
	bin/waybill build -content content -static static -out public -base-url $(BASE_URL)

##@ Prove

.PHONY: test
test: ## everything: check, tests with the race detector, a shared store, the module under Node.js, its size, the page in Chromium
	@.ci/need build-essential gcc >/dev/null
	@.ci/need nodejs node >/dev/null
	@.ci/chromium >/dev/null
	$(MAKE) --no-print-directory check
	$(MAKE) --no-print-directory build
	go test -race -timeout 25m ./...
	$(MAKE) --no-print-directory test-redis test-wasm size test-browser

.PHONY: test-redis
test-redis: ## proxies that share a real redis-server, which dies and comes back
	REDIS_SERVER="$$(.ci/need redis-server redis-server valkey-server)" go test -race -tags redis -count=1 -run 'Share|Store' ./internal/proxy

.PHONY: test-wasm
test-wasm: ## the pure packages and the page's module, compiled to WebAssembly, under Node.js
	@.ci/need nodejs node >/dev/null
	$(WASM_ENV) go test -tags compiler -exec='$(CURDIR)/.ci/wasm-exec' $(PURE)

.PHONY: test-browser
test-browser: bin/waybill ## the real page in Chromium
	CHROMIUM="$$(.ci/chromium)" go test -tags browser -run '^TestBrowser' -timeout 10m ./cmd/waybill

.PHONY: size
size: $(WASM) ## weigh the page's modules against their limits
	go test -tags size -count=1 -run '^TestSize$$' -v ./internal/archtest

.PHONY: check
check: ## gofmt, vet, staticcheck, generated code and go.mod in step, the content sound
	.ci/check

.PHONY: lint
lint: ## vet and staticcheck alone
	.ci/check lint

.PHONY: audit
audit: bin/waybill ## Nu checker, axe and Lighthouse on the finished pages (slow, needs Node.js, Java, Chromium)
	.ci/audit/run

.PHONY: vuln
vuln: ## known vulnerabilities in what we depend on (needs the network)
	@.ci/vuln $(GOVULNCHECK) $(PKG)

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (30s)
	.ci/fuzz $(FUZZTIME)

.PHONY: bench
bench: ## every benchmark
	go test -run '^$$' -bench . -benchmem $(PKG)

.PHONY: bench-identify
bench-identify: $(BENCH)/node_modules/.package-lock.json ## numbers a second: recognition native, as WebAssembly under Node.js, and an npm package's
	@.ci/need nodejs node >/dev/null
	go build -o bin/bench/native ./$(BENCH)/engine
	$(WASM_ENV) go build $(WASM_FLAGS) -o bin/bench/page.wasm ./$(BENCH)/engine
	$(WASM_ENV) go build -o bin/bench/default.wasm ./$(BENCH)/engine
	go run ./$(BENCH) bin/bench

.PHONY: bench-proxy
bench-proxy: bin/waybill ## requests a second: the proxy, nginx and Caddy side by side (a few minutes; needs nginx and wrk, builds Caddy)
	go build -modfile=.ci/bench/proxy/caddy/go.mod -o bin/bench/caddy github.com/caddyserver/caddy/v2/cmd/caddy
	wrk="$$(.ci/need wrk wrk)"; nginx="$$(PATH="$$PATH:/usr/sbin" .ci/need nginx-light nginx)"; \
	go run ./.ci/bench/proxy bin/waybill "$$nginx" bin/bench/caddy "$$wrk"

.PHONY: bench-build
bench-build: bin/waybill ## 300, 3,000 and 30,000 carrier pages: waybill build and Hugo side by side (compiles Hugo; ten minutes, 4 GB in /dev/shm)
	go build -modfile=.ci/bench/build/hugo/go.mod -o bin/bench/hugo github.com/gohugoio/hugo
	go run ./.ci/bench/build bin/waybill bin/bench/hugo

.PHONY: bench-page
bench-page: bin/waybill ## how long the page lets a person wait, in Chromium at a quarter of this machine's speed
	CHROMIUM="$$(.ci/chromium)" go test -tags browser -count=1 -run '^TestSpeedOfThePage$$' -v ./cmd/waybill | grep -E 'limit|FAIL|ok'

##@ Change

.PHONY: fmt
fmt: ## gofmt and templ fmt
	gofmt -w .ci cmd content internal static templates wasm
	go tool templ fmt templates

.PHONY: generate
generate: bin/.templ ## templ components to Go

.PHONY: wasm
wasm: $(WASM) $(WASM_EXEC_JS) ## the page's WebAssembly modules and the toolchain's loader for them

.PHONY: golden
golden: ## rewrite the golden files; read the diff before you commit it
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' cmd internal templates wasm | xargs -n1 dirname | sort -u | sed 's|^|./|') -update

.PHONY: tidy
tidy: ## go.mod and go.sum in step with the imports
	go mod tidy

.PHONY: clean
clean: ## remove what was built
	rm -rf bin $(WASM) $(WASM_EXEC_JS) .ci/audit/node_modules $(BENCH)/node_modules
	find public -mindepth 1 ! -name .gitignore -delete

# Files, so that nothing is made twice.

bin/.templ: $(TEMPL_SRC) go.mod
	@mkdir -p bin
	go tool templ generate
	@touch $@

static/gen/waybill.wasm: $(filter-out wasm/parcels/%,$(WASM_SRC))
	$(WASM_ENV) go build $(WASM_FLAGS) -o $@ ./wasm

static/gen/parcels.wasm: $(WASM_SRC)
	$(WASM_ENV) go build $(WASM_FLAGS) -o $@ ./wasm/parcels

# Locked versions, no install scripts.
$(BENCH)/node_modules/.package-lock.json: $(BENCH)/package-lock.json
	@.ci/need npm npm >/dev/null
	cd $(BENCH) && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# The loader belongs to the toolchain that built the module: copied, never kept.
$(WASM_EXEC_JS): $(GOROOT)/lib/wasm/wasm_exec.js
	cp $< $@

bin/waybill: bin/.templ $(GO_SRC) $(EMBEDDED) $(WASM) $(WASM_EXEC_JS) go.mod go.sum
	go build $(GOFLAGS_BUILD) -o $@ ./cmd/waybill
