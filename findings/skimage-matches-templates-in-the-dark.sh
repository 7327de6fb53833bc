#!/usr/bin/env bash
# scikit-image's match_template gives correlations far above 1 where a picture fades to black, so the best match lies there
# and not where the template was cut out.
#
# Library:   python3-skimage 0.19.3 of Debian 12 with its dependencies
# Expected:  the documentation: correlation coefficients, between -1 and 1. A template cut from the picture itself is found
#            at its place with 1
# Behaviour: the deviation of a window comes from differences of sums over all that lies before it; where the window is
#            nearly even, rounding is left of it, and the division by that is not held to 1. Float32 pictures are worse than float64. On a
#            background of 100 counts, or rounded to whole counts, it is right.
# Seen:      spot of 1000 on 0, template at 25, 25: float64 best 2122 at 0, 0, with 1.0 at the right place; float32 above
#            1000 elsewhere; background 100 or rounded: best 1.0 at 25, 25
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
from skimage.feature import match_template

print("scikit-image", skimage.__version__)
y, x = numpy.mgrid[:64, :64]
spot = 1000 * numpy.exp(-((x - 30) ** 2 + (y - 30) ** 2) / (2 * 3.0**2))
pictures = {"float64": spot, "float32": spot.astype("f4"), "background 100": spot + 100, "rounded": spot.round()}
seen = {}
for name, picture in pictures.items():
    result = match_template(picture, picture[25:36, 25:36])
    place = tuple(int(i) for i in numpy.unravel_index(numpy.argmax(result), result.shape))
    seen[name] = (place == (25, 25), result.max())
    print(f"{name}: best {result.max():.6g} at {place}, at the template's own place {result[25, 25]:.4f}")
same = (all(not seen[name][0] and seen[name][1] > 100 for name in ("float64", "float32"))
        and all(seen[name][0] and abs(seen[name][1] - 1) < 0.001 for name in ("background 100", "rounded")))
sys.exit(0 if same else "the behaviour has changed")
P
