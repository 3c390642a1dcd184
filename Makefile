# The few commands of this project. `make` alone lists them.
PYTHON ?= python3
EXTRAS ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help install serve test check index evals bench docs clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

install: .venv/.base ## set up .venv with the base (EXTRAS=sentence-transformers,… adds extras)

serve: install ## set up, build the index, open the chat page on 127.0.0.1:7860
	$(BIN)/summitbot index && $(BIN)/summitbot serve --open

test: .venv/.test ## set up, run the tests
	$(BIN)/python -m pytest

check: .venv/.test ## lint, format and types
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

index: install ## build the index or bring it up to date
	$(BIN)/summitbot index

evals: install ## ask and score every evaluation case
	$(BIN)/summitbot eval

bench: .venv/.test ## measure speed and size against the naive stack (needs EXTRAS=sentence-transformers once)
	$(BIN)/python benchmarks/run.py

docs: .venv/.test ## write the generated pages of docs/
	$(BIN)/python scripts/write_docs.py

clean: ## remove what was built (.venv, index, results)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis evals/results index/gen-* index/current index/summitbot-index index/.lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "summitbot needs Python 3.11 or newer: make serve PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "Python's venv is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.base: .venv/bin/python pyproject.toml constraints.txt $(if $(EXTRAS),.venv/.extras-$(EXTRAS))
	@echo "Installing summitbot into .venv (about a minute the first time)"
	@$(PIP) -e . && touch $@

.venv/.test: .venv/bin/python pyproject.toml constraints.txt $(if $(EXTRAS),.venv/.extras-$(EXTRAS))
	@echo "Installing summitbot and its test tools into .venv (about a minute the first time)"
	@$(PIP) -e '.[test]' && touch .venv/.base $@

.venv/.extras-%: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing the extras $*"
	@$(PIP) -e '.[$*]' && touch $@
