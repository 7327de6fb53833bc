#!/usr/bin/env bash
# jStat's Poisson distribution is infinite from 144 counts on and no number from 171 on.
#
# Library:   jstat 1.9.6 of npm, poisson.pdf() and poisson.cdf()
# Expected:  a pixel that expects 150 counts has just 150 of them with a probability of 0.0326, and at most 150 with 0.52
# Behaviour: mean to the power of counts is divided by the factorial of counts, each of which leaves the range of floating
#            point although the probability does not. What is beyond is Infinity or NaN, no exception.
# Seen:      140: 0.0337 and 0.522; 144 and 150: Infinity, Infinity; 171 counts where 100 are expected: NaN, NaN
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts jstat@1.9.6 >/dev/null
cat > check.mjs <<'J'
import jStat from "jstat";

const { poisson } = jStat;
const seen = [[140, 140], [144, 144], [150, 150], [171, 100]].map(([counts, mean]) =>
  [poisson.pdf(counts, mean), poisson.cdf(counts, mean)].map((value) => Number(value.toPrecision(3))).join(" "));
console.log(`pdf and cdf of 140, 144, 150 with as many expected, and of 171 where 100 are expected: ${seen.join("; ")}`);
const same = seen.join("; ") === "0.0337 0.522; Infinity Infinity; Infinity Infinity; NaN NaN";
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "jstat $(node -p 'require("./node_modules/jstat/package.json").version')"
timeout 60 node check.mjs
