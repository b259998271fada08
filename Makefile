# The same steps without make, on Windows and macOS: docs/without-make.md
PYTHON ?= python3
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench soak pictures package translate lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: ## prepare .venv: every command and tool the project uses
	@$(PYTHON) build/prepare.py

run: ## set up, start server and desktop with the demo offer (a guided tour where there is no screen)
	@$(PYTHON) build/prepare.py --system run screen
	@$(VENV)/python -m tour

test: ## set up and pass the tests
	@$(PYTHON) build/prepare.py --system run screen test
	@$(VENV)/python -m pytest

check: setup ## lint, format, types, import contracts, translations
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(VENV)/python build/translate.py --check

bench: setup ## print the product's figures, as ratios against baselines of the same run
	@$(PYTHON) build/prepare.py --system run screen
	@$(VENV)/python -m benchmarks

soak: ## the long campaigns behind the tests (minutes to hours: SOAK_MINUTES=10)
	@$(PYTHON) build/prepare.py --system run screen test
	@HELPDESK_SOAK_MINUTES=$${SOAK_MINUTES:-10} $(VENV)/python -m pytest --timeout 0 -m soak

pictures: ## a picture of each screen, in French and Dutch, to pictures/
	@$(PYTHON) build/prepare.py --system run screen
	@$(VENV)/python -m tour.pictures

package: ## build the frozen program into dist/ and take the tour with it
	@$(PYTHON) build/prepare.py --system run screen package
	@$(VENV)/python build/package.py
	@$(VENV)/python -m tour --frozen dist/helpdesk-desktop

translate: setup ## bring the catalogues up to date with the code
	@$(VENV)/python build/translate.py

lock: setup ## renew requirements.lock from pyproject.toml (needs uv)
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra desktop --extra server --extra dev pyproject.toml -o requirements.lock

clean: ## remove what was generated
	rm -rf .venv .work dist demo-output pictures resources/i18n/*/LC_MESSAGES/*.mo
