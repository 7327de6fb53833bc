#!/usr/bin/env bash
# clang-tidy over every source file of a built preset (default: release); findings are errors.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
command -v clang-tidy-14 >/dev/null || { echo "lint: install clang-tidy-14" >&2; exit 1; }
[ -f "build/$preset/compile_commands.json" ] || scripts/build.sh "$preset"
git ls-files 'app/*.cpp' 'libinspect/*.cpp' 'drivers/*.cpp' 'calibration/*.cpp' 'samples/*.cpp' 'tests/*.cpp' |
    xargs -r -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p "build/$preset"
