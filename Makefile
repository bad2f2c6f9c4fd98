# The tools of plan-assistant. `make help` lists what can be made.

HOST ?= 127.0.0.1
PORT ?= 7860
STORE ?= store
PLANS ?= corpus/plans

BIN := .venv/bin
PREPARE = python=$$(sh scripts/find_python.sh) && "$$python" scripts/prepare.py

.DEFAULT_GOAL := help
.PHONY: help chat index ready lint format test lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14
	@echo "Variables: HOST=$(HOST) PORT=$(PORT) STORE=$(STORE) PLANS=files or folders PYTHON=interpreter"

chat: index ## install, index the shipped plans, open the web chat
	@$(BIN)/plan-assistant chat --store "$(STORE)" --host "$(HOST)" --port "$(PORT)"

index: ## install, then add what is new or changed in PLANS to the store
	@$(PREPARE)
	@$(BIN)/plan-assistant index $(PLANS) --store "$(STORE)"

ready: ## install everything, the tools of developers too
	@$(PREPARE) --test

lint: ready ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: ready ## mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Without a network, and with the same generated examples each time: a red run can be had again.
# Two processes, each with whole files, so that what the tests of a file share is made once.
test: lint ## every check
	HF_HUB_OFFLINE=1 $(BIN)/pytest --hypothesis-profile=ci -n 2 --dist loadfile

lock: ready ## write constraints.txt from what .venv holds
	$(BIN)/python scripts/lock.py

clean: ## remove .venv and caches; the store stays
	rm -rf .venv build dist *.egg-info reports .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
