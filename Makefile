# The two commands a newcomer needs are `make app` and `make test`; `make help` lists the others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help install install-test app demo test check texts dictionary lock benchmark clean

help: ## List what can be asked for
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Maillage needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

install: $(VENV)/.installed ## Install what the program needs, in its own virtual environment
install-test: $(VENV)/.installed-test ## Install what the tests need beside it

app: install ## Open the app, on the demonstration city when nothing else is built
	$(BIN)/maillage app

demo: install ## Write and build the demonstration city
	$(BIN)/maillage demo

test: install-test ## Run all checks and tests, in a real browser where one can be had
	@sh tests/install_browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile $(PYTEST_ARGS)

check: install-test ## Lint, formatting and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

texts: install ## Collect the texts of the interface into the catalogues of fr, nl and en
	$(BIN)/python -m words

dictionary: install ## Write the data dictionary and the settings again from their declarations, and the defaults pages name
	$(BIN)/python -m layers
	$(BIN)/python -m config

benchmark: install-test ## Measure the speed and write docs/performance.md
	$(BIN)/python -m benchmarks

lock: $(VENV)/.created ## Pin every package again, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --extra build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --extra build --extra test -o requirements-test.lock pyproject.toml

clean: ## Remove the virtual environment and everything that is built
	rm -rf $(VENV) static/*.geojson static/*.js static/*.css static/*.woff2 build dist *.egg-info
