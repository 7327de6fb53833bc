#!/usr/bin/env bash
# Installs what is missing, builds, and runs the main job on the sample wafer: inspect, EL check, maps, tables.
# Results go to out/demo.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh
scripts/build.sh release

cli=build/release/app/cli/waferglow-cli
recording=samples/recordings/small
out=out/demo
mkdir -p "$out"

step() { printf '\n== %s\n' "$1"; }
step "Inspect the sample recording ($recording)"
"$cli" inspect "$recording" --out "$out/wafer.h5" --force
step "Agreement with the EL reference, which the recipe has not seen"
"$cli" correlate "$out/wafer.h5" --el "$recording/el.csv"
step "Maps and tables"
"$cli" export "$out/wafer.h5" --format png --out "$out/bins.png"
"$cli" export "$out/wafer.h5" --format png --layer pl_low_rel --out "$out/pl_low_rel.png"
"$cli" export "$out/wafer.h5" --format csv --out "$out/dies.csv"
"$cli" verify "$out/wafer.h5"
printf '\n%s\n' "Look at $out/bins.png, $out/pl_low_rel.png and $out/dies.csv; open $out/wafer.h5 with h5py, silx or HDFView."
