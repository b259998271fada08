# The same steps without make, on Windows and macOS: docs/without-make.md
PYTHON ?= python3
VENV := .venv/bin
PREPARE = command -v $(PYTHON) >/dev/null || \
	{ echo "$(PYTHON) was not found: install Python 3.11, 3.12 or 3.13, or name one, as in make PYTHON=python3.12 run" >&2; exit 1; }; \
	$(PYTHON) build/prepare.py
# A window needs no virtual screen where there is a real one.
SCREEN = $(if $(DISPLAY)$(WAYLAND_DISPLAY),,screen)

# Tests start some two hundred programs: each would compile the product anew where bytecode is not
# kept. An installed product has it kept, so benches measure it so.
KEEP_BYTECODE = PYTHONDONTWRITEBYTECODE=

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench soak pictures package translate lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: ## prepare .venv: every command and tool the project uses
	@$(PREPARE)

run: ## set up, start server and desktop with the demo offer (a guided tour where there is no screen)
	@$(PREPARE) --system run $(SCREEN)
	@$(VENV)/python -m tour

test: ## set up and pass the tests
	@$(PREPARE) --system run screen test
	@$(KEEP_BYTECODE) $(VENV)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

check: setup ## lint, format, types, import contracts, translations, house rules, migrations
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(VENV)/python build/translate.py --check
	@$(VENV)/python -m pytest tests/test_house.py tests/store/test_migrations.py tests/server/test_migrations.py

bench: setup ## print the product's figures, as ratios against baselines of the same run
	@$(PREPARE) --system run screen
	@$(KEEP_BYTECODE) $(VENV)/python -m benchmarks

soak: ## the long campaigns behind the tests, with a report (half an hour, or SOAK_MINUTES=10 each part)
	@$(PREPARE) --system run screen test
	@$(VENV)/python -m soak $(if $(SOAK_MINUTES),--minutes $(SOAK_MINUTES)) $(SOAK)
	@HELPDESK_SOAK_MINUTES=$${SOAK_MINUTES:-10} $(VENV)/python -m pytest --timeout 0 -m soak

pictures: ## a picture of each screen, in French and Dutch, to pictures/
	@$(PREPARE) --system run screen
	@$(VENV)/python -m tour.pictures

package: ## build the frozen program into dist/ and take the tour with it
	@$(PREPARE) --system run screen package
	@$(VENV)/python build/package.py
	@$(VENV)/python -m tour --frozen dist/helpdesk-desktop

translate: setup ## bring the catalogues up to date with the code
	@$(VENV)/python build/translate.py

lock: setup ## renew requirements.lock from pyproject.toml (needs uv)
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra desktop --extra server --extra dev pyproject.toml -o requirements.lock

clean: ## remove what was generated
	rm -rf .venv .work dist demo-output pictures resources/i18n/*/LC_MESSAGES/*.mo resources/forms/*.json
