# make site    sets everything up and builds build/site
# make serve   shows it on this machine
# make test    sets everything up and runs every check and test, the browser's included
# make bench   measures speed and memory
# make lock    writes the locked versions anew (needs uv)

.PHONY: site serve test check bench lock clean

PYTHON ?= python3
BIN := .venv/bin

site: .venv/.site-ready
	$(BIN)/parindex build --output build/site

serve: site
	$(BIN)/parindex serve --output build/site

test: .venv/.test-ready
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/run-tests

bench: .venv/.test-ready
	$(BIN)/python benchmarks/bench.py $(BENCH)

.venv/.site-ready: requirements/site.txt pyproject.toml tools/make-venv
	PYTHON="$(PYTHON)" tools/make-venv requirements/site.txt
	touch $@

.venv/.test-ready: .venv/.site-ready requirements/dev.txt tools/install-chromium tools/install-libreoffice
	PYTHON="$(PYTHON)" tools/make-venv requirements/dev.txt
	tools/install-chromium
	tools/install-libreoffice
	touch $@

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra checkout -o requirements/site.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra checkout --extra evidence -o requirements/evidence.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra checkout --extra evidence --extra dev -o requirements/dev.txt pyproject.toml

clean:
	rm -rf build .cache .venv
