#!/usr/bin/env bash
# Installs what is missing, builds, scans a whole simulated 4-inch wafer (228,542 dies), and inspects the sample recording:
# EL check, maps, tables, report; then a simulated display module: verdict, repair list, demura table. Takes a minute and a half after the build. Opens the desktop where there is a display.
# Results go to out/demo.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh
scripts/build.sh release waferglow-cli waferglow waferglow-generate  # the tests are not needed to look at it

cli=build/release/app/cli/waferglow-cli
recording=samples/recordings/small
out=out/demo
mkdir -p "$out"

step() { printf '\n== %s\n' "$1"; }
step "Scan a simulated 4-inch wafer: two excitation densities, spectra of a sample and of suspects"
"$cli" devices --el-reference "$out/scan-el.csv"
"$cli" scan --recipe samples/recipes/demo-scan.toml --out "$out/scan.h5" --force
step "Agreement of the scan with the EL reference of the simulated wafer, which the recipe has not seen"
"$cli" correlate "$out/scan.h5" --el "$out/scan-el.csv"
"$cli" export "$out/scan.h5" --format png --out "$out/scan-bins.png"
"$cli" verify "$out/scan.h5"
step "Inspect the sample recording ($recording)"
"$cli" inspect "$recording" --out "$out/wafer.h5" --force
step "Agreement with the EL reference, which the recipe has not seen"
"$cli" correlate "$out/wafer.h5" --el "$recording/el.csv"
step "Maps and tables"
"$cli" export "$out/wafer.h5" --format png --out "$out/bins.png"
"$cli" export "$out/wafer.h5" --format png --layer pl_low_rel --out "$out/pl_low_rel.png"
"$cli" export "$out/wafer.h5" --format csv --out "$out/dies.csv"
"$cli" verify "$out/wafer.h5"
step "Report for QA"
"$cli" report "$out/scan.h5" --out "$out/scan-report.html"
"$cli" report "$out/scan.h5" --out "$out/scan-report.pdf"
step "Inspect a simulated display module of 54 x 96 pixels in three colours: what dies become"
rm -rf "$out/module-recording"
build/release/samples/waferglow-generate --preset module-small "$out/module-recording"
"$cli" inspect "$out/module-recording" --out "$out/module.h5" --force
"$cli" export "$out/module.h5" --format faults --out "$out/module-repair.csv"
"$cli" export "$out/module.h5" --format demura --out "$out/module-demura.png"
"$cli" report "$out/module.h5" --out "$out/module-report.html"
printf '\n%s\n' "Look at $out/scan-report.pdf, $out/scan-bins.png, $out/bins.png, $out/pl_low_rel.png, $out/dies.csv and $out/module-report.html; open $out/wafer.h5 with h5py, silx or HDFView."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    build/release/app/gui/waferglow "$out/scan.h5"
else
    printf '%s\n' "With a display this opens the desktop: build/release/app/gui/waferglow $out/scan.h5"
fi
