# Pixel Prompt. `make run` paints, `make test` tests; both install what they need.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PROMPT ?= a red fox on a light blue background

.PHONY: help run test check build train-env clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## paint a sample prompt with every built-in model (PROMPT="…" for another)
	@scripts/setup.sh build
	@scripts/with-cargo.sh run --release --package pixelprompt -- generate "$${PROMPT}"

test: ## run every test: Rust, the rules of the workspace, and the painter's training
	@scripts/setup.sh test
	@scripts/test.sh

check: ## what a change must pass: format, lints, documentation, then `make test`
	@scripts/setup.sh test
	@scripts/with-cargo.sh fmt --all -- --check
	@scripts/with-cargo.sh clippy --workspace --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" scripts/with-cargo.sh doc --workspace --no-deps --document-private-items
	@scripts/test.sh

build: ## build the binary target/release/pixelprompt
	@scripts/setup.sh build
	@scripts/with-cargo.sh build --release --package pixelprompt

train-env: ## install what training the painter needs into painter/.venv
	@scripts/setup.sh train

clean: ## remove what was built and painted
	rm -rf target pictures painter/.venv

export PROMPT
