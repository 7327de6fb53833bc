#!/usr/bin/env bash
# ml-spectra-processing puts the wavelengths where a quarter, half and three quarters of the light lie half a step low.
#
# Library:   ml-spectra-processing 14.35.1 of npm, xyCumulativeDistributionStatistics()
# Expected:  of a symmetric line half of the light lies on either side of its middle, so that x50 is the middle, as xMean
#            and xyMedian() say, and does not move with the sampling
# Behaviour: x25, x50 and x75 are too low by half a step: the sums up to a sample are taken to lie at the sample, though
#            half of that sample's light comes after it. A comparison of two spectrometers sees it as a shift.
# Seen:      Gaussian at 455 nm, sigma 4 nm: steps of 0.5 nm: x50 454.75; of 1 nm: 454.5; of 2 nm (no sample at 455): 454.0;
#            xMean 455 each time
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts ml-spectra-processing@14.35.1 >/dev/null
cat > check.mjs <<'J'
import { xyCumulativeDistributionStatistics } from "ml-spectra-processing";

let same = true;
for (const step of [0.5, 1, 2]) {
  const x = [], y = [];
  for (let value = 430; value <= 480; value += step) {
    x.push(value);
    y.push(1000 * Math.exp(-((value - 455) ** 2) / (2 * 4 * 4)));
  }
  const { x25, x50, x75, xMean } = xyCumulativeDistributionStatistics({ x, y });
  console.log(`step ${step}: x50 ${x50.toFixed(3)}, middle of x25 and x75 ${((x25 + x75) / 2).toFixed(3)}, xMean ${xMean.toFixed(3)}`);
  same = same && Math.abs(x50 - (455 - step / 2)) < 0.01 && Math.abs((x25 + x75) / 2 - x50) < 0.01 && Math.abs(xMean - 455) < 0.001;
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "ml-spectra-processing $(node -p 'require("./node_modules/ml-spectra-processing/package.json").version')"
node check.mjs
