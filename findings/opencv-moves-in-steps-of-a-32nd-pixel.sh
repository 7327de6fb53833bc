#!/usr/bin/env bash
# OpenCV moves pictures in steps of 1/32 pixel only: warpAffine and remap round every place to that before they
# interpolate, whatever the interpolation and the type of the pixels.
#
# Library:   python3-opencv 4.6.0 of Debian 12
# Expected:  a float picture moved by 0.01 or 0.05 pixels by bilinear interpolation is moved by that; getRectSubPix, which
#            interpolates bilinearly as well, does so
# Behaviour: places go through a fixed-point table with 5 bits. A stage error of 0.01 pixels corrected by remap stays; a
#            distortion correction has steps of 1/32 pixel.
# Seen:      moved by 0.01, 0.02, 0.05, 0.1: warpAffine by 0, 0.03125, 0.0625, 0.09375; remap by 0, 0.03125, 0.0625,
#            0.09375; getRectSubPix by 0.01, 0.02, 0.05, 0.1
set -euo pipefail
version=4.6.0+dfsg-12
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-opencv=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-opencv" { print $2 }')
apt-get download -q "python3-opencv=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
/usr/bin/python3 - <<'P'
import sys
import cv2, numpy

print("OpenCV", cv2.__version__)
y, x = numpy.mgrid[:64, :64].astype(numpy.float32)
ramp = x * 100  # 100 counts a pixel tell the place

def moved(shift):
    matrix = numpy.float64([[1, 0, -shift], [0, 1, 0]])
    warped = cv2.warpAffine(ramp, matrix, (64, 64), flags=cv2.INTER_LINEAR)[30, 30]
    remapped = cv2.remap(ramp, x + numpy.float32(shift), y, cv2.INTER_LINEAR)[30, 30]
    cut = cv2.getRectSubPix(ramp, (1, 1), (30 + shift, 30))[0, 0]
    return [float(value) / 100 - 30 for value in (warped, remapped, cut)]

same = True
for shift, steps in ((0.01, 0), (0.02, 1), (0.05, 2), (0.1, 3)):
    warped, remapped, cut = moved(shift)
    print(f"moved by {shift}: warpAffine {warped:.5f}, remap {remapped:.5f}, getRectSubPix {cut:.5f}")
    same = same and numpy.allclose([warped, remapped], steps / 32, atol=1e-4) and abs(cut - shift) < 1e-4
sys.exit(0 if same else "the behaviour has changed")
P
