#!/usr/bin/env bash
# raw2tiff marks what it writes with FillOrder lsb-to-msb unless told otherwise and turns the bits of every byte over;
# three TIFF readers of npm pass over that tag and give other numbers for every 16-bit picture made that way.
#
# Library:   geotiff 3.0.5, utif 3.1.0 and tiff 7.1.3 of npm; raw2tiff and tiffcp of libtiff-tools 4.5.0 and
#            python3-tifffile 20230203, both of Debian 12
# Expected:  raw2tiff makes of raw 16-bit frames a picture that TIFF readers read; a reader that can't turn bits over
#            refuses FillOrder 2, as it refuses packings it does not know
# Behaviour: tiffcp and tifffile turn the bits back. The three give them as they are in the file and raise nothing.
#            With raw2tiff -M all five agree.
# Seen:      default: third pixel of 0, 900, 1800: tifffile 1800, geotiff, utif and tiff 57360; -M: 1800 in all
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 python3-tifffile=20230203-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
echo '{}' > package.json
npm install --silent --no-audit --no-fund geotiff@3.0.5 utif@3.1.0 tiff@7.1.3 >/dev/null
cat > check.mjs <<'J'
import { readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fromArrayBuffer } from "geotiff";
import { decode } from "tiff";
const UTIF = createRequire(import.meta.url)("utif");

const width = 8, height = 4;
writeFileSync("frame.raw", Buffer.from(Uint16Array.from({ length: width * height }, (_, i) => i * 900).buffer));

async function thirdPixel(path) {
  const file = readFileSync(path);
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  const [raster] = await (await (await fromArrayBuffer(buffer)).getImage()).readRasters();
  const [ifd] = UTIF.decode(buffer);
  UTIF.decodeImage(buffer, ifd);
  const python = "import sys, tifffile; print(tifffile.imread(sys.argv[1])[0, 2])";
  return {
    tifffile: Number(execFileSync("/usr/bin/python3", ["-c", python, path])),
    geotiff: raster[2],
    utif: new Uint16Array(ifd.data.slice().buffer)[2],
    tiff: decode(file)[0].data[2],
  };
}

const frame = ["-w", width, "-l", height, "-d", "short", "-c", "none", "frame.raw"];
execFileSync("raw2tiff", [...frame, "default.tif"]);
execFileSync("raw2tiff", ["-M", ...frame, "told.tif"]);
execFileSync("tiffcp", ["-f", "msb2lsb", "default.tif", "turned.tif"]);
const seen = { default: await thirdPixel("default.tif"), "-M": await thirdPixel("told.tif"),
               "default through tiffcp -f msb2lsb": await thirdPixel("turned.tif") };
console.log("third pixel of 0, 900, 1800:", seen);
const right = { tifffile: 1800, geotiff: 1800, utif: 1800, tiff: 1800 };
const expected = { default: { ...right, geotiff: 57360, utif: 57360, tiff: 57360 }, "-M": right,
                   "default through tiffcp -f msb2lsb": right };
if (JSON.stringify(seen) !== JSON.stringify(expected)) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
for package in geotiff utif tiff; do
    echo "$package $(node -p "require('./node_modules/$package/package.json').version")"
done
node check.mjs
