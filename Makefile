# What is done again and again; `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup test types lint pictures bench soak

help: ## list what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /	/' | expand -t 12

setup: ## make .venv with everything that development needs
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'

test: ## run the tests
	$(BIN)/pytest -q -n auto

types: ## check types and the order of imports
	$(BIN)/mypy
	$(BIN)/lint-imports

lint: ## check the form of code, and the bundled decks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/explainer check content/

pictures: ## write screenshots/ and the drawing in CONTRIBUTING anew; look at each
	EXPLAINER_PICTURES=write $(BIN)/pytest -q tests/ui/test_pictures.py
	$(BIN)/python -m tests.architecture.drawing

bench: ## measure speed beside yardsticks, on an idle machine
	$(BIN)/python -m tests.bench

soak: ## 10,000 hosted sessions, a third of them cut off
	$(BIN)/python -m tests.bench soak
