#!/usr/bin/env bash
# clang-tidy over every source file, or over those below some folders, each compiled alone as in the debug preset;
# findings are errors.   scripts/lint.sh [FOLDER ...]
set -euo pipefail
cd "$(dirname "$0")/.."
command -v clang-tidy-14 >/dev/null || { echo "lint: install clang-tidy-14" >&2; exit 1; }
cmake --preset debug >/dev/null
cmake --build --preset debug --target waferglow_gui_autogen >/dev/null  # Qt's .moc files are included
# clang can't read GCC's precompiled header: it gets the header itself.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
sed 's# -Winvalid-pch -include [^ ]*cmake_pch\.hxx# -include catch2/catch.hpp#' \
    build/debug/compile_commands.json >"$commands/compile_commands.json"
git ls-files -- "${@:-.}" | grep -E '^(app|libinspect|drivers|calibration|samples|tests)/.*\.cpp$' |
    xargs -r -P "$(nproc)" -n 4 clang-tidy-14 --quiet -p "$commands"
