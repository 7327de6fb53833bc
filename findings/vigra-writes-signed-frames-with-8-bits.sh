#!/usr/bin/env bash
# VIGRA writes a frame of signed 16-bit numbers as a PNG or PGM of 8 bits, stretched to its own brightest pixel.
#
# Library:   python3-vigra 1.11.1 of Debian 12 with its dependencies, vigra.impex.writeImage()
# Expected:  0 to 30000 fit the 16 bits that PNG and PGM have, and unsigned frames are written so by the same call; or it is
#            refused, as .hdr and .exr are
# Behaviour: darkest to brightest become 0 to 255, another scale for each frame, and no word of it: dark-subtracted frames
#            (signed, 32-bit or float) can't be compared afterwards. As TIFF they are kept.
# Seen:      0 1 255 256 1000 30000: uint16 as PNG and PGM: the same; int16, uint32 and float32: 0 0 2 2 9 255; int16 as TIFF:
#            the same
set -euo pipefail
version=1.11.1+dfsg-11
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-vigra=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-vigra" { print $2 }')
apt-get download -q "python3-vigra=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/hdf5/serial:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
export HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy
import vigra

pixels = [0, 1, 255, 256, 1000, 30000]
print("VIGRA", vigra.version)


def read_back(kind, ending):
    vigra.impex.writeImage(numpy.array([pixels], kind), f"frame.{ending}")
    return numpy.asarray(vigra.impex.readImage(f"frame.{ending}")).squeeze().astype(int).tolist()


seen = {(kind, ending): read_back(kind, ending) for kind in ("uint16", "int16", "uint32", "float32") for ending in ("png", "pgm", "tif")}
for (kind, ending), values in seen.items():
    print(f"{kind} as {ending}: {values}")
stretched = [0, 0, 2, 2, 9, 255]
same = all(values == (pixels if kind == "uint16" or ending == "tif" else stretched) for (kind, ending), values in seen.items())
sys.exit(0 if same else "the behaviour has changed")
P
