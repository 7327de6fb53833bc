#!/usr/bin/env bash
# netcdfjs takes the padding of records for values: a table of 3 columns of 16 bits has a fourth one of -32767.
#
# Library:   netcdfjs 4.0.0 of npm; the file is written by ncgen of netcdf-bin 4.9.0 of Debian 12
# Expected:  a variable of 3 columns has 3 values a record. The format pads each record of a variable to 4 bytes; padding is
#            no data
# Behaviour: as many values are taken as fit into the padded record, here one more of 16 and of 8 bits. Columns of 32 and 64
#            bits, an even number of 16 bits, and the same table without records are right.
# Seen:      records of short [0, 1, 2], [10, 11, 12]: [0, 1, 2, -32767], [10, 11, 12, -32767]; byte alike with one more;
#            int: as written; short without records: 0, 1, 2, 10, 11, 12
set -euo pipefail
version=1:4.9.0-3+b1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "netcdf-bin=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "netcdf-bin" { print $2 }')
apt-get download -q "netcdf-bin=$version" "libnetcdf19=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
cat > table.cdl <<'T'
netcdf table {
dimensions: record = UNLIMITED ; column = 3 ; row = 2 ;
variables: short wide(record, column) ; byte narrow(record, column) ; int whole(record, column) ; short fixed(row, column) ;
data:
  wide = 0, 1, 2, 10, 11, 12 ;
  narrow = 0, 1, 2, 10, 11, 12 ;
  whole = 0, 1, 2, 10, 11, 12 ;
  fixed = 0, 1, 2, 10, 11, 12 ;
}
T
LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" tree/usr/bin/ncgen -k classic -o table.nc table.cdl
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts netcdfjs@4.0.0 >/dev/null
cat > check.mjs <<'J'
import { readFileSync } from "node:fs";
import { NetCDFReader } from "netcdfjs";

const table = new NetCDFReader(readFileSync("table.nc"));
const seen = {};
for (const name of ["wide", "narrow", "whole", "fixed"]) seen[name] = JSON.stringify(table.getDataVariable(name));
console.log(seen);
const same = seen.wide === "[[0,1,2,-32767],[10,11,12,-32767]]" && /^\[\[0,1,2,-?\d+\],\[10,11,12,-?\d+\]\]$/.test(seen.narrow)
  && seen.whole === "[[0,1,2],[10,11,12]]" && seen.fixed === "[0,1,2,10,11,12]";
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "netcdfjs $(node -p 'require("./node_modules/netcdfjs/package.json").version')"
timeout 60 node check.mjs
