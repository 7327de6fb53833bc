#!/usr/bin/env bash
# jcampconverter leaves out a missing value ("?") of a spectrum, so all values behind it on the line lie at the wavelength
# before theirs.
#
# Library:   jcampconverter 12.5.3 of npm
# Expected:  JCAMP-DX 4.24 has the question mark for an ordinate that is missing or out of range (a saturated channel); it
#            keeps its place, as NaN or a gap
# Behaviour: the rest of the table moves up by one point: one value fewer than NPOINTS says, the last at 403 nm instead of
#            404 nm, although the second line names its own abscissa. Nothing is said.
# Seen:      400 1 ? 3 / 403 4 5: x 400,401,402,403 y 1,3,4,5; without the question mark x 400..404 y 1,2,3,4,5
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund jcampconverter@12.5.3 >/dev/null
cat > check.mjs <<'J'
import { convert } from "jcampconverter";

function read(table) {
  const text = ["##TITLE=PL", "##JCAMP-DX=4.24", "##DATA TYPE=UV-VIS SPECTRUM", "##ORIGIN=check", "##OWNER=check",
    "##XUNITS=NANOMETERS", "##YUNITS=COUNTS", "##XFACTOR=1", "##YFACTOR=1", "##FIRSTX=400", "##LASTX=404",
    "##NPOINTS=5", "##FIRSTY=1", "##XYDATA=(X++(Y..Y))", ...table, "##END="].join("\n");
  const { x, y } = convert(text).flatten[0].spectra[0].data;
  console.log(`${table.join(" / ")}: x ${x} y ${y}`);
  return `${x} ${y}`;
}
const whole = read(["400 1 2 3", "403 4 5"]);
const missing = read(["400 1 ? 3", "403 4 5"]);
if (whole !== "400,401,402,403,404 1,2,3,4,5" || missing !== "400,401,402,403 1,3,4,5") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "jcampconverter $(node -p 'require("./node_modules/jcampconverter/package.json").version')"
node check.mjs
