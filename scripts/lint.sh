#!/usr/bin/env bash
# clang-tidy over every source file of a built preset (default: release), or over those below some folders; findings are
# errors.   scripts/lint.sh [PRESET [FOLDER ...]]
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true
command -v clang-tidy-14 >/dev/null || { echo "lint: install clang-tidy-14" >&2; exit 1; }
[ -f "build/$preset/compile_commands.json" ] || scripts/build.sh "$preset"
# clang can't read GCC's precompiled header: it gets the header itself.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
sed 's# -Winvalid-pch -include [^ ]*cmake_pch\.hxx# -include catch2/catch.hpp#' \
    "build/$preset/compile_commands.json" >"$commands/compile_commands.json"
git ls-files -- "${@:-.}" | grep -E '^(app|libinspect|drivers|calibration|samples|tests)/.*\.cpp$' |
    xargs -r -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p "$commands"
