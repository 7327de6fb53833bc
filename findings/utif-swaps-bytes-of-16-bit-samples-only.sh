#!/usr/bin/env bash
# UTIF.js turns the bytes of big-endian 16-bit samples into the machine's order, but leaves those of 32-bit samples as
# they are in the file, so the same call gives values that must be swapped and values that must not.
#
# Library:   utif 3.1.0 of npm; the pictures are written by libtiff-tools 4.5.0 of Debian 12
# Expected:  decodeImage() gives the samples of big-endian and little-endian files in one and the same byte order,
#            whatever their size
# Behaviour: 16 bit: big-endian files come out little-endian. 32-bit floats: big-endian files come out big-endian, so a
#            Float32Array on the data shows other numbers.
# Seen:      16 bit II 1800, MM 1800; 32-bit float II 1800, MM 8.1e-41 (third pixel)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 >/dev/null 2>&1
dpkg -x libtiff-tools_*.deb tree
export PATH="$folder/tree/usr/bin:$PATH"
echo '{}' > package.json
npm install --silent --no-audit --no-fund utif@3.1.0 >/dev/null
cat > check.mjs <<'J'
import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
const UTIF = createRequire(import.meta.url)("utif");

const width = 8, height = 4;
const values = Array.from({ length: width * height }, (_, i) => i * 900);
const seen = {};
for (const [name, Samples, type] of [["16 bit", Uint16Array, "short"], ["32-bit float", Float32Array, "float"]]) {
  writeFileSync("picture.raw", Buffer.from(Samples.from(values).buffer));
  execFileSync("raw2tiff", ["-M", "-w", width, "-l", height, "-d", type, "-c", "none", "picture.raw", "picture.tif"]);
  for (const [order, option] of [["II", "-L"], ["MM", "-B"]]) {
    execFileSync("tiffcp", [option, "-c", "none", "picture.tif", "ordered.tif"]);
    const file = readFileSync("ordered.tif");
    const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
    const [ifd] = UTIF.decode(buffer);
    UTIF.decodeImage(buffer, ifd);
    const samples = new Samples(ifd.data.slice().buffer);
    seen[`${name} ${order}`] = samples.every((value, i) => value === values[i]);
    console.log(`${name} ${order}: third pixel ${samples[2]} for ${values[2]}`);
  }
}
const expected = { "16 bit II": true, "16 bit MM": true, "32-bit float II": true, "32-bit float MM": false };
if (JSON.stringify(seen) !== JSON.stringify(expected)) {
  console.error("the behaviour has changed", seen);
  process.exit(1);
}
J
echo "utif $(node -p 'require("./node_modules/utif/package.json").version')"
node check.mjs
