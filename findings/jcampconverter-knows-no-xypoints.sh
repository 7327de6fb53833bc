#!/usr/bin/env bash
# jcampconverter reads no spectrum from a file whose points stand under XYPOINTS, the name that JCAMP-DX has for points of
# uneven distance, and says nothing.
#
# Library:   jcampconverter 12.5.3 of npm
# Expected:  spectra of gratings, uneven in nm, stand as ##XYPOINTS=(XY..XY) by JCAMP-DX 4.24; they are read as the same
#            pairs are under ##XYDATA=(XY..XY), which the standard does not have, and ##PEAK TABLE=(XY..XY)
# Behaviour: the block comes out with an empty list of spectra; factors, units and title are read.
# Seen:      XYDATA and PEAK TABLE: 1 spectrum, x 400,401,403.5 y 3,5,7; XYPOINTS: 0 spectra
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund jcampconverter@12.5.3 >/dev/null
cat > check.mjs <<'J'
import { convert } from "jcampconverter";

const seen = {};
for (const label of ["XYPOINTS", "XYDATA", "PEAK TABLE"]) {
  const text = ["##TITLE=PL", "##JCAMP-DX=4.24", "##DATA TYPE=UV-VIS SPECTRUM", "##ORIGIN=check", "##OWNER=check",
    "##XUNITS=NANOMETERS", "##YUNITS=COUNTS", "##XFACTOR=0.1", "##YFACTOR=2", "##FIRSTX=400", "##LASTX=403.5",
    "##NPOINTS=3", `##${label}=(XY..XY)`, "4000, 1.5", "4010, 2.5", "4035, 3.5", "##END="].join("\n");
  const [block] = convert(text).flatten;
  seen[label] = block.spectra.map(({ data }) => `x ${data.x} y ${data.y}`).join();
  console.log(`${label}: title ${block.title}, ${block.spectra.length} spectra ${seen[label]}`);
}
const pairs = "x 400,401,403.5 y 3,5,7";
if (seen.XYPOINTS !== "" || seen.XYDATA !== pairs || seen["PEAK TABLE"] !== pairs) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "jcampconverter $(node -p 'require("./node_modules/jcampconverter/package.json").version')"
node check.mjs
