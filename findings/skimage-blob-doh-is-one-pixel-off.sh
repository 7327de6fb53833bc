#!/usr/bin/env bash
# scikit-image's blob_doh puts every blob one pixel up and left of where it is, and more than half too wide.
#
# Library:   python3-skimage 0.19.3 of Debian 12 with its dependencies
# Expected:  the three blob finders give the pixel on which a symmetric spot lies, and a sigma of the sampled scales near
#            the spot's own. blob_log gives place and sigma of a Gaussian exactly
# Behaviour: blob_doh's place is one pixel less in both directions, at every place and size; sigma 2 comes out as 5.
# Seen:      Gaussian of sigma 2 at row 30, column 40: blob_log 30 40 2; blob_doh 29 39 5. Sigma 3 at 20, 40: blob_log
#            20 40 3; blob_doh 19 39 7
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
import sys
import numpy, skimage
from skimage.feature import blob_doh, blob_log

print("scikit-image", skimage.__version__)
y, x = numpy.mgrid[:64, :64]
same = True
for row, column, sigma, found_sigma in ((30, 40, 2, 5), (20, 40, 3, 7)):
    spot = numpy.exp(-((x - column) ** 2 + (y - row) ** 2) / (2.0 * sigma**2))
    scales = dict(min_sigma=1, max_sigma=8, num_sigma=15)
    log, doh = blob_log(spot, threshold=0.05, **scales), blob_doh(spot, threshold=0.001, **scales)
    print(f"Gaussian of sigma {sigma} at {row}, {column}: blob_log {log.tolist()}, blob_doh {doh.tolist()}")
    same = same and log.tolist() == [[row, column, sigma]] and doh.tolist() == [[row - 1, column - 1, found_sigma]]
sys.exit(0 if same else "the behaviour has changed")
P
