#!/usr/bin/env bash
# scikit-image's hessian_matrix gives the curvature along columns where it promises the one along rows.
#
# Library:   python3-skimage 0.19.3 of Debian 12 with its dependencies
# Expected:  the documentation: order="rc" gives Hrr, Hrc, Hcc, "the first axis initially". A picture that is the square of
#            the row has the second derivative 2 along rows and 0 along columns; structure_tensor() with "rc" fits
# Behaviour: with "rc", which is what it takes by itself, the last element is 2 and the first 0: they stand as Hcc, Hrc, Hrr.
#            "xy" gives Hrr first. Eigenvalues are right, directions of scratches and lines are turned by 90 degrees. No
#            warning.
# Seen:      row squared: rc 0, 0, 2; xy 2, 0, 0; structure_tensor of a slope along rows: rc 64, 0, 0
set -euo pipefail
version=0.19.3-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-skimage=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-skimage/ { print $2 }')
apt-get download -q "python3-skimage=$version" "python3-skimage-lib=$version+b1" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy, skimage
from skimage.feature import hessian_matrix, structure_tensor

warnings.simplefilter("error")
print("scikit-image", skimage.__version__)
row = numpy.arange(64.0)
bowl, slope = numpy.outer(row**2, numpy.ones(64)), numpy.outer(row, numpy.ones(64))
middle = lambda parts: [float(round(part[32, 32], 6)) + 0.0 for part in parts]
itself, rc, xy = (middle(hessian_matrix(bowl, **order)) for order in ({}, {"order": "rc"}, {"order": "xy"}))
tensor = middle(structure_tensor(slope, order="rc"))
print("Hessian of the square of the row: by itself", itself, "rc", rc, "xy", xy, " structure tensor rc", tensor)
same = itself == rc == [0, 0, 2] and xy == [2, 0, 0] and tensor == [64, 0, 0]
sys.exit(0 if same else "the behaviour has changed")
P
