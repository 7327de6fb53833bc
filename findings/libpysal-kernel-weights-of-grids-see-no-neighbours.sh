#!/usr/bin/env bash
# libpysal's kernel weights of dies on a grid see no neighbours: their weight is 1e-7, and the smoothed map is the map.
#
# Library:   python3-libpysal 4.7.0 of Debian 12, Kernel() as it is, with the places of the dies alone
# Expected:  a bandwidth that is chosen from the data weighs the nearest neighbours so that a mean over them smooths
# Behaviour: the bandwidth is the largest distance to the second nearest neighbour, plus a ten-millionth; on a square grid
#            that is the pitch, where the standard (triangular) kernel ends. Four neighbours each are listed, as if all were well.
# Seen:      3 x 3 dies: neighbours weigh 1.0e-07 against 1 of the die itself; the mean over neighbours is the value itself
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-libpysal=4.7.0-1 python3-pandas=1.5.3+dfsg-2 python3-pandas-lib=1.5.3+dfsg-2 \
  python3-bs4=4.11.2-2 python3-soupsieve=2.3.2-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
# What else it needs is Debian's own, taken as it is, or installed.
/usr/bin/python3 -c 'import scipy, jinja2, requests, platformdirs' 2>/dev/null ||
  apt-get install -y -q --no-install-recommends python3-scipy python3-jinja2 python3-requests python3-platformdirs >/dev/null
/usr/bin/python3 - <<'P'
import sys
import libpysal, numpy
from libpysal.weights import Kernel, lag_spatial

print("libpysal", libpysal.__version__)
weights = Kernel(numpy.array([(x, y) for y in range(3) for x in range(3)], float))
middle = dict(zip(weights.neighbors[4], weights.weights[4]))
weights.transform = "r"
values = numpy.arange(9.0) ** 2
moved = abs(lag_spatial(weights, values) - values).max()
print(f"weights of the middle die: {middle}; the mean moves values of 0 to 64 by at most {moved:.1e}")
others = [weight for die, weight in middle.items() if die != 4]
same = len(others) == 4 and max(others) < 2e-7 and middle[4] == 1.0 and moved < 1e-4
sys.exit(0 if same else "the behaviour has changed")
P
