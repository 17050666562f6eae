# One line of help per target: `make` or `make help` prints them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := flows screening expectations templates tests docs
LOCK_OPTIONS := --quiet --no-header --generate-hashes --no-emit-index-url --no-annotate --python-version 3.11
# Tests on several cores: a file stays in one piece, and those with whole runs begin.
SHARED := -n auto --maxprocesses 4 --no-loadscope-reorder --dist
# Debian packages: letters want Noto fonts; tests look at pages, letters and workbooks.
FONTS := fonts-noto-core
VIEWERS := chromium poppler-utils libreoffice-calc

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long fuzz check fix bench docs golden lock clean

help: ## print this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

# uv where it can be had, pip otherwise: both install exactly the lock.
define install
	@echo "Installing $(1)"
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); fi
	@if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; fi
endef

# Debian packages where we may install them, else one line that says how.
define debian
	@missing=""; for package in $(1); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing$$missing"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else echo "Please install$$missing: sudo apt-get install$$missing"; fi; fi
endef

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.runtime

setup: $(VENV)/.dev ## make .venv with everything for development, and the Debian packages
	$(call debian,$(FONTS) $(VIEWERS))

demo: $(VENV)/.runtime ## build a made-up district and run one whole screening window
	$(call debian,$(FONTS))
	$(BIN)/screening demo

test: setup ## run every test but the long ones
	$(BIN)/pytest -m "not long" $(SHARED) loadfile

test-long: setup ## run the long fuzz and kill tests
	$(BIN)/pytest -m long $(SHARED) load

fuzz: setup ## damage thousands of exports: nothing is read wrongly in silence
	$(BIN)/pytest tests/fuzz -m long

check: setup ## format, lint, types, SQL style, contract tests; one to three minutes
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/sqlfluff lint -p 2 screening/scoring/sql
	$(BIN)/pytest tests/contract

fix: setup ## format and mend what can be mended by itself
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/sqlfluff fix screening/scoring/sql

bench: setup ## measure speed and memory, printed as ratios
	$(BIN)/python tests/bench/bench_scoring.py
	$(BIN)/python tests/bench/bench_library.py
	$(BIN)/python tests/bench/bench_intake.py
	$(BIN)/python tests/bench/bench_safety.py
	$(BIN)/python tests/bench/bench_run.py
	$(BIN)/python tests/bench/bench_help.py

docs: setup ## write the pages of instruments, problems, supports and survey tools anew
	$(BIN)/python docs/instrument_pages.py
	$(BIN)/python docs/problem_page.py
	$(BIN)/python docs/supports_page.py
	$(BIN)/python docs/survey_tool_page.py

golden: setup ## rewrite the golden files; read the diff before you commit it
	SCREENING_GOLDEN=write $(BIN)/pytest tests/golden tests/letters

lock: $(VENV)/bin/python ## compile the locks from pyproject.toml
	$(BIN)/uv pip compile $(LOCK_OPTIONS) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK_OPTIONS) --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove what was made: .venv, caches, the demo's district
	rm -rf $(VENV) demo-district .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build dist
