#!/usr/bin/env bash
# ml-spectra-processing loses the wavelength of points without light when it merges neighbours by weight.
#
# Library:   ml-spectra-processing 14.35.1 of npm, xyWeightedMerge()
# Expected:  a point that has no neighbour within the window stays as it is, whatever its intensity
# Behaviour: every point is a weighted mean of its group, also of one: with intensity 0 the place is 0 / 0, NaN. Spectra
#            whose dark was taken off have such points; the axis of the result is then no axis. No error.
# Seen:      x 1, 2, 3 with y 0, 5, 0: x becomes NaN, 2, NaN; with y 1, 5, 1: 1, 2, 3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts ml-spectra-processing@14.35.1 >/dev/null
cat > check.mjs <<'J'
import { xyWeightedMerge } from "ml-spectra-processing";

const places = (y) => Array.from(xyWeightedMerge({ x: [1, 2, 3], y }).x).join(" ");
console.log(`dark ends: ${places([0, 5, 0])}; lit ends: ${places([1, 5, 1])}`);
if (places([0, 5, 0]) !== "NaN 2 NaN" || places([1, 5, 1]) !== "1 2 3") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "ml-spectra-processing $(node -p 'require("./node_modules/ml-spectra-processing/package.json").version')"
node check.mjs
