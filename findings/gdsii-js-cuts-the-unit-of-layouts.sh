#!/usr/bin/env bash
# The npm package gdsii leaves out the last byte of every real number: a unit of 1 nm is less, and edges at whole
# micrometres lie below them.
#
# Library:   gdsii 0.1.0 of npm; the layout is written by python3-gdspy 1.4.2 of Debian 12
# Expected:  GDSII reals have 56 bits of mantissa, more than a double has, so 0.001 and 1e-9 come out as just these, as
#            from gdspy's own reader
# Behaviour: 6 of the 7 bytes are taken, the rest is cut off: every unit, magnification and angle is a little too small.
#            30000 units are 29.9999999999996 um, of which floor() makes 29.
# Seen:      UNITS: 0.000999999999999987 and 9.999999999999957e-10, 30000 units: 29.99999999999961; gdspy: 1e-06 and 1e-09
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=1.4.2-2+b7
needed=$(apt-get install -s --no-install-recommends "python3-gdspy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-gdspy" { print $2 }')
apt-get download -q "python3-gdspy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
/usr/bin/python3 - <<'P'
import gdspy

cell = gdspy.Cell("DIE", exclude_from_current=True)
cell.add(gdspy.Rectangle((0, 0), (30.0, 20.0), layer=5))
library = gdspy.GdsLibrary(unit=1e-6, precision=1e-9)
library.add(cell)
library.write_gds("die.gds")
unit, precision = gdspy.get_gds_units("die.gds")
print("gdspy reads", unit, precision)
assert (unit, precision) == (1e-6, 1e-9)
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts gdsii@0.1.0 >/dev/null
cat > check.mjs <<'J'
import { parseGDS, RecordType } from "gdsii";
import { readFileSync } from "node:fs";

const records = [...parseGDS(new Uint8Array(readFileSync("die.gds")))];
const { userUnit, metersPerUnit } = records.find(({ tag }) => tag === RecordType.UNITS).data;
const corner = records.find(({ tag }) => tag === RecordType.XY).data[2][0];
console.log("UNITS", userUnit, metersPerUnit, "right edge", corner, "units are", corner * userUnit);
const same = userUnit < 0.001 && userUnit > 0.000999999999999 && metersPerUnit < 1e-9
  && corner === 30000 && Math.floor(corner * userUnit) === 29;
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "gdsii $(node -p 'require("./node_modules/gdsii/package.json").version')"
node check.mjs
