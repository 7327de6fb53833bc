#!/usr/bin/env bash
# scikit-image's phase_cross_correlation tells shifts of tens of pixels for two frames of the same smooth spots with a
# little noise.
#
# Library:   python3-skimage 0.19.3 of Debian 12 with its dependencies
# Expected:  two frames of broad spots (sigma 8), brightness 1000 with a noise of 5, are told to be shifted by 0, 0, or by
#            3.4, -5.3 as they were made
# Behaviour: as it is called by itself, each frequency weighs alike, and nearly all frequencies of smooth pictures hold only
#            noise: the place found is the noise's. With normalization=None, which was all there was until version 0.18, it
#            is right.
# Seen:      not shifted: 36.15, -4.95; shifted by 3.4, -5.3: 4.0, -3.15; normalization=None: 0, 0 and 3.4, -5.3
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
from skimage.registration import phase_cross_correlation

print("scikit-image", skimage.__version__)
y, x = numpy.mgrid[:128, :128]
random = numpy.random.RandomState(1)


def frame(down, right):
    spots = sum(numpy.exp(-((x - a - right) ** 2 + (y - b - down) ** 2) / (2 * 8.0**2)) for a, b in ((40, 50), (90, 80)))
    return 100 + 1000 * spots + random.normal(0, 5, x.shape)


same = True
for shift in ((0, 0), (3.4, -5.3)):
    first, second = frame(0, 0), frame(*shift)
    phase = phase_cross_correlation(first, second, upsample_factor=20)
    plain = phase_cross_correlation(first, second, upsample_factor=20, normalization=None)
    print("moved by", shift, "by itself:", -phase[0], "normalization=None:", -plain[0])
    same = same and numpy.abs(-phase[0] - shift).max() > (10 if shift == (0, 0) else 1) and numpy.abs(-plain[0] - shift).max() <= 0.06
sys.exit(0 if same else "the behaviour has changed")
P
