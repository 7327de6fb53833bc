#!/usr/bin/env bash
# Runs a test program on a virtual X display, as a user's session has it. Exit code 77: no display can be had.
set -uo pipefail
xvfb-run -a -s "-screen 0 1920x1200x24" true >/dev/null 2>&1 || exit 77
export QT_QPA_PLATFORM=xcb
exec xvfb-run -a -s "-screen 0 1920x1200x24" "$@"
