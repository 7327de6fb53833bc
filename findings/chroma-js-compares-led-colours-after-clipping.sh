#!/usr/bin/env bash
# chroma.js clips colours to sRGB before it compares them: LED colours differ by a third of what they do.
#
# Library:   chroma-js 3.2.0 of npm, chroma.lab() and chroma.deltaE(), which is CIEDE2000
# Expected:  the first three of the published test pairs, blues of L* 50 and C* 80 as blue LEDs have, differ by 2.0425,
#            2.8615 and 3.4412; pairs of dull colours come out to four places
# Behaviour: a colour is kept as sRGB from 0 to 255, so what no display shows is the nearest corner of it from then on.
#            chroma.lab(50, 2.6772, -79.7751).lab() is another colour. No exception and no warning; clipped() would tell.
# Seen:      pairs 1 to 3: 0.669, 0.9081, 1.368; first colour read back: 54.43, 19.43, -71.38; dull pair of 2.3669: 2.3669
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts chroma-js@3.2.0 >/dev/null
cat > check.mjs <<'J'
import chroma from "chroma-js";

const pairs = [[50, 2.6772, -79.7751, 50, 0, -82.7485], [50, 3.1571, -77.2803, 50, 0, -82.7485], [50, 2.8361, -74.02, 50, 0, -82.7485],
  [50, 0, 0, 50, -1, 2]];
const seen = pairs.map(([l, a, b, ...other]) => chroma.deltaE(chroma.lab(l, a, b), chroma.lab(...other)).toFixed(4));
const back = chroma.lab(50, 2.6772, -79.7751).lab().map((value) => value.toFixed(2));
console.log(`published 2.0425, 2.8615, 3.4412, 2.3669: ${seen.join(", ")}; first colour read back: ${back.join(", ")}`);
const same = seen.join() === "0.6690,0.9081,1.3680,2.3669" && back.join() === "54.43,19.43,-71.38";
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "chroma-js $(node -p 'require("./node_modules/chroma-js/package.json").version')"
timeout 60 node check.mjs
