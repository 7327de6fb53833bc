#!/usr/bin/env bash
# scipy.ndimage measures the distance to a rim that is not there, when no pixel of the mask is background.
#
# Library:   python3-scipy 1.10.1 of Debian 12, scipy.ndimage.distance_transform_edt()
# Expected:  a mask that is True everywhere (a tile in the middle of the wafer) has no rim, so the distance is infinite, or the
#            call is refused; distance_transform_cdt() gives -1 and distance_transform_bf() 1e154
# Behaviour: each pixel has its distance to a pixel above the first one of the picture, at row -1 and column 0, as if the only
#            rim lay there: a plausible number that grows to the lower right. No warning.
# Seen:      3 x 3 of True: 1, 1.414, 2.236 / 2, 2.236, 2.828 / 3, 3.162, 3.606; a row of five: 1 2 3 4 5; cdt -1; with a
#            background pixel in the corner of 3 x 3: 2.828 in the opposite one
set -euo pipefail
version=1.10.1-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-scipy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-scipy" { print $2 }')
apt-get download -q "python3-scipy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy, scipy
from scipy import ndimage

warnings.simplefilter("error")
print("SciPy", scipy.__version__)
inside = numpy.ones((3, 3), bool)
seen = ndimage.distance_transform_edt(inside)
row = ndimage.distance_transform_edt(numpy.ones(5, bool))
chessboard = ndimage.distance_transform_cdt(inside)
with_rim = inside.copy()
with_rim[0, 0] = False
print(seen.round(3).tolist(), " row", row, " cdt", chessboard[1, 1], " with a rim", ndimage.distance_transform_edt(with_rim)[2, 2])
rows, columns = numpy.indices((3, 3))
same = (numpy.allclose(seen, numpy.hypot(rows + 1, columns)) and list(row) == [1, 2, 3, 4, 5] and (chessboard == -1).all()
        and numpy.isclose(ndimage.distance_transform_edt(with_rim)[2, 2], 8**0.5))
sys.exit(0 if same else "the behaviour has changed")
P
