#!/usr/bin/env bash
# The npm package tiff, and image-js that reads by it, undo the horizontal predictor over whole rows of the picture,
# also where the file is tiled and each tile starts anew: pixels right of the first tile are wrong, and nothing is said.
#
# Library:   tiff 7.1.3 and image-js 1.7.0 of npm; the pictures are written by libtiff-tools 4.5.0 of Debian 12
# Expected:  a tile is packed for itself, so a tiled picture with predictor reads as the same picture in strips or
#            without predictor; what a decoder does not know it refuses, as this one does PackBits and predictor 3
# Behaviour: tiles are put together first and the sums run on from tile to tile. The first column of tiles is right.
# Seen:      strips with predictor, tiles without: 0 of 1961 pixels differ; tiles with predictor: 1369 of 1961 differ,
#            the first at column 16, where the second tile starts. image-js: the same
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 >/dev/null 2>&1
dpkg -x libtiff-tools_*.deb tree
export PATH="$folder/tree/usr/bin:$PATH"
echo '{}' > package.json
npm install --silent --no-audit --no-fund tiff@7.1.3 image-js@1.7.0 >/dev/null
cat > check.mjs <<'J'
import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { decode as decodeTiff } from "tiff";
import { decode as decodeImage } from "image-js";

const width = 53, height = 37;
const truth = Uint16Array.from({ length: width * height }, (_, i) =>
  (Math.floor(i / width) * 300 + (i % width) * 900) % 65521);
writeFileSync("picture.raw", Buffer.from(truth.buffer));
execFileSync("raw2tiff", ["-M", "-w", width, "-l", height, "-d", "short", "-c", "none", "picture.raw", "picture.tif"]);

const cases = {
  "strips with predictor": { options: ["-s", "-c", "zip:2"], differing: 0 },
  "tiles without predictor": { options: ["-t", "-w", "16", "-l", "16", "-c", "zip"], differing: 0 },
  "tiles with predictor": { options: ["-t", "-w", "16", "-l", "16", "-c", "zip:2"], differing: 1369 },
};
let same = true;
for (const [name, { options, differing: expected }] of Object.entries(cases)) {
  execFileSync("tiffcp", [...options, "picture.tif", "packed.tif"]);
  const file = readFileSync("packed.tif");
  for (const [library, read] of [["tiff", decodeTiff(file)[0].data], ["image-js", decodeImage(file).getRawImage().data]]) {
    const differing = [...truth.keys()].filter((i) => read[i] !== truth[i]);
    console.log(`${name}, ${library}: ${differing.length} of ${truth.length} pixels differ` +
      (differing.length ? `, the first at column ${differing[0] % width}` : ""));
    same = same && differing.length === expected && (expected === 0 || differing[0] === 16);
  }
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
version() { node -p "require('./node_modules/$1/package.json').version"; }
echo "tiff $(version tiff), image-js $(version image-js)"
node check.mjs
