# `make serve` and `make test` set everything up in .venv; uv is pinned there, so that uv.lock means the same everywhere.
UV_VERSION := 0.13.9
BIN := .venv/bin
SYNC := UV_PYTHON_DOWNLOADS=never $(BIN)/uv sync --frozen --inexact --quiet
.PHONY: serve test lint bench screenshots

serve: .venv/.runtime
	$(BIN)/codiclust serve
test: .venv/.development
	$(BIN)/pytest
lint: .venv/.development
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports
bench: .venv/.development
	$(BIN)/python -m benchmarks
screenshots: .venv/.development
	$(BIN)/python -m tests.browser.screenshots screenshots

$(BIN)/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed as python3."; exit 1; }
	python3 -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
.venv/.runtime: pyproject.toml uv.lock | $(BIN)/uv
	$(SYNC) --no-dev && touch $@
.venv/.development: pyproject.toml uv.lock | $(BIN)/uv
	$(SYNC) && touch $@ .venv/.runtime
