# Pixel Prompt. `make run` opens the studio, `make test` tests; both install what they need.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PROMPT ?= a red fox on a light blue background

.PHONY: help run paint test check build page train-env clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## open the studio on http://127.0.0.1:8080 (ARGS="--listen 0.0.0.0:80" for another)
	@target/release/pixelprompt serve $(ARGS)

paint: build ## paint a sample prompt with every built-in model (PROMPT="…" for another)
	@target/release/pixelprompt generate "$${PROMPT}"

test: ## run every test: Rust, the page, the fuzzer, the rules of the workspace, the painter's training
	@scripts/setup.sh test
	@scripts/test.sh

check: ## what a change must pass: format, lints, documentation, then `make test`
	@scripts/setup.sh test
	@scripts/build-page.sh
	@scripts/with-cargo.sh fmt --all -- --check
	@scripts/with-cargo.sh clippy --workspace --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" scripts/with-cargo.sh doc --workspace --no-deps --document-private-items
	@scripts/test.sh

build: page ## build the program target/release/pixelprompt, the page inside it
	@scripts/setup.sh build
	@scripts/with-cargo.sh build --release --package pixelprompt

page: ## build the page web/dist
	@scripts/setup.sh page
	@scripts/build-page.sh

train-env: ## install what training the painter needs into painter/.venv
	@scripts/setup.sh train

clean: ## remove what was built and painted
	rm -rf target pictures painter/.venv tests/aws/.dynamodb tests/deploy/.venv tests/fuzz/.venv tests/independent/.venv tests/mock/.venv bench/.venv web/dist web/node_modules

export PROMPT
