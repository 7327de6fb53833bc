#!/usr/bin/env bash
# OpenCV's phaseCorrelate tells half a pixel too much in both directions for pictures whose size is odd and suits its
# Fourier transform.
#
# Library:   python3-opencv 4.6.0 of Debian 12
# Expected:  two equal pictures are shifted by 0, 0, of whatever size, with and without a window
# Behaviour: sizes of which all factors are 3 and 5 (45, 75, 81, 125, 135, 225) are not padded to an even size; then the
#            middle is taken half a pixel beside the pixel on which no shift lies. Shifted pictures are off by the same.
# Seen:      equal pictures: 64 and 100: 0, 0; 61, padded to 64: 0, 0; 75 and 125: 0.5, 0.5; 125 x 100: 0.5, 0.0
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
noise = numpy.random.default_rng(1).random((200, 200))
expected = {(64, 64): (0, 0), (100, 100): (0, 0), (61, 61): (0, 0), (75, 75): (0.5, 0.5), (125, 125): (0.5, 0.5),
            (125, 100): (0.5, 0)}
same = True
for (width, height), shift in expected.items():
    picture = noise[:height, :width].copy()
    window = cv2.createHanningWindow((width, height), cv2.CV_64F)
    plain, windowed = (cv2.phaseCorrelate(picture, picture, *w)[0] for w in ((), (window,)))
    print(f"{width} x {height}: {plain[0]:.3f}, {plain[1]:.3f}, with window {windowed[0]:.3f}, {windowed[1]:.3f}")
    same = same and numpy.allclose(plain, shift, atol=0.01) and numpy.allclose(windowed, shift, atol=0.01)
sys.exit(0 if same else "the behaviour has changed")
P
