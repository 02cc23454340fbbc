# `make demo` and `make test` need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check bench bench-notices bench-names bench-resolution bench-screening bench-load bench-stream bench-load-rates bench-paths bench-view bench-api screenshots wheel clean

demo: $(VENV)/.installed
	$(BIN)/graphkit demo --out demo

test: $(VENV)/.developing
	$(BIN)/python -m tests.run

check: $(VENV)/.developing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.developing
	$(BIN)/python -c "from tests.run import main; raise SystemExit(main(['tests.benchmarks']))"

bench-load-rates: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.rates

bench-notices: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.notices

bench-names: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.names

bench-resolution: $(VENV)/.developing
	$(BIN)/pip install --quiet --group bench
	$(BIN)/python -m tests.benchmarks.resolution

bench-screening: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.screening

bench-load: $(VENV)/.developing
	-$(BIN)/pip install --quiet --group ftm # needs a compiler and ICU; measured where it is there
	$(BIN)/python -m tests.benchmarks.loading

bench-stream: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.streaming

bench-paths: $(VENV)/.developing
	$(BIN)/python -c "from tests.run import main; raise SystemExit(main(['tests.benchmarks.paths']))"

bench-view: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.view

bench-api: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks.explorer

screenshots: $(VENV)/.developing
	$(BIN)/python -m tests.browser.screenshots

wheel: $(VENV)/.developing
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/pip install --quiet --group dev
	touch $@

clean:
	rm -rf $(VENV) build dist demo *.egg-info
