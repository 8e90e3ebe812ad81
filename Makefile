# One word each, and each installs what it lacks. `make` alone lists them.
PYTHON := .venv/bin/python
MODERN := import sys, ensurepip; sys.exit(sys.version_info < (3, 12))
USABLE := import sys, importlib.util as u; sys.exit(sys.version_info < (3, 12) or not u.find_spec("pip"))
INSTALL := $(PYTHON) -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r
COMPILE := $(PYTHON) -m uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.12 --custom-compile-command "make lock"

# A machine may forbid Python to keep what it compiled; then every start compiles again, a second each.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test soak check bench format messages lock clean venv installed installed-dev browser

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' Makefile

# exec: this shell becomes the supervisor, so a SIGTERM meant for make ends everything it started.
run: installed ## Start web, cluster and simulator; Ctrl-C ends them
	@exec $(PYTHON) manage.py up

# What depends on the database runs twice: on SQLite, and on PostgreSQL with Valkey, which the tests start themselves.
# There all fault rows run with two clusters, as such an installation would; one worker is SQLite's part.
ENGINES := tests/integration/engine tests/integration/live tests/faults -k "not one-worker"

test: installed-dev browser ## Run every test (ONLY=tests/unit for a part, on SQLite)
	$(PYTHON) -m pytest -n 2 --dist loadscope $(ONLY)
	$(if $(ONLY),,$(PYTHON) -m pytest -n 2 --dist loadscope --on=postgres $(ENGINES))

soak: installed-dev ## Break everything at random for long (SEED=7 TAKES=600 repeats a run)
	$(foreach on,sqlite postgres,$(PYTHON) -m tests.faults.random_run --on $(on) \
		--seed $(or $(SEED),$$(date +%s)) --takes $(or $(TAKES),400) --seconds 600 &&) true

# `check --deploy` speaks of a server behind https: it is asked in that environment, with a key of its own.
check: export DATA_DIR := $(CURDIR)/.venv/check
check: export PUBLIC_URL := https://playground.example
check: export PLAYGROUND_MODE := team
check: installed-dev ## Format, lint, types, import floors, deployment, migrations, templates
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --config pyproject.toml
	@mkdir -p $(DATA_DIR)
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m pytest -q -p no:cacheprovider tests/house

bench: installed-dev ## Measure: times and sizes the project promises
	@exec $(PYTHON) -m tests.bench

format: installed-dev ## Rewrite the Python files in the house format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

messages: installed-dev ## Collect and compile the texts of all languages (needs gettext)
	$(PYTHON) manage.py makemessages --all --ignore .venv --ignore tests --add-location file --no-wrap
	$(PYTHON) manage.py compilemessages --ignore .venv

lock: installed-dev ## Resolve and hash the dependencies anew
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --upgrade --group dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove what these commands built (var/ with your clips stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A .venv that was moved, or whose Python is gone, is built anew.
venv:
	@if $(PYTHON) -c '$(USABLE)' 2>/dev/null && grep -qsF '$(CURDIR)/.venv' .venv/pyvenv.cfg; then exit 0; fi; \
	for python in python3 python3.13 python3.12 python3.14; do \
		if $$python -c '$(MODERN)' 2>/dev/null; then \
			echo "Building .venv with $$($$python -V)"; rm -rf .venv; exec $$python -m venv .venv; \
		fi; \
	done; \
	echo "Playground needs Python 3.12 or newer with venv, and found none: install one (pyenv install 3.13, or apt-get install python3-venv)." >&2; \
	exit 1

# The lock that was installed last lies inside .venv: nothing is installed again until the lock differs.
installed: venv
	@cmp -s requirements.txt .venv/requirements.txt || { echo "Installing requirements.txt"; \
		$(INSTALL) requirements.txt && cp requirements.txt .venv/; }

installed-dev: venv
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { echo "Installing requirements-dev.txt"; \
		$(INSTALL) requirements-dev.txt && cp requirements.txt requirements-dev.txt .venv/; }

# Debian has the browser as a package; elsewhere, or without root, Playwright brings its own. Most tests run in Chromium's
# shell, which has no windows to draw; where it can't be had the whole browser takes its place, and a third longer.
AS_DEBIAN := grep -qs '^ID=debian' /etc/os-release && [ "$$(id -u)" = 0 ]
APT := apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq
browser: installed-dev
	@if command -v chromium >/dev/null && command -v msgfmt >/dev/null && command -v node >/dev/null && command -v curl >/dev/null && command -v ffmpeg >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then exit 0; fi; \
	if $(AS_DEBIAN); then \
		$(APT) chromium fonts-noto-cjk gettext curl ffmpeg $$(command -v node >/dev/null || echo nodejs); \
	else \
		command -v chromium >/dev/null || $(PYTHON) -m playwright install chromium; \
	fi
	@command -v chromium-headless-shell >/dev/null || ! command -v chromium >/dev/null || \
		{ $(AS_DEBIAN) && $(APT) chromium chromium-headless-shell; } || echo "The whole browser runs the tests: they take a third longer."
