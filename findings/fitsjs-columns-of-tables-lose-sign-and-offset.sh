#!/usr/bin/env bash
# fitsjs gives -1 in a 16-bit column of a table as 65535, 40000 as 7232, and a column of pairs as NaN.
#
# Library:   fitsjs 0.6.6 of npm, getColumn() of a file; the table is written by python3-astropy 5.2.1 of Debian 12
# Expected:  a column of format I is signed; unsigned numbers lie in it with TZERO 32768, which is added; a column of two
#            doubles a row gives two of them a row
# Behaviour: the column is put into an unsigned array, TZERO and TSCAL are not looked at, and a row of several numbers is put
#            into one place of an array of numbers, which makes NaN. getRows() of the same table gives sign and pairs, but
#            no TZERO either. No exception.
# Seen:      offsets -1, 0, 1: 65535, 0, 1; counts 1, 40000, 65535: 32769, 7232, 32767; places: NaN, NaN, NaN; brightness as
#            written
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

columns = [fits.Column("offset", "I", array=numpy.array([-1, 0, 1], numpy.int16)),
           fits.Column("counts", "I", bzero=32768, array=numpy.array([1, 40000, 65535], numpy.uint16)),
           fits.Column("brightness", "E", array=[1.5, -2.5, 2]),
           fits.Column("place", "2D", array=numpy.arange(6).reshape(3, 2) / 4)]
fits.HDUList([fits.PrimaryHDU(), fits.BinTableHDU.from_columns(columns)]).writeto("dies.fits")
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts fitsjs@0.6.6 >/dev/null
cat > check.mjs <<'J'
import { readFileSync } from "node:fs";
import { File } from "node:buffer";
import { runInThisContext } from "node:vm";

// What browsers have and Node does not.
globalThis.window = globalThis;
globalThis.File = File;
globalThis.FileReader = class {
  readAsArrayBuffer(blob) {
    blob.arrayBuffer().then((result) => {
      this.result = result;
      this.onloadend({ target: this });
    });
  }
};
runInThisContext(readFileSync("node_modules/fitsjs/lib/fits.js", "utf8"));
const seen = await new Promise((resolve) => {
  new globalThis.astro.FITS(new File([readFileSync("dies.fits")], "dies.fits"), function () {
    const table = this.getDataUnit(1);
    const columns = {};
    for (const name of table.columns) {
      table.getColumn(name, (column) => {
        columns[name] = String(column);
        if (Object.keys(columns).length === table.columns.length) resolve(columns);
      });
    }
  });
});
console.log(seen);
const same = seen.offset === "65535,0,1" && seen.counts === "32769,7232,32767" && seen.brightness === "1.5,-2.5,2"
  && seen.place === "NaN,NaN,NaN";
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "fitsjs $(node -p 'require("./node_modules/fitsjs/package.json").version')"
node check.mjs
