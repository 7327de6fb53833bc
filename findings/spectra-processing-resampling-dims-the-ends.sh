#!/usr/bin/env bash
# ml-spectra-processing takes an eighth of the light from the ends of a spectrum that it resamples onto its own axis.
#
# Library:   ml-spectra-processing 14.35.1 of npm, xyEquallySpaced() as it is without options but the number of points
# Expected:  a flat spectrum stays flat, above all on the axis that it has already
# Behaviour: each new point is the mean over a step about it; beyond the ends the spectrum is taken to fall to nothing, and
#            that is counted. A window that lies inside of the data is right, and so is the variant "slot".
# Seen:      8 8 8 8 8 on 0..4 becomes 7 8 8 8 7; from 1 to 3: 8 8 8; slot: 8 8 8 8 8
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts ml-spectra-processing@14.35.1 >/dev/null
cat > check.mjs <<'J'
import { xyEquallySpaced } from "ml-spectra-processing";

const flat = { x: [0, 1, 2, 3, 4], y: [8, 8, 8, 8, 8] };
const seen = [{ numberOfPoints: 5 }, { from: 1, to: 3, numberOfPoints: 3 }, { numberOfPoints: 5, variant: "slot" }]
  .map((options) => Array.from(xyEquallySpaced(flat, options).y).join(" "));
console.log(seen.join("; "));
if (seen.join() !== "7 8 8 8 7,8 8 8,8 8 8 8 8") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "ml-spectra-processing $(node -p 'require("./node_modules/ml-spectra-processing/package.json").version')"
node check.mjs
