#!/usr/bin/env bash
# ml-regression-robust-polynomial fits a constant where a polynomial of degree 1 is asked for: its degree is one too
# high.
#
# Library:   ml-regression-robust-polynomial 3.0.2 of npm, which ml-regression has as RobustPolynomialRegression
# Expected:  degree 1 is a line, degree 2 a parabola, as in ml-regression-polynomial of the same makers
# Behaviour: the number is that of the coefficients, so that degree 1 gives a constant, one of the values, which changes from
#            run to run. A drift of brightness over a wafer is taken for none. Nothing tells of it.
# Seen:      points of 1 + 2 x, x from 1 to 10: degree 1: [15] or [17] or others; degree 2: [1, 2], at 20: 41; of 1 + x * x:
#            degree 2 has two coefficients, degree 3 is exact
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts ml-regression-robust-polynomial@3.0.2 >/dev/null
cat > check.mjs <<'J'
import { RobustPolynomialRegression } from "ml-regression-robust-polynomial";

const x = Array.from({ length: 10 }, (_, i) => i + 1);
const fit = (y, degree) => {
  const found = new RobustPolynomialRegression(x, y, degree);
  return [found.coefficients.map((value) => Math.round(value * 1e6) / 1e6), Math.round(found.predict(20) * 1e6) / 1e6];
};
const line = x.map((value) => 1 + 2 * value), parabola = x.map((value) => 1 + value * value);
const seen = [fit(line, 1), fit(line, 2), fit(parabola, 2), fit(parabola, 3)];
console.log(JSON.stringify(seen));
const same = seen[0][0].length === 1 && seen[0][1] !== 41 && JSON.stringify(seen[1]) === "[[1,2],41]"
  && seen[2][0].length === 2 && seen[3][0].length === 3 && seen[3][1] === 401;
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "ml-regression-robust-polynomial $(node -p 'require("./node_modules/ml-regression-robust-polynomial/package.json").version')"
timeout 60 node check.mjs
