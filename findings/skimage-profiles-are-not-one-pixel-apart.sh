#!/usr/bin/env bash
# scikit-image's profile_line takes points that are not a pixel apart unless the line is a whole number of pixels long.
#
# Library:   python3-skimage 0.19.3 of Debian 12 with its dependencies
# Expected:  the profile along a line has a point a pixel, so that distances in it times the pixel size are distances
# Behaviour: it has ceil(length + 1) points spread evenly over the line: 9 points on 7.5 pixels lie 0.9375 apart. The
#            distance is not told. A pitch counted in points is 7 % too large here, and 1 % at 45 degrees with ends on
#            whole pixels.
# Seen:      a ramp of 1 a pixel: from column 2 to 9 steps of 1; to 9.5 steps of 0.9375; from 2, 2 to 9, 9 11 points 0.990
#            apart
set -euo pipefail
version=0.19.3-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-skimage=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-skimage/ { print $2 }')
apt-get download -q "python3-skimage=$version" "python3-skimage-lib=$version+b1" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy, skimage
from skimage.measure import profile_line

print("scikit-image", skimage.__version__)
ramp = numpy.tile(numpy.arange(20.0), (20, 1))
whole, half = profile_line(ramp, (5, 2), (5, 9)), profile_line(ramp, (5, 2), (5, 9.5))
slanted = profile_line(ramp, (2, 2), (9, 9))
steps = [float(numpy.diff(line).mean()) for line in (whole, half)] + [float(numpy.diff(slanted).mean() * 2**0.5)]
print("points", len(whole), len(half), len(slanted), "pixels between them", numpy.round(steps, 4).tolist())
same = [len(whole), len(half), len(slanted)] == [8, 9, 11] and numpy.allclose(steps, [1, 0.9375, 7 * 2**0.5 / 10])
sys.exit(0 if same else "the behaviour has changed")
P
