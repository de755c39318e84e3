# `make` alone lists what there is. Each target sets up what it needs; a second time costs nothing.

PORT ?= 8000
JOBS ?= 2
# Files that the software writes; the settings read the same variable.
DATA := $(or $(ALONGSIDE_DATA),var)
BIN := .venv/bin
# Whoever has no tests left takes half of the other's: one that is long holds up nobody.
PYTEST := $(BIN)/pytest -n $(JOBS) --dist worksteal
ROUND := ../shared/data/pabulib

# The oldest Python that will do comes first: what works there works on the newer ones.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
TRANSLATIONS := $(patsubst %.po,%.mo,$(shell find alongside -name '*.po'))
STATIC := $(shell find alongside -path '*/static/*' -type f)
MIGRATIONS := $(shell find alongside -path '*/migrations/0*.py')

.DEFAULT_GOAL := help
.PHONY: help setup runtime run test test-fast test-postgres test-all check pages screenshots benchmark oracle api-fuzz docs lock browser clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: runtime .venv/.dev ## Set up everything for running, testing and changing Alongside

runtime: .venv/.runtime .venv/.package $(TRANSLATIONS) $(DATA)/static/.collected $(DATA)/.migrated

run: runtime ## Serve the demonstration town at http://localhost:8000 (PORT=8000)
	@$(BIN)/alongside serve --demo --port $(PORT)

test: test-postgres test-all ## Run every test: what uses a database on PostgreSQL, then everything on SQLite

test-postgres: setup ## Run the tests that use a database on a PostgreSQL of their own
	$(BIN)/python -m scripts.with_postgres $(PYTEST) -q -m "database and not browser"

test-all: setup browser ## Run every test on SQLite but the judging of all pages, which is `make pages`
	$(PYTEST) --ignore=tests/pages

test-fast: setup ## Run the tests that take no browser and little time
	$(PYTEST) -q -m "not browser and not slow"

check: setup ## Check style, types, layers, migrations and the house limits
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy alongside scripts
	$(BIN)/lint-imports
	$(BIN)/alongside makemigrations --check --dry-run
	ALONGSIDE_HTTPS=1 $(BIN)/alongside check --deploy --fail-level WARNING
	$(BIN)/python -m scripts.figures

pages: setup browser ## Judge every page: accessibility, HTML, queries, weight
	@$(BIN)/pytest tests/pages; code=$$?; $(BIN)/python -m tests.pages.table && exit $$code

screenshots: setup browser ## Picture the demonstration town, wide and narrow, light and dark, into docs/pictures
	$(BIN)/python -m scripts.with_town $(BIN)/python -m scripts.screenshots docs/pictures

benchmark: setup ## Measure speed and scale against peers, each as a ratio
	@set -e; for file in $(wildcard benchmarks/[a-z]*.py); do echo "== $$file"; $(BIN)/python $$file; done

oracle: setup .venv-oracle/.made ## Count published elections again with another library, and compare
	.venv-oracle/bin/python tests/oracle/peer.py $(ROUND) $(DATA)/oracle
	$(BIN)/python -m tests.oracle.compare $(ROUND) $(DATA)/oracle
	$(BIN)/python tests/oracle/compare.py $(ROUND) $(DATA)/oracle

api-fuzz: setup ## Attack the JSON API of a demonstration town with made-up requests
	$(BIN)/python -m scripts.with_town scripts/fuzz-api

docs: setup ## Write docs/reference from the code
	$(BIN)/python -m scripts.reference docs/reference
	$(BIN)/alongside permissions docs/reference/permissions.md

lock: ## Choose the newest allowed version of every requirement (needs uv)
	scripts/lock

browser: .venv/.dev
	@scripts/provide browser || true

clean: ## Remove what was built; the data in var/ stays
	rm -rf .venv .venv-oracle build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .import_linter_cache $(DATA)/static
	find alongside -name '*.mo' -delete

.venv/.made:
	@test -n "$(PYTHON)" || { echo "Alongside needs Python 3.11 or newer: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	scripts/provide venv $(PYTHON)
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: .venv/.made requirements/runtime.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@scripts/provide pango || true
	@touch $@

.venv/.package: .venv/.runtime pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/.dev: .venv/.package requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv-oracle/.made: requirements/oracle.txt
	$(PYTHON) -m venv .venv-oracle
	.venv-oracle/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/oracle.txt
	@touch $@

%.mo: %.po .venv/.runtime
	$(BIN)/python -m scripts.compile_translation $< $@

$(DATA)/static/.collected: $(STATIC) .venv/.package
	$(BIN)/alongside collectstatic --noinput --clear --verbosity 0
	@touch $@

$(DATA)/.migrated: $(MIGRATIONS) .venv/.package
	$(BIN)/alongside migrate --verbosity 0
	@touch $@
