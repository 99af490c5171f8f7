# Shouwang 守望. `make help` says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
REGION := cn-northwest-1
# Images for containers often set it; then each of some 200 processes of a run compiles all its modules anew.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: .venv/.ready ## set up and start everything on this machine: API and console on 8000, WeChat simulator on 8001
	@$(PYTHON) -m shouwang_local run

demo: .venv/.ready ## play one volunteer's whole way over HTTP against a fresh store; leaves var/demo/
	@$(PYTHON) -m shouwang_local demo

test: .venv/.ready-dev check ## everything CI runs: check, then every test at the reduced count
	@$(PYTHON) -m pytest -n 2 --dist loadgroup --max-worker-restart 0 -q

prove: .venv/.ready-dev ## every proof at the count of its bar; writes docs/proofs.json
	@SHOUWANG_PROVE=1 $(PYTHON) -m pytest -n 2 --dist loadgroup --max-worker-restart 0 -q -m proof

check: .venv/.ready-dev ## lint, types, import contracts
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: .venv/.ready-dev ## speed, size and cost, each beside a yardstick in the same run
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(PYTHON) $$file || exit 1; done

admin: .venv/.ready ## make somebody who signed in once the first administrator: make admin PERSON=<person id>
	@$(PYTHON) -m shouwang_local admin $(PERSON)

emergency-code: .venv/.ready ## one way into the console when WeChat and passkeys fail: make emergency-code PERSON=<person id> [DAYS=7]
	@$(PYTHON) -m shouwang_local emergency-code $(PERSON) $(if $(DAYS),--days $(DAYS))

rebuild: .venv/.ready ## make the books of points anew from their entries; everything may go on meanwhile
	@$(PYTHON) -m shouwang_local rebuild

signs: .venv/.ready ## every assembly point's sign with its mini-program code, as one PDF: var/signs.pdf
	@$(PYTHON) -m shouwang_local signs

openapi: .venv/.ready ## write docs/api/openapi.json from the routes
	@$(PYTHON) -m shouwang_local openapi

package: .venv/.ready-dev ## build what is deployed: layers, one zip a function, the template; needs no account
	@$(PYTHON) layers/build.py && $(PYTHON) infra/package.py && $(PYTHON) infra/generate.py --check && $(PYTHON) infra/offline.py $(REGION)

deploy: .venv/.ready-dev ## put a stage on AWS: make deploy STAGE=dev REGION=cn-northwest-1
	@$(PYTHON) infra/deploy.py deploy --stage $(STAGE) --region $(REGION)

releases: .venv/.ready-dev ## what was deployed to a stage
	@$(PYTHON) infra/deploy.py releases --stage $(STAGE) --region $(REGION)

rollback: .venv/.ready-dev ## go back to a release: make rollback STAGE=dev TO=<release>
	@$(PYTHON) infra/deploy.py rollback --stage $(STAGE) --region $(REGION) --to $(TO)

smoke: .venv/.ready-dev ## ask a stage from outside whether it is up: make smoke STAGE=dev, or an address
	@$(PYTHON) infra/smoke.py $(STAGE)

pictures: .venv/.ready-dev ## draw all medals, papers and samples again (about ten minutes)
	@$(PYTHON) layers/art/draw.py && $(PYTHON) layers/art/samples.py

phone-pictures: .venv/.ready-dev ## every screen of the mini-program, by day, at night, small and for elders: docs/pictures/phone/
	@SHOUWANG_PHONE_PICTURES=$(CURDIR)/docs/pictures/phone $(PYTHON) -m pytest -n 2 -q tests/e2e/phone/test_screens.py

compile-phone: .venv/.ready-dev ## the mini-program through WeChat's own compiler, offline once fetched (276 MB into build/); optional
	@mkdir -p build/wechat-ci && test -d build/wechat-ci/node_modules/miniprogram-ci || npm install --prefix build/wechat-ci --no-audit --no-fund --ignore-scripts miniprogram-ci@2.1.42
	@node local/phone/compile.mjs build/wechat-ci

console-pictures: .venv/.ready-dev ## every page of the console, light and dark, at a desk and on a phone: build/console-pictures/
	@SHOUWANG_CONSOLE_PICTURES=$(CURDIR)/build/console-pictures $(PYTHON) -m pytest -n 2 -q tests/e2e/console/test_scenes.py

format: .venv/.ready-dev ## put the code into its one form
	@.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q .

clean: ## remove what set-up and runs made, but not var/ (your data)
	rm -rf .venv build node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.ready: pyproject.toml uv.lock local/set-up.sh package.json
	@bash local/set-up.sh run

.venv/.ready-dev: pyproject.toml uv.lock local/set-up.sh package.json
	@bash local/set-up.sh test
