#!/usr/bin/env bash
# Builds VeriPB, which checks the proofs that we write, into build/checks, where the tests find it. Wants Rust 1.84 and a
# network. Without it a small checker of the tests does alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
  cargo install -q --locked --no-track --root build/checks veripb@3.0.2
