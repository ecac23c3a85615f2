# Two commands are enough: `make nightly` and `make test`. The rest is for those who work on it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SPARK := $(shell command -v java)

.PHONY: ready nightly test spark check dev docs bench faults mutations spend-score payee-score truth matching-model lock clean
.DEFAULT_GOAL := nightly

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Installing into $(VENV) (once; about a minute)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# What every notice passes through is built as native code, unless it is or cannot be.
ready: $(VENV)/.installed
	@$(BIN)/python -m ingest.native

# Spark needs Java; without it there is nothing to install.
$(VENV)/.spark: $(VENV)/.installed requirements-spark.lock
ifneq ($(SPARK),)
	@echo "Installing Spark (once)"
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --no-build-isolation -r requirements-spark.lock
endif
	touch $@

nightly: ready ## Run the whole night; AREA=areas/<place>.yml asks real publishers
	$(BIN)/goldenthread nightly $(if $(AREA),--area $(AREA)) $(if $(DAY),--day $(DAY))

test: ready ## Every test that needs no Spark; ends in pytest's summary line
	$(BIN)/pytest -n 2 --dist worksteal -m "not spark"

spark: ready $(VENV)/.spark ## Build on Spark and compare every published row; fails without Java
	GOLDENTHREAD_REQUIRE_SPARK=1 $(BIN)/pytest -m spark tests/integration

faults: ready ## Kill the night at twenty moments and look at what is left
	MOMENTS=20 $(BIN)/pytest tests/faults

mutations: ready ## Spoil ten thousand files; each is read, rejected or refused, to the penny
	MUTATIONS=10000 $(BIN)/pytest -n 2 tests/mutations

spend-score: ready ## Read every labelled real file; print each miss, then the score
	$(BIN)/python -m tests.spend_score

payee-score: ready ## How well payees are classed, on labelled real payees
	$(BIN)/python -m tests.payee_score

truth: ready ## How well suppliers are matched to companies, on cases people decided
	$(BIN)/python -m tests.match_score

matching-model: ready ## Fit the points of the matching anew, to the same cases
	$(BIN)/python -m tests.match_fit

check: ready ## Style, types, SQL, YAML, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict .
	$(BIN)/sqlfluff lint --processes 2 dbt_project
	$(BIN)/pytest -q tests/unit/test_architecture.py -k test_the_project_keeps_the_rule

dev: ready ## Dagster's pages at http://127.0.0.1:3000
	$(BIN)/goldenthread dev

docs: ready ## The documentation, into site/
	$(BIN)/python -m docs.generate
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: ready ## Speeds beside baselines, as ratios within one run
	$(BIN)/python -m benchmarks

lock: ready ## Resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --python-version 3.11 --extra dev --generate-hashes --no-strip-extras --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --python-version 3.11 --extra dev --extra spark --generate-hashes --no-strip-extras --no-header -q -c requirements.lock -o requirements-spark.lock

clean: ## Remove the environment, never the data
	rm -rf $(VENV)
