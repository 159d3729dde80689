# `make run` talks with the bot, `make test` checks everything; both prepare a virtual environment of their own first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint types imports tests knowledge bench lock clean

run: $(VENV)/.run
	@$(BIN)/python -m bot

# Quick checks first; each can be run by itself, as in `make lint`.
test: lint types imports tests knowledge

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

tests: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The tests keep the shipped knowledge compiled in the folder named here; without it, it is compiled for the check.
knowledge: $(VENV)/.dev
	DATA_DIR=.pytest_cache/d/shipped $(BIN)/python -m bot knowledge check
	$(BIN)/python -m bot knowledge format --check

# Prints figures; on a busy machine they are worse than they are, so no test looks at them.
bench: $(VENV)/.run
	@for benchmark in tests/benchmarks/*.py; do echo "== $$benchmark"; $(BIN)/python $$benchmark || exit 1; done

# Nothing is read from standard input, which belongs to `make run < questions.txt`. A stamp of its own, because a
# virtual environment that could not be finished has a python already.
$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || \
	  { echo 'Chưa có Python / there is no Python: $(PYTHON)' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null || \
	  { echo 'Cần Python 3.11 trở lên / Python 3.11 or newer is needed: make run PYTHON=python3.11' >&2; exit 2; }
	@$(PYTHON) -c 'import venv; from ensurepip import version' </dev/null 2>/dev/null || \
	  { echo 'Python này thiếu venv; trên Debian hay Ubuntu: sudo apt install python3-venv, rồi chạy lại.' >&2; \
	    echo 'This Python lacks venv; on Debian or Ubuntu: sudo apt install python3-venv, then try again.' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) </dev/null
	@touch $@

# Locked with hashes.
$(VENV)/.run: requirements.lock pyproject.toml $(VENV)/.made
	@echo 'Chuẩn bị môi trường, chỉ lần đầu hoặc sau khi nâng cấp / preparing, the first time or after an upgrade …' >&2
	@$(PIP) --require-hashes -r requirements.lock </dev/null >&2
	@$(PIP) --no-deps --no-build-isolation -e . </dev/null >&2
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo 'Chuẩn bị công cụ kiểm thử / preparing the tools of the tests …' >&2
	@$(PIP) --require-hashes -r requirements-dev.lock </dev/null >&2
	@touch $@

# Renews both lock files from pyproject.toml; needs uv on the PATH.
UV_LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
lock:
	$(UV_LOCK) pyproject.toml --group build -o requirements.lock
	$(UV_LOCK) pyproject.toml --group build --group dev -o requirements-dev.lock

# Only what is made anew by itself: the bot's data in `var` stays.
clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
