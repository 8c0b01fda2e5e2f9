# Dure: `make run` serves it, `make test` tests it. Both set up what they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?=
ARGS ?=
# Tests wait a quarter of their time, so there are more processes than cores; WORKERS=0 runs them in one, as pdb needs it.
WORKERS ?= $(shell echo $$(( $$(nproc) + 2 )))
PYTEST = -m pytest --numprocesses $(WORKERS) --dist loadscope
OLD ?= af24963
CONFIG ?=
# A folder below which `make service` installs, as for a package; then it starts nothing.
DESTDIR ?=
# Where a backup is, for backup-daily its folder; without one, new ones go into .data/backups.
FILE ?=
# 1 for what signs in by LDAP.
LDAP ?=
# A folder of wheels, from `make wheels`: then nothing is asked of a package index.
WHEELS ?=
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	$(if $(WHEELS),--no-index --find-links "$(WHEELS)")
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
export PORT CONFIG
MAKEFLAGS += --no-print-directory

.PHONY: help run serve service doctor install wheels backup backup-daily restore upgrade upgrade-postgres test coverage lint format bench bench-exam bench-files bench-growth bench-load bench-reports bench-search screenshots bundle \
	lock sbom audit messages prove prove-tables prove-upgrade prove-backup prove-kills prove-cluster python
.DEFAULT_GOAL := help

help:
	@echo "make run           serve on http://127.0.0.1:8000 (PORT= for another)"
	@echo "make serve         serve for a group: asks for the address, speaks TLS, makes no demo"
	@echo "make service       install it as a service of systemd (DESTDIR= below a folder)"
	@echo "make doctor        say what is wrong with this installation, and what mends it"
	@echo "make install       install what it needs in .venv (WHEELS= a folder, without a package index;"
	@echo "                   LDAP=1 for sign-in by a directory as well: it takes headers of OpenLDAP)"
	@echo "make wheels        fetch what it needs into wheels/, to carry to a machine without an index"
	@echo "make bundle        make one file that installs Dure where there is no network, into bundles/"
	@echo "make backup        write the whole installation into one file (FILE= where)"
	@echo "make backup-daily  add one to those of 7 days, 4 weeks and 6 months, for a timer"
	@echo "make restore FILE= put a backup back, and keep what is there in one of its own"
	@echo "make upgrade       bring everything up to the version that is here, after a backup"
	@echo "make upgrade-postgres  carry the embedded database over to a new major version of Postgres"
	@echo "make messages      compile the translations; needs nothing but the Babel in .venv"
	@echo "make test          run the tests (ARGS= for pytest, WORKERS=0 for one process)"
	@echo "make coverage      run the tests, and tell which lines and branches none of them takes"
	@echo "make format        put Python, templates, JavaScript and style sheets in the one style"
	@echo "make lint          check style, types, imports, templates, settings, migrations"
	@echo "make bench         report how fast pages come up on a slow machine"
	@echo "make bench-reports report how long the database takes for reports on 10,000 learners"
	@echo "make bench-load    report how many requests a second each page takes, beside what it cannot exceed"
	@echo "make bench-growth  report how learners' pages grow from a thousand to ten million answers"
	@echo "make bench-exam    report how soon two thousand are answered who take an exam at once"
	@echo "make bench-search  report what a search costs in a course of two hundred sections"
	@echo "make bench-files   report how soon and with how much memory bad files are refused"
	@echo "make sbom          write what an installation is made of into bills/ (CycloneDX), and docs/licences.md"
	@echo "make audit         ask whether a weakness of what it is made of is known, where that can be asked"
	@echo "make prove         the long proofs, outside CI: prove-tables, prove-upgrade (OLD= a commit),"
	@echo "                   prove-backup, audit, prove-kills (ARGS=\"--share 0.05\" for a twentieth of it),"
	@echo "                   prove-cluster (where Patroni, etcd and HAProxy are installed)"
	@echo "make screenshots   make the pictures of the README and the guides"
	@echo "make lock          renew requirements.txt and those for tests, proofs and LDAP"

run: $(VENV)/installed-run $(MESSAGES)
	@exec $(BIN)/python -m config.serve

# What it is told stands in .data/dure.env, or in the file CONFIG= names.
serve: $(VENV)/installed-run $(MESSAGES)
	@exec $(BIN)/python -m config.serve_group

service: $(VENV)/installed-run $(MESSAGES)
	@$(BIN)/python -m config.service $(if $(DESTDIR),--destdir "$(DESTDIR)")

doctor: $(VENV)/installed-run
	@$(BIN)/python manage.py doctor

install: $(VENV)/installed-run $(MESSAGES)
	@if test -n "$(LDAP)"; then echo "Installing what speaks with directories ..."; \
		$(PIP_INSTALL) -r requirements-ldap.txt; fi

wheels: $(VENV)/made
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: -r requirements.txt --dest wheels
	@echo "wheels/ holds them, for $$($(BIN)/python --version 2>&1) on $$(uname -sm) alone."

bundle: $(VENV)/installed-run
	@$(BIN)/python -m deploy.bundle.make bundles "$(WHEELS)"

backup: $(VENV)/installed-run
	@$(BIN)/python manage.py backup $(if $(FILE),"$(FILE)") $(ARGS)

backup-daily: $(VENV)/installed-run
	@$(BIN)/python manage.py backupdaily $(if $(FILE),"$(FILE)")

