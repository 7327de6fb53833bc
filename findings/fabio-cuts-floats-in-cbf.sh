#!/usr/bin/env bash
# FabIO writes a picture of floats to CBF as whole numbers, cut towards zero: a ratio of 0.9 is 0.
#
# Library:   python3-fabio 0.14.0 of Debian 12 with its dependencies
# Expected:  the format holds integers only, so floats are refused, or kept in another packing; EDF and TIFF of the same
#            library keep them
# Behaviour: values are cut to 32-bit integers and nothing is said. Only who reads the file by FabIO is told by its log of a
#            type it had to suppose and of a wrong checksum. A flat-fielded frame around 1 comes back as 0 and 1.
# Seen:      [0.5, 0.999, 1.5, -2.7]: CBF [0, 0, 1, -2]; EDF and TIFF as they were
set -euo pipefail
version=0.14.0+dfsg-2+b2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-fabio=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-fabio" { print $2 }')
apt-get download -q "python3-fabio=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import fabio, numpy
from fabio.cbfimage import CbfImage
from fabio.edfimage import EdfImage
from fabio.tifimage import TifImage

print("fabio", fabio.version)
picture = numpy.array([[0.5, 0.999], [1.5, -2.7]], numpy.float32)
seen = {}
for suffix, kind in (("cbf", CbfImage), ("edf", EdfImage), ("tif", TifImage)):
    kind(data=picture).write("picture." + suffix)
    with fabio.open("picture." + suffix) as back:
        seen[suffix] = back.data.ravel().tolist()
    print(suffix, numpy.round(seen[suffix], 3).tolist())
same = seen["cbf"] == [0, 0, 1, -2] and seen["edf"] == seen["tif"] == picture.ravel().tolist()
sys.exit(0 if same else "the behaviour has changed")
P
