#!/usr/bin/env bash
# fitsjs gives pixels from 32768 on as negative numbers, and pixels of 64-bit floats as pieces of them.
#
# Library:   fitsjs 0.6.6 of npm; the pictures are written by python3-astropy 5.2.1 of Debian 12
# Expected:  16-bit camera frames, which FITS keeps as signed numbers with BZERO 32768, come out from 0 to 65535; of BITPIX
#            -64, which every FITS reader has to know, come doubles
# Behaviour: BZERO is read and added, but into the array of signed 16-bit numbers that the file's own numbers were in, so
#            bright pixels wrap round. Doubles are taken for 32-bit floats, half of which are turned over. No exception.
# Seen:      0, 1, 32767, 32768, 65535, 60000: 0, 1, 32767, -32768, -1, -5536; doubles 1, 2, 3: six numbers, 1.875, 0, 2, 0 ...
#            32-bit floats and 32-bit integers: as written
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=5.2.1-2+deb12u1
needed=$(apt-get install -s --no-install-recommends "python3-astropy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-astropy" { print $2 }')
apt-get download -q "python3-astropy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import numpy
from astropy.io import fits

fits.PrimaryHDU(numpy.array([[0, 1, 32767, 32768, 65535, 60000]], numpy.uint16)).writeto("uint16.fits")
for name in ("int32", "float32", "float64"):
    fits.PrimaryHDU(numpy.array([[1, 2, 3]], name)).writeto(f"{name}.fits")
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts fitsjs@0.6.6 >/dev/null
cat > check.mjs <<'J'
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

// A library for browsers: it asks for these when it is loaded. Pixels are turned over by the method that its worker runs.
globalThis.window = globalThis;
globalThis.File ??= class {};
runInThisContext(readFileSync("node_modules/fitsjs/lib/fits.js", "utf8"));
const { Header, Image } = globalThis.astro.FITS;
const seen = {};
for (const name of ["uint16", "int32", "float32", "float64"]) {
  const file = readFileSync(`${name}.fits`);
  const header = new Header(file.subarray(0, 2880).toString("latin1"));
  const length = header.get("NAXIS1") * header.get("NAXIS2") * Math.abs(header.get("BITPIX")) / 8;
  const data = file.buffer.slice(file.byteOffset + 2880, file.byteOffset + 2880 + length);
  const image = new Image(header, data);
  seen[name] = [...image._getFrame(data, image.bitpix, image.bzero, image.bscale)].join();
  console.log(`${name}, BZERO ${image.bzero}: ${seen[name]}`);
}
const same = seen.uint16 === "0,1,32767,-32768,-1,-5536" && seen.int32 === "1,2,3" && seen.float32 === "1,2,3"
  && seen.float64.startsWith("1.875,0,2,0,") && seen.float64.split(",").length === 6;
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "fitsjs $(node -p 'require("./node_modules/fitsjs/package.json").version')"
node check.mjs
