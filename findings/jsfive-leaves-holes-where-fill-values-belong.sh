#!/usr/bin/env bash
# jsfive does not put the fill value where a dataset has no chunk: its value has holes there, and is empty where nothing
# was written yet, although the shape says otherwise.
#
# Library:   jsfive 0.4.2 of npm; the file is written by python3-h5py 3.7.0 of Debian 12; h5wasm 0.10.3 of npm compares
# Expected:  HDF5 does not store chunks nobody wrote; a reader gives the fill value there. jsfive knows the fill value
#            (dataset.fillvalue) and gives whole arrays elsewhere
# Behaviour: a 4 x 4 map with fill value -1 of which one 2 x 2 chunk was written: 16 places, 12 of them holes. Holes are
#            passed over by forEach and reduce and are null in JSON, so a mean is taken over other dies. A 3 x 4 map
#            that was never written, with fill value NaN: length 0 for shape [3, 4].
# Seen:      partly written: [9,9,null,null,9,9,null,...]; sum 36 instead of 24; never written: length 0, shape 3,4
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
echo '{}' > package.json
npm install --silent --no-audit --no-fund jsfive@0.4.2 h5wasm@0.10.3 >/dev/null
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import h5py, numpy
with h5py.File("map.h5", "w") as f:
    part = f.create_dataset("part", shape=(4, 4), dtype="f4", chunks=(2, 2), fillvalue=-1)
    part[0:2, 0:2] = 9
    f.create_dataset("never", shape=(3, 4), dtype="f4", chunks=(2, 2), fillvalue=numpy.nan)
P
cat > check.mjs <<'J'
import { readFileSync } from "node:fs";
import * as jsfive from "jsfive";
import h5wasm from "h5wasm/node";

const bytes = readFileSync("map.h5");
const file = new jsfive.File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), "map.h5");
const sum = (values) => values.reduce((a, b) => a + b, 0);
const part = file.get("part"), never = file.get("never");
const holes = part.shape[0] * part.shape[1] - Object.keys(part.value).length;
console.log("jsfive, partly written:", JSON.stringify(part.value), "sum", sum(part.value), "fill value", part.fillvalue);
console.log("jsfive, never written: shape", never.shape, "length", never.value.length);

await h5wasm.ready;
const whole = new h5wasm.File("map.h5", "r");
console.log("h5wasm, partly written: sum", sum(whole.get("part").value));
console.log("h5wasm, never written: length", whole.get("never").value.length);
const same = holes === 12 && sum(part.value) === 36 && part.fillvalue === -1 && never.value.length === 0 &&
  sum(whole.get("part").value) === 24 && whole.get("never").value.length === 12;
if (!same) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "jsfive $(node -p 'require("./node_modules/jsfive/package.json").version')"
node check.mjs
