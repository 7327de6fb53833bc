#!/usr/bin/env bash
# OpenCV's matchTemplate finds a template without structure everywhere, with the best mark there is.
#
# Library:   python3-opencv 4.6.0 of Debian 12, TM_CCOEFF_NORMED
# Expected:  a correlation with a template of one brightness is 0 / 0: 0 as for a structured template on a flat picture, or
#            NaN, or an error. A reference that was cut from the dark beside the mark must not be found
# Behaviour: the answer is 1.0 at every place of any picture, so that a program which asks for 0.9 takes the first place for
#            the mark. One count in one pixel of the template, and the answers are those of a correlation. No exception.
# Seen:      flat template of 200 on noise: 1.0 to 1.0, as bytes and as floats; with one pixel 201: -0.42 to 0.45; template
#            with a spot on a flat picture: 0.0 to 0.0
set -euo pipefail
version=4.6.0+dfsg-12
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-opencv=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-opencv" { print $2 }')
apt-get download -q "python3-opencv=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys
import cv2, numpy

print("OpenCV", cv2.__version__)
noise = numpy.random.default_rng(0).integers(0, 255, (30, 40), dtype=numpy.uint8)
flat_picture = numpy.full((30, 40), 7, numpy.uint8)
flat = numpy.full((5, 5), 200, numpy.uint8)
nearly_flat, spot = flat.copy(), flat.copy()
nearly_flat[2, 2], spot[2, 2] = 201, 255


def marks(picture, template):
    result = cv2.matchTemplate(picture, template, cv2.TM_CCOEFF_NORMED)
    return float(result.min()), float(result.max())


seen = {"flat template on noise": marks(noise, flat), "as floats": marks(numpy.float32(noise), numpy.float32(flat)),
        "one count in it": marks(noise, nearly_flat), "spot on a flat picture": marks(flat_picture, spot)}
for name, (low, high) in seen.items():
    print(f"{name}: {low:.2f} to {high:.2f}")
same = (seen["flat template on noise"] == seen["as floats"] == (1.0, 1.0) and seen["spot on a flat picture"] == (0.0, 0.0)
        and abs(seen["one count in it"][0] + 0.415) < 0.01 and abs(seen["one count in it"][1] - 0.449) < 0.01)
sys.exit(0 if same else "the behaviour has changed")
P
