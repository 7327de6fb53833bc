#!/usr/bin/env bash
# OpenCV's calcHist counts NaN as the lowest brightness.
#
# Library:   python3-opencv 4.6.0 of Debian 12
# Expected:  a float picture in which pixels are missing has as many counts less; what lies outside of the range is left out,
#            as infinity and values above and below it are
# Behaviour: every NaN is counted in the first bin, wherever the range begins. A median or threshold that is taken from the
#            histogram falls, and a masked picture looks as if it were dark. No exception.
# Seen:      nan, nan, 1, 2, inf, -inf in 4 bins from 0 to 4: 2 1 1 0; nan, 9, 12, 15 from 10 to 14: 1 0 1 0
set -euo pipefail
version=4.6.0+dfsg-12
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-opencv=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-opencv" { print $2 }')
apt-get download -q "python3-opencv=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys
import cv2, numpy

print("OpenCV", cv2.__version__)


def histogram(pixels, low, high):
    return cv2.calcHist([numpy.array([pixels], numpy.float32)], [0], None, [4], [low, high]).ravel().astype(int).tolist()


seen = histogram([numpy.nan, numpy.nan, 1, 2, numpy.inf, -numpy.inf], 0, 4), histogram([numpy.nan, 9, 12, 15], 10, 14)
print("0 to 4:", seen[0], " 10 to 14:", seen[1])
sys.exit(0 if seen == ([2, 1, 1, 0], [1, 0, 1, 0]) else "the behaviour has changed")
P
