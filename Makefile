# Two commands do everything: `make report` and `make test`. Each sets itself up from a bare Python 3.11 or newer.
# `make help` lists the rest.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory
.PHONY: report figures test test-faults test-lab lab bench clean help setup
SHELL := /bin/sh

# A misspelt parameter would otherwise be passed over in silence.
PARAMETERS := AS_OF READINGS READING OUT JOBS
KNOWN := $(PARAMETERS) PYTHON ARGS
$(foreach v,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $v))),$(if $(filter $v,$(KNOWN) MAKEFLAGS MFLAGS),,$(error There is no parameter $v. There are: $(PARAMETERS)))))
export AS_OF READINGS READING OUT JOBS PYTHON

HELPERS := .venv/bin/python -m helpers
OPTIONS = $(if $(AS_OF),--as-of "$$AS_OF") $(if $(READINGS),--readings "$$READINGS") $(if $(READING),--reading "$$READING") \
	$(if $(OUT),--out "$$OUT") $(if $(JOBS),--jobs "$$JOBS")

report: setup ## run everything; publish reports/report.html and reports/report.pdf
	@$(HELPERS) report $(OPTIONS)

figures: setup ## figures and tables alone, under build/figures or OUT
	@$(HELPERS) figures $(OPTIONS)

test: setup ## library, data, notebooks and report; ends with the summary of pytest
	@$(HELPERS) test $(ARGS)

test-faults: setup ## the long forms of the fault, identity and fuzz tests
	@HELPERS_LONG=1 $(HELPERS) test tests/faults $(ARGS)

test-lab: setup ## the notebooks in JupyterLab, in a browser
	@HELPERS_LAB=1 $(HELPERS) test tests/lab $(ARGS)

lab: setup ## open the notebooks in JupyterLab
	@$(HELPERS) lab $(ARGS)

bench: setup ## measure the run beside other ways to run notebooks; ARGS=--quick for a look
	@$(HELPERS) bench $(ARGS)

clean: ## remove build/ and .venv/
	@rm -rf build .venv

help: ## this list
	@echo 'make COMMAND [AS_OF=2025-12-31] [READINGS=as_printed] [READING=id=alternative,...] [OUT=folder] [JOBS=2]'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1 @\2/p' Makefile | awk -F@ '{ printf "%-16s%s\n", $$1, $$2 }'

# The environment is exactly requirements.txt, checked by hash, and this package. The stamps inside say from what and
# where each was made, and are written last: a set-up that was interrupted, or a folder that was moved, is made again.
setup:
	@locked="$$(cksum < requirements.txt) $$(pwd)"; package="$$(cksum < pyproject.toml)"; \
	holds() { [ -x .venv/bin/python ] && [ "$$(cat ".venv/$$1" 2>/dev/null)" = "$$2" ]; }; \
	holds locked "$$locked" && holds package "$$package" && exit 0; \
	until mkdir .venv.lock 2>/dev/null; do \
	  holder=$$(cat .venv.lock/pid 2>/dev/null || { sleep 1; cat .venv.lock/pid 2>/dev/null; }); \
	  if [ -n "$$holder" ] && kill -0 "$$holder" 2>/dev/null; then sleep 1; else rm -rf .venv.lock; fi; \
	done; \
	echo $$$$ > .venv.lock/pid; trap 'rm -rf .venv.lock' EXIT; trap 'exit 130' INT TERM; \
	pip='.venv/bin/python -m pip --disable-pip-version-check --no-input install -qq'; \
	if ! holds locked "$$locked"; then \
	  for python in $$PYTHON python3 python3.14 python3.13 python3.12 python3.11 python none; do \
	    "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  done; \
	  if [ "$$python" = none ]; then \
	    echo 'Python 3.11 or newer with its venv module is needed, and none was found.' >&2; \
	    echo 'Install it, or name it: make PYTHON=/path/to/python3 ...' >&2; exit 1; \
	  fi; \
	  echo 'Setting up .venv: once, a minute or two ...' >&2; \
	  rm -rf .venv && "$$python" -m venv .venv && $$pip --require-hashes -r requirements.txt && echo "$$locked" > .venv/locked; \
	fi; \
	holds locked "$$locked" && $$pip --no-deps --no-build-isolation --no-index -e . && echo "$$package" > .venv/package \
	  || { echo 'The set-up failed. Look at the lines above, then run the same command again.' >&2; exit 1; }
