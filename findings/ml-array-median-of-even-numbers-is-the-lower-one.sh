#!/usr/bin/env bash
# ml-array-median tells 2 as the median of 1, 2, 3 and 4: of an even number of values it takes the lower of the middle two.
#
# Library:   ml-array-median 2.0.0 of npm; simple-statistics 7.12.1 compares
# Expected:  2.5, the mean of the middle two, as simple-statistics gives it; its page says nothing else
# Behaviour: the value at place (n - 1) / 2, rounded down, is taken. Median deviations and dark levels of even numbers of
#            frames are too low by half the gap, always to the same side.
# Seen:      1 2: 1; 1 2 3 4: 2; dark frames 100 104 108 112: 104; simple-statistics 1.5, 2.5, 106
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts ml-array-median@2.0.0 simple-statistics@7.12.1 >/dev/null
cat > check.mjs <<'J'
import median from "ml-array-median";
import { median as other } from "simple-statistics";

const sets = [[1, 2], [1, 2, 3, 4], [100, 104, 108, 112], [3, 1, 2]];
const seen = sets.map((values) => median(values));
const compared = sets.map((values) => other(values));
console.log("ml-array-median:", ...seen, " simple-statistics:", ...compared);
if (seen.join() !== "1,2,104,2" || compared.join() !== "1.5,2.5,106,2") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "ml-array-median $(node -p 'require("./node_modules/ml-array-median/package.json").version')"
node check.mjs
