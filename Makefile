# From a clone to a result on a bare Debian 12 with git, make and python3:
#
#     make serve      sets everything up and renders every sample into out/
#     make test       sets everything up and runs every check
#
# The set-up leaves a stamp in .venv and is not repeated until this file, pyproject.toml, the
# version of Python or the place of the clone changes. `rm -rf .venv` starts over.

PYTHON ?= python3
ARGS   ?=

# Tools are run as `python -m tool`, as their scripts in .venv/bin break when the clone is moved.
VENV := .venv
RUN  := $(VENV)/bin/python -m

# What must be there, how it is recognised, and why. It is looked for itself and not by its
# package, so that a font or a browser that came another way counts, with or without apt.
define TO_INSTALL
python3-venv        module   ensurepip                makes .venv, with pip in it
endef

define TO_RENDER
libpango-1.0-0      library  pango-1.0                sets the text of letters
libpangoft2-1.0-0   library  pangoft2-1.0             finds the fonts of letters
libharfbuzz-subset0 library  harfbuzz-subset          embeds fonts, seven times faster than without
fonts-noto-core     font     NotoSans                 Latin and Arabic type
fonts-noto-cjk      font     NotoSansCJK              Japanese type
endef

define TO_TEST
gettext             command  msgfmt                   second opinion on the locale files
chromium            command  chromium                 runs the browser tests and benchmarks
libatomic1          library  atomic                   lets Playwright's Node start, which drives Chromium
endef

NEEDS_lint  = $(TO_INSTALL)
NEEDS_serve = $(NEEDS_lint)$(NEWLINE)$(TO_RENDER)
NEEDS_test  = $(NEEDS_serve)$(NEWLINE)$(TO_TEST)

define NEWLINE


endef

STATE    := { pwd; $(PYTHON) -V; cat Makefile pyproject.toml; } 2>&1
KEY      := $(firstword $(shell $(STATE) | cksum))
SYSTEM   := $(VENV)/.system-$(KEY)-for
PACKAGES := $(VENV)/.python-$(KEY)

# A recipe is one script, so that it reads as one; macOS ships a make that would tear it apart.
ifeq ($(filter oneshell,$(.FEATURES)),)
$(error GNU make 3.82 or newer is needed)
endif
.ONESHELL:
.SHELLFLAGS := -euc
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help serve samples test lint format bench set-up clean

help: ## say what there is to make
	@echo 'make TARGET [PYTHON=python3.12] [ARGS="-k sms"]'
	echo
	sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r target text; do
		printf '  %-9s %s\n' "$$target" "$$text"
	done

serve: samples ## set up, then render every sample into out/

samples: $(SYSTEM)-serve $(PACKAGES)
	@$(VENV)/bin/adieu render-samples --out out
	echo "rendered into $(CURDIR)/out"

test: $(SYSTEM)-test $(PACKAGES) ## set up, then run every check (ARGS go to pytest)
	@failed=
	check() { echo "== $$*"; $(RUN) "$$@" || failed="$${failed:+$$failed, }$$*"; }
	check ruff check
	check ruff format --check
	check mypy
	check pytest --ignore=tests/benchmarks $(ARGS)
	test -z "$$failed" || { echo "make test: FAILED: $$failed"; exit 1; }
	echo 'make test: everything passed'

lint: $(SYSTEM)-lint $(PACKAGES) ## ruff and mypy alone
	@$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy

format: $(SYSTEM)-lint $(PACKAGES) ## put imports and layout of the Python files in order
	@$(RUN) ruff check --select I --fix
	$(RUN) ruff format

bench: $(SYSTEM)-test $(PACKAGES) ## measure: medians and ratios of one run (ARGS go to pytest)
	@$(RUN) pytest --capture=no tests/benchmarks $(ARGS)

set-up: $(SYSTEM)-test $(PACKAGES) ## only what `make test` does first

clean: ## remove what was rendered, built and cached; .venv stays
	@rm -rf out build *.egg-info .benchmarks .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# Debian's packages: what is missing is named, with its reason, before anything is installed.
$(SYSTEM)-%:
	@stop() { echo "$$1$$reasons" >&2; exit 1; }
	is_there() {
		case $$1 in
			command) command -v "$$2" ;;
			font)    fc-list : file | grep "/$$2[-[]" ;;
			library) $(PYTHON) -c "import ctypes.util as c; assert c.find_library('$$2')" ;;
			module)  $(PYTHON) -c "import $$2" ;;
		esac >/dev/null 2>&1 </dev/null
	}
	look() {
		missing=; reasons=
		while read -r package kind thing why; do
			is_there "$$kind" "$$thing" && continue
			missing="$$missing $$package"
			reasons="$$reasons$$(printf '\n  %-20s %s' "$$package" "$$why")"
		done <<-'END'
			$(NEEDS_$*)
		END
	}
	reasons=
	command -v $(PYTHON) >/dev/null || stop 'no `$(PYTHON)` here: name one with `make PYTHON=...`'
	look
	mkdir -p $(VENV)
	if [ -n "$$missing" ]; then
		by_hand="let root run: apt-get install --no-install-recommends$$missing"
		command -v apt-get >/dev/null ||
			stop 'missing, and no apt-get here to install it (the names are those of Debian):'
		if [ "$$(id -u)" = 0 ]; then as_root=
		elif command -v sudo >/dev/null; then as_root=sudo
		else reasons="$$reasons$$(printf '\n%s' "$$by_hand")"
			stop 'missing, and neither root nor sudo here to install it:'
		fi
		apt() {
			$$as_root env DEBIAN_FRONTEND=noninteractive \
				apt-get -qy -o DPkg::Lock::Timeout=120 "$$@" >>$(VENV)/.apt.log 2>&1
		}
		echo "installing with $${as_root:+$$as_root }apt-get:$$reasons"
		: >$(VENV)/.apt.log
		# One repository that is out of reach must not stop what the others can give.
		apt update || true
		apt install --no-install-recommends $$missing ||
			{ cat $(VENV)/.apt.log >&2; stop "apt-get failed (to do it by hand, $$by_hand):"; }
		look
		[ -z "$$missing" ] || stop 'installed, and yet not found with `$(PYTHON)` (not Debian'"'"'s?):'
		rm -f $(VENV)/.apt.log
	fi
	rm -f $(VENV)/.system-*-for-$*
	touch $@

# A .venv that works is kept, whoever made it; another one is made anew, its stamps (.*) kept.
$(PACKAGES):
	@version='import sys; print("%d.%d" % sys.version_info[:2])'
	wanted=$$($(PYTHON) -c "$$version")
	found=$$($(VENV)/bin/python -c "import pip; $$version" 2>/dev/null || true)
	if [ "$$found" != "$$wanted" ]; then
		echo "making $(VENV) with Python $$wanted"
		rm -rf $(VENV)/[!.]*
		$(PYTHON) -m venv $(VENV)
	fi
	echo 'installing Adieu and its tools for development into $(VENV)'
	$(RUN) pip install --quiet --disable-pip-version-check --editable '.[dev]'
	rm -f $(VENV)/.python-*
	touch $@
