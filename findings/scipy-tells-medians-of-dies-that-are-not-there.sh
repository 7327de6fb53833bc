#!/usr/bin/env bash
# scipy.ndimage tells a median for a die that is not in the picture: it is a pixel of the die before.
#
# Library:   python3-scipy 1.10.1 of Debian 12, scipy.ndimage.median(), maximum() and minimum() with a list of labels
# Expected:  a label that no pixel has is NaN, as mean() gives it, or is refused, as the same call for that label alone
# Behaviour: median() takes what lies at that place in the sorted list of all pixels, so a value of a neighbour; maximum() and
#            minimum() give 0, which is above every value where all are negative. No warning.
# Seen:      die 1 of 10 20 50 60, die 3 of 30 40 70 80, die 2 not there: median 35, 10, 55; maximum 60, 0, 80; of the negative
#            picture -10, 0, -30; mean 35, nan, 55; maximum of die 2 alone: ValueError
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

print("SciPy", scipy.__version__)
picture = numpy.array([[10.0, 20, 30, 40], [50, 60, 70, 80]])
dies = numpy.array([[1, 1, 3, 3], [1, 1, 3, 3]])
labels = [1, 2, 3]
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # mean() divides by a count of 0
    mean = ndimage.mean(picture, dies, labels)
warnings.simplefilter("error")
median = ndimage.median(picture, dies, labels)
largest, of_negative = ndimage.maximum(picture, dies, labels), ndimage.maximum(-picture, dies, labels)
smallest = ndimage.minimum(picture, dies, labels)
try:
    ndimage.maximum(picture, dies, 2)
    alone = "a value"
except ValueError:
    alone = "ValueError"
print("median", median, "maximum", largest, "of the negative", of_negative, "minimum", smallest, "mean", mean, "alone", alone)
same = (list(median) == [35, 10, 55] and list(largest) == [60, 0, 80] and list(of_negative) == [-10, 0, -30]
        and list(smallest) == [10, 0, 30] and numpy.isnan(mean[1]) and alone == "ValueError")
sys.exit(0 if same else "the behaviour has changed")
P