restore: $(VENV)/installed-run $(MESSAGES)
	@test -n "$(FILE)" || { echo "Name the backup: make restore FILE=.data/backups/…"; exit 1; }
	@$(BIN)/python manage.py restore "$(FILE)" $(ARGS)

upgrade: $(VENV)/installed-run $(MESSAGES)
	@$(BIN)/python manage.py upgrade

upgrade-postgres: $(VENV)/installed-run $(MESSAGES)
	@$(BIN)/python manage.py upgradepostgres

# Some hundred processes start: without this each compiles Django anew where the environment says so.
test coverage lint: export PYTHONDONTWRITEBYTECODE =

test: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python $(PYTEST) $(ARGS)

coverage: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/coverage erase
	@$(BIN)/coverage run $(PYTEST) $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

lint: $(VENV)/installed-dev $(MESSAGES)
	@bash .ci/lint

format: $(VENV)/installed-dev
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@templates() { git ls-files -z --cached --others --exclude-standard 'templates/*.html' | \
		xargs -0 $(BIN)/djade --target-version 5.2; }; \
		templates || templates # it fails where it changed something
	@$(BIN)/oxlint --quiet --fix static/js
	@$(BIN)/oxfmt static/js static/css

bench: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.page_speed

bench-load: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.load $(ARGS)

bench-growth: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.growth $(ARGS)

bench-exam: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.exam $(ARGS)

bench-reports: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.many_learners

bench-search: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.searching

bench-files: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.bad_files

prove: prove-tables prove-upgrade prove-backup audit sbom prove-kills prove-cluster

# Every cell of the large tables, ten thousand rows, thirty times the examples.
prove-tables: export FULL = 1
prove-tables: ARGS += -o faulthandler_timeout=7200
prove-tables: $(VENV)/installed-prove test

prove-upgrade: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.upgrade $(OLD) $(ARGS)

prove-backup: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.backup

prove-kills: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.kills $(ARGS)

prove-cluster: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m bench.cluster $(ARGS)

screenshots: $(VENV)/installed-dev $(MESSAGES)
	@$(BIN)/python -m pytest --quiet tests/browser/screenshots.py

lock: $(VENV)/installed-dev
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml --output-file requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml --group dev --constraint requirements.txt \
		--output-file requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml --group prove --constraint requirements-dev.txt \
		--output-file requirements-prove.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header pyproject.toml --extra ldap --constraint requirements.txt \
		--output-file requirements-ldap.txt

sbom: $(VENV)/installed-prove
	@$(BIN)/python -m deploy.supply.bill

audit: $(VENV)/installed-prove
	@$(BIN)/python -m deploy.supply.audit

messages: $(MESSAGES)

# What is installed is marked last, so that an interrupted installation is done again.
$(VENV)/installed-run: requirements.txt $(VENV)/made
	@test requirements.txt -ot $@ || { echo "Installing what Dure needs ..."; \
		$(PIP_INSTALL) -r requirements.txt; }
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/made
	@echo "Installing what Dure and its tests need ..."
	@# What of it is used is compiled then. Where uv reaches the index, it takes a third of pip's time.
	@if test -z "$(WHEELS)" && sed -n '/^uv==/,/^ *#/p' requirements-dev.txt >$(VENV)/uv.txt && \
		$(PIP_INSTALL) --no-compile -r $(VENV)/uv.txt && VIRTUAL_ENV=$(VENV) \
		$(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt 2>$(VENV)/uv.log; \
	then :; else $(PIP_INSTALL) --no-compile -r requirements-dev.txt; fi
	@touch $(VENV)/installed-run $@

$(VENV)/installed-prove: requirements-prove.txt $(VENV)/installed-dev
	@echo "Installing what the proofs need ..."
	@$(PIP_INSTALL) --no-compile -r requirements-prove.txt
	@touch $@

# Only what an interrupted `make` left half made is thrown away: any other folder is somebody's own.
$(VENV)/made: | $(if $(wildcard $(VENV)/unfinished),python,$(if $(wildcard $(BIN)/python),,python))
	@if test -e $(VENV)/unfinished; then rm -rf $(VENV); fi
	@if test -e $(BIN)/python; then \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "$(VENV) has no pip: install \
	requirements.txt into it yourself and run make messages, or remove $(VENV)."; exit 1; }; \
		echo "Using the $(VENV) that is there."; \
	else \
		test -d $(VENV) || { mkdir $(VENV) && touch $(VENV)/unfinished; } && \
		echo "Making $(VENV) with $$($(PYTHON) --version 2>&1) ..." && \
		$(PYTHON) -m venv $(VENV) && rm -f $(VENV)/unfinished; \
	fi
	@touch $@

# Old Pythons must be able to read this, to say that they are too old.
python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "$(PYTHON) is not installed: Dure needs \
	Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:3]; v >= (3, 11) or sys.exit("Dure needs \
	Python 3.11 or newer; $(PYTHON) is %d.%d.%d. Name a newer one: make run PYTHON=python3.12" % v)'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) comes without venv: \
	install it (on Debian: apt install python3-venv)."; exit 1; }

# A .venv that holds Babel is enough, whoever made it: then nothing is installed.
%.mo: %.po | $(if $(wildcard $(BIN)/pybabel),,$(VENV)/installed-run)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
