#!/usr/bin/env bash
# itk-wasm reads a TIFF of 32-bit integers as a picture of zeros, of the right size and type, without an error.
#
# Library:   @itk-wasm/image-io 1.6.1 of npm; the pictures are written by python3-tifffile 20230203 of Debian 12
# Expected:  label pictures and sums of frames, which are TIFFs of 32-bit integers, are read or refused
# Behaviour: componentType is uint32 or int32, size is right, all values are 0. Integers of 8 and 16 bits and 32-bit floats
#            with the same numbers are right.
# Seen:      0, 10, 20, 30: uint8, uint16, int16, float32: 0, 10, 20, 30; uint32 and int32: 0, 0, 0, 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-tifffile=20230203-1 >/dev/null 2>&1
dpkg -x python3-tifffile_*.deb tree
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import numpy, tifffile
for kind in ("uint8", "uint16", "int16", "float32", "uint32", "int32"):
    tifffile.imwrite(kind + ".tif", numpy.array([[0, 10], [20, 30]], kind), photometric="minisblack", metadata=None)
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @itk-wasm/image-io@1.6.1 >/dev/null
cat > check.mjs <<'J'
import { readImageNode } from "@itk-wasm/image-io";

let same = true;
for (const kind of ["uint8", "uint16", "int16", "float32", "uint32", "int32"]) {
  const picture = await readImageNode(`${kind}.tif`);
  const values = Array.from(picture.data).join();
  console.log(kind, "read as", picture.imageType.componentType, picture.size.join(" x "), values);
  same = same && picture.imageType.componentType === kind && picture.size.join() === "2,2"
    && values === (kind.endsWith("t32") && kind !== "float32" ? "0,0,0,0" : "0,10,20,30");
}
if (!same) console.error("the behaviour has changed");
process.exit(same ? 0 : 1);
J
echo "@itk-wasm/image-io $(node -p 'require("./node_modules/@itk-wasm/image-io/package.json").version')"
timeout 120 node check.mjs
