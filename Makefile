# What a fresh clone needs: Python 3.11 or later, and make.
#
#   make demo    install into .venv and run the main job
#   make test    ruff, mypy --strict, the commands of the documentation, the slow tests, and all others
#   make long    the tests that take too long for every change: larger samples, more points
#   make lint    ruff and mypy alone
#   make docs    refresh the README's output and build the pages into docs/_build/html
#   make mutate  small faults in the source, drawn by seed: which does a test notice? (N=600 SEED=1 FIRST=600; continues)
#   make fuzz    random hostile inputs, ten minutes a target (TARGET=command SECONDS=600 SEED=1)
#   make coverage  lines and branches of the package that the tests run, and the errors that none of them raises
#   make properties  the property tests, with the number of their examples
#   make attack  random whole models on arrays, none of them unphysical (SEED=1 SETS=500, each of 2000)
#   make kills   runs killed at random moments and resumed to the same bytes (N=200 SEED=1 ENGINE=numpy JOBS=1)
#   make lowest  the tests with the lowest versions of all dependencies
#   make bench   speed, side by side with its parts; AGAINST=commit compares with that commit, installed for it
#   make clean   remove everything that make made
#
# PYTHON chooses the interpreter of a new .venv (make demo PYTHON=python3.13); make clean removes the old one.
# VENV chooses another folder.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
CANDIDATES := python3 python3.13 python3.12 python3.11 python3.14 python
PYTHON ?= $(or $(shell for each in $(CANDIDATES); do \
	$$each -c "$(RECENT)" 2>/dev/null && echo $$each && break; done),python3)

.PHONY: demo test long lint docs mutate fuzz coverage properties attack kills lowest bench clean
.DELETE_ON_ERROR:

demo: $(VENV)/.package
	$(BIN)/orbitcalc run google-1gw

# The tests start the program many times, which is compiled once for all of them.
test: export PYTHONDONTWRITEBYTECODE =
test: lint
	$(BIN)/python -m pytest -m pages --numprocesses auto
	$(BIN)/python -m pytest -m "slow and not long" --numprocesses auto --dist worksteal
	$(BIN)/python -m pytest -m "not pages and not slow and not long" --numprocesses auto --dist worksteal

long: $(VENV)/.test
	$(BIN)/python -m pytest -m long --numprocesses auto

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

docs: $(VENV)/.docs
	$(BIN)/python docs/generate.py --readme
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "open docs/_build/html/index.html"

mutate: $(VENV)/.test
	$(BIN)/python -m tests.mutation --mutants $(or $(N),600) --seed $(or $(SEED),1) --first $(or $(FIRST),600)

fuzz: $(VENV)/.test
	$(BIN)/python -m tests.fuzz $(or $(TARGET),all) $(or $(SECONDS),600) $(or $(SEED),1)

coverage: $(VENV)/.test
	$(BIN)/python -m coverage run -m pytest -m "not pages and not long"
	$(BIN)/python -m coverage json -q -o build/coverage.json
	$(BIN)/python -m tests.reached build/coverage.json

properties: $(VENV)/.test
	$(BIN)/python -m tests.properties

attack: $(VENV)/.test
	$(BIN)/python -m tests.attack $(or $(SEED),1) $(or $(SETS),500) 2000

kills: $(VENV)/.test
	$(BIN)/python -m tests.kills $(or $(N),200) $(or $(SEED),1) $(or $(ENGINE),numpy) $(or $(JOBS),1)

lowest: $(VENV)/.python
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(BIN)/python -m venv "$$folder" && \
		"$$folder/bin/python" -m pip --disable-pip-version-check install --quiet --constraint constraints-lowest.txt ".[test]" && \
		"$$folder/bin/python" -m pytest -m "not pages and not long" --numprocesses auto --dist loadfile

bench: $(VENV)/.package
	$(BIN)/python -m $(if $(AGAINST),benchmarks.against $(AGAINST),benchmarks.run)

clean:
	rm -rf $(VENV) build dist docs/_build docs/generated .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is made once its packages are in place, and again when what they depend on has changed.
$(VENV)/.python: pyproject.toml constraints.txt
	@$(BIN)/python -c "$(RECENT)" 2>/dev/null || $(PYTHON) -c "$(RECENT)" || \
		{ echo "orbitcalc needs Python 3.11 or later: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/python -c "$(RECENT)" 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.package: $(VENV)/.python
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.package
	$(PIP) --editable ".[test]"
	@touch $@

$(VENV)/.docs: $(VENV)/.package
	$(PIP) --editable ".[docs]"
	@touch $@
