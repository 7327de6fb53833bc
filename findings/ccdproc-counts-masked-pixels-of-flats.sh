#!/usr/bin/env bash
# ccdproc norms a flat field by the mean of all its pixels, the masked ones as well.
#
# Library:   python3-ccdproc 2.4.0 of Debian 12 with its dependencies
# Expected:  flat_correct() divides by the flat normed to its mean; pixels that the flat's mask takes out (hot ones, those
#            outside of the wafer) do not count, as they do not in combine() of the same library
# Behaviour: the mean is taken over the data alone. One masked hot pixel of 100 in a flat of 1 makes every good pixel
#            25.75 times brighter; a masked NaN makes every pixel NaN. The result's mask is right.
# Seen:      picture of 100, flat [1, 1, 100 masked, 1]: good pixels 2575; with the masked pixel NaN: nan; with it 1: 100
set -euo pipefail
version=2.4.0-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-ccdproc=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-ccdproc" { print $2 }')
apt-get download -q "python3-ccdproc=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy
warnings.simplefilter("ignore")
import ccdproc
from astropy.nddata import CCDData

print("ccdproc", ccdproc.__version__)
picture = CCDData(numpy.full((2, 2), 100.0), unit="adu")
seen = {}
for value in (100.0, numpy.nan, 1.0):
    flat = CCDData(numpy.array([[1.0, 1.0], [value, 1.0]]), unit="adu", mask=numpy.array([[0, 0], [1, 0]], bool))
    result = ccdproc.flat_correct(picture, flat)
    good = numpy.unique(result.data[~result.mask])
    seen[str(value)] = good.tolist()
    print(f"masked pixel of the flat {value}: good pixels {good}, masked {int(result.mask.sum())}")
same = (seen["100.0"] == [2575.0] and len(seen["nan"]) == 1 and bool(numpy.isnan(seen["nan"][0]))
        and seen["1.0"] == [100.0])
sys.exit(0 if same else "the behaviour has changed")
P
