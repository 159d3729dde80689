# `make run` talks with the bot, `make test` checks everything; both prepare a virtual environment of their own first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types tests knowledge lock bench clean

run: $(VENV)/.run
	@$(BIN)/thidua

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest
	$(BIN)/thidua knowledge check

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null || \
	  { echo 'Cần Python 3.11 trở lên / Python 3.11 or newer is needed: make run PYTHON=python3.11' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) </dev/null

# Locked with hashes; nothing is read from standard input, which belongs to `make run < questions.txt`.
$(VENV)/.run: requirements.lock pyproject.toml $(VENV)/bin/python
	@echo 'Chuẩn bị môi trường (chỉ lần đầu) / preparing (first time only) …' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock </dev/null >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . </dev/null >&2
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock </dev/null >&2
	@touch $@

# Renews both lock files from pyproject.toml; needs uv on the PATH.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --group build -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml --group build --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) var
