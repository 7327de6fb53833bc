#!/usr/bin/env bash
# photutils squares errors in the type they come in: an error picture of 16-bit integers wraps round, and the error of a
# sum is told too small.
#
# Library:   python3-photutils 1.6.0 of Debian 12 with its dependencies
# Expected:  aperture_photometry() of a picture with a 16-bit error picture (as TIFF tiles of noise are) gives the error
#            that the same numbers give as floats; sums of the 16-bit picture itself do not wrap round
# Behaviour: 300 * 300 is 90000, of which 24464 is left in 16 bits. Nothing is raised.
# Seen:      25 pixels of error 300: float64 1500.0, uint16 782.0; sum of 25 pixels of 60000 in uint16: 1500000.0
set -euo pipefail
version=1.6.0-1+b1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-photutils=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-photutils" { print $2 }')
apt-get download -q "python3-photutils=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys
import numpy, photutils
from photutils.aperture import CircularAperture, aperture_photometry

print("photutils", photutils.__version__)
picture = numpy.full((9, 9), 60000, numpy.uint16)
aperture = CircularAperture((4, 4), 3)
seen = {}
for dtype in (numpy.float64, numpy.uint16):
    row = aperture_photometry(picture, aperture, error=numpy.full((9, 9), 300, dtype), method="center")[0]
    seen[dtype.__name__] = (float(row["aperture_sum"]), round(float(row["aperture_sum_err"]), 1))
    print("errors as {}: sum {}, error {}".format(dtype.__name__, *seen[dtype.__name__]))
same = seen == {"float64": (1500000.0, 1500.0), "uint16": (1500000.0, 782.0)}
sys.exit(0 if same else "the behaviour has changed")
P
