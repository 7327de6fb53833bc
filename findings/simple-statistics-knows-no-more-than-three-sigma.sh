#!/usr/bin/env bash
# simple-statistics tells 0.999 for every z from 3.09 on: beyond 4.5 sigma it has 1000 dies of a million instead of 3.
#
# Library:   simple-statistics 7.12.1 of npm
# Expected:  cumulativeStdNormalProbability() is the normal distribution: 1 - 3.4e-6 at 4.5, 0.1086 at -1.234
# Behaviour: it looks z up in a table as printed books have it, to two places of z and four of the result, which ends at
#            3.09. Fail rates beyond three sigma come out as 0.1 %, however far the limit is. errorFunction() of the same
#            library is precise.
# Seen:      3.5, 4.5 and 6: 0.999; -4.5: 0.001; -1.234: 0.1093; by errorFunction 4.5: 3.4e-6 beyond
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts simple-statistics@7.12.1 >/dev/null
cat > check.mjs <<'J'
import { cumulativeStdNormalProbability, errorFunction } from "simple-statistics";

const seen = [3.5, 4.5, 6, -4.5, -1.234].map((z) => cumulativeStdNormalProbability(z));
const beyond = (1 - errorFunction(4.5 / Math.SQRT2)) / 2;
console.log(`3.5, 4.5, 6, -4.5, -1.234: ${seen.join(", ")}; beyond 4.5 by errorFunction: ${beyond.toExponential(1)}`);
const same = [0.999, 0.999, 0.999, 0.001, 0.1093].every((value, i) => Math.abs(seen[i] - value) < 1e-9)
  && Math.abs(beyond / 3.398e-6 - 1) < 0.1;
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "simple-statistics $(node -p 'require("./node_modules/simple-statistics/package.json").version')"
timeout 60 node check.mjs
