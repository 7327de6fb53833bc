#!/usr/bin/env bash
# scikit-image reports success where three marks on one line, or only two, are to tell an affine transform.
#
# Library:   python3-skimage 0.19.3 of Debian 12 with its dependencies
# Expected:  estimate() tells by its answer whether it could; three points on a line do not tell what happens across it, so
#            False and NaN, as for three points in one place
# Behaviour: True; the three points are mapped exactly, so residuals are 0, and points beside the line are thrown anywhere.
# Seen:      three points on the diagonal, moved by (1, 2): True, residual 0, the point (0, 10) lands more than 10 away
#            from (1, 12); two points: True, more than 1 away; three points in one place: False, nan; SimilarityTransform
#            of the points on the diagonal: True, right
set -euo pipefail
version=0.19.3-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-skimage=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-skimage/ { print $2 }')
apt-get download -q "python3-skimage=$version" "python3-skimage-lib=$version+b1" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy, skimage
from skimage.transform import AffineTransform, SimilarityTransform

print("scikit-image", skimage.__version__)
warnings.simplefilter("ignore")
shift = numpy.array([1.0, 2.0])
beside = numpy.array([[0.0, 10.0]])

def estimate(kind, points):
    points = numpy.array(points, float)
    transform = kind()
    success = bool(transform.estimate(points, points + shift))
    residual = numpy.abs(transform(points) - points - shift).max()
    error = numpy.hypot(*(transform(beside) - beside - shift)[0])
    print(f"{kind.__name__} of {points.tolist()}: {success}, residual {residual:.1e}, beside the line off by {error:.3g}")
    return success, residual, error

line = estimate(AffineTransform, [[0, 0], [1, 1], [2, 2]])
two = estimate(AffineTransform, [[0, 0], [1, 1]])
one_place = estimate(AffineTransform, [[0, 0], [0, 0], [0, 0]])
similar = estimate(SimilarityTransform, [[0, 0], [1, 1], [2, 2]])
same = (line[0] and line[1] < 1e-9 and line[2] > 10 and two[0] and two[1] < 1e-9 and two[2] > 1
        and not one_place[0] and bool(numpy.isnan(one_place[2])) and similar[0] and similar[2] < 1e-9)
sys.exit(0 if same else "the behaviour has changed")
P
