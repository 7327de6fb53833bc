#!/usr/bin/env bash
# scipy.ndimage's watershed gives all even ground between two dies to the one with the last marker.
#
# Library:   python3-scipy 1.10.1 of Debian 12, scipy.ndimage.watershed_ift(); python3-skimage 0.19.3 of Debian 12 compares
# Expected:  water that rises from two markers over even ground meets half way, as in scikit-image's watershed()
# Behaviour: the first marker keeps its own pixel alone where all pixels are alike, so that areas of dies that touch depend
#            on the order of the markers. Nothing tells of it.
# Seen:      5 x 5 even, markers in two corners: 1 pixel and 24 pixels; scikit-image: 15 and 10
set -euo pipefail
version=1.10.1-2
image=0.19.3-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-scipy=$version" "python3-skimage=$image" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-(scipy|skimage)/ { print $2 }')
apt-get download -q "python3-scipy=$version" "python3-skimage=$image" "python3-skimage-lib=$image+b1" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy, scipy
from scipy import ndimage
from skimage.segmentation import watershed

warnings.simplefilter("error")
print("SciPy", scipy.__version__)
even = numpy.full((5, 5), 100, numpy.uint8)
markers = numpy.zeros((5, 5), numpy.int16)
markers[0, 0], markers[4, 4] = 1, 2
sizes = lambda labels: numpy.bincount(labels.ravel(), minlength=3)[1:].tolist()
seen, other = sizes(ndimage.watershed_ift(even, markers)), sizes(watershed(even, markers))
print("SciPy", seen, "scikit-image", other)
sys.exit(0 if seen == [1, 24] and abs(other[0] - other[1]) <= 5 else "the behaviour has changed")
P
