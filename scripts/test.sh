#!/usr/bin/env bash
# Installs what is missing, builds, and runs all the tests.   scripts/test.sh [PRESET ...] (default: release)
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh
for preset in "${@:-release}"; do
    scripts/build.sh "$preset"
    ctest --preset "$preset" -j "$(nproc)"
done
