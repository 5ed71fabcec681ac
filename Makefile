# The two commands a newcomer needs are `make app` and `make test`; `make help` lists the others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
# Progress is shown: the first time takes minutes, and silence looks like a fault.
PIP := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar on
# What is quick to test: no browser, no search for a programme or a roster, no whole city, no QGIS or PostGIS.
QUICK := tests/geo tests/config tests/words tests/exports tests/ui tests/test_architecture.py tests/test_packaging.py \
	--ignore tests/geo/programme --ignore tests/geo/roster --ignore tests/geo/audit --ignore tests/ui/programme \
	--ignore tests/exports/test_programme_files.py --hypothesis-profile quick -m "not (slow or browser or real)"
# Tests start a hundred Pythons: what one has compiled, the others read, even where the machine is told to keep nothing.
test quick: export PYTHONDONTWRITEBYTECODE :=
.PHONY: help install install-test app demo test quick thorough check texts dictionary lock benchmark screenshots clean

help: ## List what can be asked for
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Maillage needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock pyproject.toml
	@echo "Installing what Maillage needs, some 90 packages: two minutes or more the first time"
	$(PIP) --require-hashes -r requirements.lock
	@echo "Installing Maillage itself: a few seconds"
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.lock
	@echo "Installing what the tests need beside it: a minute the first time"
	$(PIP) --require-hashes -r requirements-test.lock
	@touch $@

install: $(VENV)/.installed ## Install what the program needs, in its own virtual environment
install-test: $(VENV)/.installed-test ## Install what the tests need beside it

app: install ## Open the app, on the demonstration city when nothing else is built; make app PORT=8600
	$(BIN)/maillage app $(if $(PORT),--port $(PORT))

demo: install ## Write and build the demonstration city
	$(BIN)/maillage demo

test: check ## Run all checks and tests, in a real browser where one can be had
	@sh tests/install_browser.sh
	$(BIN)/pytest -n 2 --dist worksteal $(PYTEST_ARGS)

quick: install-test ## Run in a minute what needs no browser, no search and no whole city
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -n 2 --dist worksteal $(QUICK) $(PYTEST_ARGS)

thorough: ## Run all checks and tests with every law tried on several times as many examples
	@$(MAKE) test PYTEST_ARGS="--hypothesis-profile thorough $(PYTEST_ARGS)"

check: install-test ## Lint, formatting and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

texts: install ## Collect the texts of the interface into the catalogues of fr, nl and en
	$(BIN)/python -m words

dictionary: install ## Write the data dictionary, the exported columns and the settings again from their declarations
	$(BIN)/python -m layers
	$(BIN)/python -m exports
	$(BIN)/python -m config

benchmark: install-test ## Measure the speed and write docs/performance.md
	$(BIN)/python -m benchmarks

screenshots: install-test ## Write every view as a picture into docs/screenshots
	@sh tests/install_browser.sh
	$(BIN)/python -m benchmarks.screenshots

lock: $(VENV)/.created ## Pin every package again, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --extra build --extra dossier -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --extra build --extra test -o requirements-test.lock pyproject.toml

clean: ## Remove the virtual environment and everything that is built
	rm -rf $(VENV) static/*.geojson static/*.js static/*.css static/*.woff2 build dist *.egg-info
