#!/usr/bin/env bash
# OpenCV's SimpleBlobDetector averages a dark blob that covers the middle of a small picture with the outline of the
# picture itself.
#
# Library:   python3-opencv 4.6.0 of Debian 12
# Expected:  a dark disc on white (a fiducial cut out of a tile), with the detector's own settings: one blob at its centre
# Behaviour: the outline of the white ground, which is the whole picture, is a candidate too. It passes as a dark blob when
#            the pixel in its middle is dark, and maxArea is 5000, so to 70 x 70 pixels; being near, it is taken for the
#            same blob, and the place found lies between both middles. Where the disc leaves the middle free, or the
#            picture is larger, it is right.
# Seen:      disc of radius 10 at 30, 34: in 128 x 128 and 75 x 75 at 30.0, 34.0; in 64 x 64 at 30.7, 32.8; disc at 16, 16
#            in 64 x 64: 16.0, 16.0
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
def centres(size, middle):
    y, x = numpy.mgrid[:size, :size]
    picture = numpy.where((x - middle[0]) ** 2 + (y - middle[1]) ** 2 < 100, 0, 255).astype(numpy.uint8)
    found = [keypoint.pt for keypoint in cv2.SimpleBlobDetector_create().detect(picture)]
    print(f"disc at {middle} in {size} x {size}:", [f"{x:.2f}, {y:.2f}" for x, y in found])
    return found

same = True
for size, middle, right in ((128, (30, 34), True), (75, (30, 34), True), (64, (16, 16), True), (64, (30, 34), False)):
    found = centres(size, middle)
    off = numpy.hypot(found[0][0] - middle[0], found[0][1] - middle[1])
    same = same and len(found) == 1 and (off < 0.05 if right else off > 1)
sys.exit(0 if same else "the behaviour has changed")
P
