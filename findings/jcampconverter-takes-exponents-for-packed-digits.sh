#!/usr/bin/env bash
# jcampconverter takes the exponent of a number for packed digits and makes other points of it.
#
# Library:   jcampconverter 12.5.3 of npm
# Expected:  JCAMP-DX 4.24 lets plain numbers have an exponent (1.0E+03); five of them are five points
# Behaviour: in (X++(Y..Y)) tables E is always read as the packed digit +5, and e as -5: ten points instead of five, far
#            beyond the last wavelength. Nothing is said. In (XY..XY) tables the same numbers are right.
# Seen:      400 1.0E+03 2.0E+03 3.0E+03 / 403 4.0E+03 5.0E+03 with NPOINTS 5: more than 5 points, the first 1; as PEAK
#            TABLE: 1000,2000,3000,4000,5000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund jcampconverter@12.5.3 >/dev/null
cat > check.mjs <<'J'
import { convert } from "jcampconverter";

function read(lines) {
  const text = ["##TITLE=PL", "##JCAMP-DX=4.24", "##DATA TYPE=UV-VIS SPECTRUM", "##ORIGIN=check", "##OWNER=check",
    "##XUNITS=NANOMETERS", "##YUNITS=COUNTS", "##XFACTOR=1", "##YFACTOR=1", "##FIRSTX=400", "##LASTX=404",
    "##NPOINTS=5", ...lines, "##END="].join("\n");
  const { y } = convert(text).flatten[0].spectra[0].data;
  console.log(`${lines[0]}: ${y.length} points, y ${y}`);
  return y;
}
const table = read(["##XYDATA=(X++(Y..Y))", "400 1.0E+03 2.0E+03 3.0E+03", "403 4.0E+03 5.0E+03"]);
const pairs = read(["##PEAK TABLE=(XY..XY)", "400,1.0E+03 401,2.0E+03 402,3.0E+03 403,4.0E+03 404,5.0E+03"]);
if (table.length <= 5 || table[0] !== 1 || pairs.join() !== "1000,2000,3000,4000,5000") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "jcampconverter $(node -p 'require("./node_modules/jcampconverter/package.json").version')"
node check.mjs
