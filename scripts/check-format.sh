#!/usr/bin/env bash
# Fails where a source file is not formatted as .clang-format says; skipped where clang-format 14 is not installed.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(command -v clang-format-14 || true)
[ -n "$tool" ] || { echo "check-format: clang-format-14 is not installed, skipped" >&2; exit 0; }
git ls-files '*.cpp' '*.h' | xargs -r "$tool" --dry-run --Werror
