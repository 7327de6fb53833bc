#!/usr/bin/env bash
# OpenCV's HoughCircles puts the centre of a circle half a pixel right of and below the pixel on which it lies.
#
# Library:   python3-opencv 4.6.0 of Debian 12
# Expected:  places are those of pixel centres, as in moments, connectedComponentsWithStats, findContours and HoughCircles
#            with HOUGH_GRADIENT_ALT: a disc drawn about pixel 60, 64 has its centre at 60, 64
# Behaviour: HOUGH_GRADIENT counts from the corner of the pixel: x.5 for every disc about a whole pixel.
# Seen:      smooth discs about (60, 64), (40, 80), (64, 64): HOUGH_GRADIENT 60.5 64.5, 40.5 80.5, 64.5 64.5;
#            HOUGH_GRADIENT_ALT 60 64, 40 80, 64 64; connectedComponentsWithStats the same as ALT
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
y, x = numpy.mgrid[:128, :128]
same = True
for column, row, radius in ((60, 64, 10), (40, 80, 12), (64, 64, 15)):
    disc = (255 * numpy.clip(radius + 0.5 - numpy.hypot(x - column, y - row), 0, 1)).astype(numpy.uint8)
    options = dict(minDist=20, minRadius=5, maxRadius=20, param1=100)
    plain = cv2.HoughCircles(disc, cv2.HOUGH_GRADIENT, 1, param2=8, **options)[0][0][:2]
    other = cv2.HoughCircles(disc, cv2.HOUGH_GRADIENT_ALT, 1, param2=0.5, **options)[0][0][:2]
    centroid = cv2.connectedComponentsWithStats((disc > 127).astype(numpy.uint8))[3][1]
    print(f"disc about {column}, {row}: HOUGH_GRADIENT {plain}, HOUGH_GRADIENT_ALT {other}, components {centroid}")
    same = (same and numpy.allclose(plain, (column + 0.5, row + 0.5)) and numpy.allclose(other, (column, row))
            and numpy.allclose(centroid, (column, row)))
sys.exit(0 if same else "the behaviour has changed")
P
