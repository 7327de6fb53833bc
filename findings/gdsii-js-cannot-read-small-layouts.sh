#!/usr/bin/env bash
# The npm package gdsii can't read a small layout in the way that its README shows: it reads other memory than the file's.
#
# Library:   gdsii 0.1.0 of npm on Node.js; the layouts are written by python3-gdspy 1.4.2 of Debian 12
# Expected:  parseGDS(fs.readFileSync(path)), as in the README, gives the records of a layout of whatever size
# Behaviour: Node puts files below 4 KB into a buffer that it shares among small ones. Records are taken from the start of
#            that, not from where the file lies in it: a cell of one die raises "Unknown record type: undefined" or gives
#            what lay there before. From 4 KB on, or as a copy (new Uint8Array(file)), it is right.
# Seen:      one die, 174 bytes: Unknown record type: undefined; the same as a copy: 13 records, box 30000 x 20000; a
#            hundred dies, 6510 bytes: as written
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

for name, dies in (("one", 1), ("hundred", 100)):
    cell = gdspy.Cell("DIE", exclude_from_current=True)
    for die in range(dies):
        cell.add(gdspy.Rectangle((50.0 * die, 0), (50.0 * die + 30.0, 20.0), layer=5))
    library = gdspy.GdsLibrary(unit=1e-6, precision=1e-9)
    library.add(cell)
    library.write_gds(f"{name}.gds")
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts gdsii@0.1.0 >/dev/null
cat > check.mjs <<'J'
import { parseGDS, RecordType } from "gdsii";
import fs from "node:fs";

// A program that has read a small file before, so that the shared buffer has been begun.
fs.readFileSync("package.json");
function boxes(bytes) {
  try {
    const records = [...parseGDS(bytes)];
    return records.filter(({ tag }) => tag === RecordType.XY).map(({ data }) => String(data[2])).slice(0, 1).join();
  } catch (error) {
    return error.message;
  }
}
const one = fs.readFileSync("one.gds");
const hundred = fs.readFileSync("hundred.gds");
console.log(`one die, ${one.length} bytes: ${boxes(one)}`);
console.log(`the same as a copy: ${boxes(new Uint8Array(one))}, ${[...parseGDS(new Uint8Array(one))].length} records`);
console.log(`a hundred dies, ${hundred.length} bytes: ${boxes(hundred)}`);
const same = boxes(one) === "Unknown record type: undefined" && boxes(new Uint8Array(one)) === "30000,20000"
  && boxes(hundred) === "30000,20000";
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "gdsii $(node -p 'require("./node_modules/gdsii/package.json").version')"
node check.mjs
