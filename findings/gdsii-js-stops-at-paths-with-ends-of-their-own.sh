#!/usr/bin/env bash
# The npm package gdsii reads a layout only up to the first path that tells how far it goes beyond its ends.
#
# Library:   gdsii 0.1.0 of npm; the layouts are written by python3-gdspy 1.4.2 of Debian 12
# Expected:  records of the format are given or passed over; BGNEXTN and ENDEXTN, which path type 4 has, are in its own list of
#            names, and layout programs write them for every such path
# Behaviour: parseGDS() raises "Unknown record type: BGNEXTN". As it is a generator, what stands before has been given by then;
#            a program that catches the error has half of the dies.
# Seen:      a box and a path with flush ends: 2 shapes; with ends of 1 and 3 um: Unknown record type: BGNEXTN, 1 shape
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

for name, ends in (("flush", "flush"), ("extended", (1.0, 3.0))):
    cell = gdspy.Cell("DIE", exclude_from_current=True)
    cell.add(gdspy.FlexPath([(0, 0), (10, 0)], 2.0, layer=6, ends=ends, gdsii_path=True))
    cell.add(gdspy.Rectangle((0, 0), (30.0, 20.0), layer=5))
    library = gdspy.GdsLibrary(unit=1e-6, precision=1e-9)
    library.add(cell)
    library.write_gds(f"{name}.gds")
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts gdsii@0.1.0 >/dev/null
cat > check.mjs <<'J'
import { parseGDS, RecordType } from "gdsii";
import { readFileSync } from "node:fs";

function shapes(path) {
  let count = 0;
  try {
    for (const { tag } of parseGDS(new Uint8Array(readFileSync(path)))) {
      if (tag === RecordType.XY) count += 1;
    }
    return `${count} shapes`;
  } catch (error) {
    return `${error.message}, ${count} shapes`;
  }
}
const seen = [shapes("flush.gds"), shapes("extended.gds")];
console.log(seen.join("; "));
if (seen.join() !== "2 shapes,Unknown record type: BGNEXTN, 1 shapes") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "gdsii $(node -p 'require("./node_modules/gdsii/package.json").version')"
node check.mjs
