#!/usr/bin/env bash
# h5wasm gives an array of numbers that are not in the file where it lacks a dataset's filter; only the console tells.
#
# Library:   h5wasm 0.10.3 of npm; the file is written by python3-h5py 3.7.0 of Debian 12
# Expected:  a dataset packed by LZF, for which the README wants h5wasm-plugins, can't be read without them: .value throws,
#            as it does for float16
# Behaviour: HDF5's read fails and says so on the console, but .value returns an array of the right type and length that
#            was never filled; part of it can be what was read before.
# Seen:      20 values of 12345 packed by LZF: no exception, Int32Array of 20, 0 of them 12345; 20 values of 11 packed by
#            gzip: 20 of them 11
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
echo '{}' > package.json
npm install --silent --no-audit --no-fund h5wasm@0.10.3 >/dev/null
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import h5py, numpy
with h5py.File("map.h5", "w") as f:
    for packing, value in (("gzip", 11), ("lzf", 12345)):
        f.create_dataset(packing, data=numpy.full(20, value, "i4"), chunks=(10,), compression=packing)
P
cat > check.mjs <<'J'
import h5wasm from "h5wasm/node";

await h5wasm.ready;
const file = new h5wasm.File("map.h5", "r");
const right = {};
for (const [packing, stored] of [["gzip", 11], ["lzf", 12345]]) {
  const values = file.get(packing).value;
  right[packing] = values.filter((value) => value === stored).length;
  console.log(`${packing}: ${values.constructor.name} of ${values.length}, ${right[packing]} of them ${stored}`);
}
if (right.gzip !== 20 || right.lzf !== 0) {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "h5wasm $(node -p 'require("./node_modules/h5wasm/package.json").version')"
node check.mjs 2>console.txt
grep -m 1 -o "required filter 'lzf' is not registered" console.txt
