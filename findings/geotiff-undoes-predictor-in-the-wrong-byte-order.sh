#!/usr/bin/env bash
# geotiff.js undoes the horizontal predictor of 16-bit samples in the byte order of the machine instead of the file's:
# big-endian pictures come out with other pixels, and nothing is said.
#
# Library:   geotiff 3.0.5 of npm; the pictures are written by libtiff-tools 4.5.0 of Debian 12
# Expected:  the README names horizontal predictor support, and byte order is a property of the file: the same picture
#            gives the same pixels with and without predictor, in both byte orders
# Behaviour: little-endian with predictor and big-endian without are right. Big-endian with predictor 2 is wrong from
#            the third column on, as soon as a sum carries from one byte to the other: differences are added byte
#            swapped. LZW and deflate alike. The picture still looks like one, with steps of 256 counts.
# Seen:      II none, II lzw:2, II zip:2, MM none: 0 of 1961 pixels differ; MM lzw:2, MM zip:2: 1905 of 1961 differ,
#            the first at column 2: 1544 for 1800
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 >/dev/null 2>&1
dpkg -x libtiff-tools_*.deb tree
export PATH="$folder/tree/usr/bin:$PATH"
echo '{}' > package.json
npm install --silent --no-audit --no-fund geotiff@3.0.5 >/dev/null
cat > check.mjs <<'J'
import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { fromArrayBuffer } from "geotiff";

const width = 53, height = 37;
const truth = Uint16Array.from({ length: width * height }, (_, i) =>
  (Math.floor(i / width) * 300 + (i % width) * 900) % 65521);
writeFileSync("picture.raw", Buffer.from(truth.buffer));
execFileSync("raw2tiff", ["-M", "-w", width, "-l", height, "-d", "short", "-c", "none", "picture.raw", "picture.tif"]);

let same = true;
const wrongOnes = new Set(["MM lzw:2", "MM zip:2"]);
for (const [order, option] of [["II", "-L"], ["MM", "-B"]]) {
  for (const packing of ["none", "lzw:2", "zip:2"]) {
    execFileSync("tiffcp", [option, "-c", packing, "picture.tif", "packed.tif"]);
    const file = readFileSync("packed.tif");
    const tiff = await fromArrayBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
    const [read] = await (await tiff.getImage()).readRasters();
    const differing = [...truth.keys()].filter((i) => read[i] !== truth[i]);
    const first = differing[0];
    console.log(`${order} ${packing}: ${differing.length} of ${truth.length} pixels differ` +
      (differing.length ? `, the first at column ${first % width}: ${read[first]} for ${truth[first]}` : ""));
    same = same && (differing.length > 0) === wrongOnes.has(`${order} ${packing}`);
    same = same && (differing.length === 0 || (first === 2 && read[first] === 1544));
  }
}
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "geotiff $(node -p 'require("./node_modules/geotiff/package.json").version')"
node check.mjs
