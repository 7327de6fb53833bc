#!/usr/bin/env bash
# python3-colormath of Debian 12 can't tell any colour difference: it calls a function that Debian 12's numpy has no more.
#
# Library:   python3-colormath 3.0.0 of Debian 12 with python3-numpy 1.24.2 of the same release
# Expected:  delta_e_cie1976, 1994, 2000 and cmc give numbers; a release's packages work with each other
# Behaviour: each of them raises AttributeError, as numpy.asscalar went away with numpy 1.23. Conversions between colour
#            spaces work, so nothing is noticed before.
# Seen:      all four: AttributeError module 'numpy' has no attribute 'asscalar'; XYZ of D65 white to L*: 100.0
set -euo pipefail
version=3.0.0-4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-colormath=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-colormath" { print $2 }')
apt-get download -q "python3-colormath=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import sys
import numpy
from colormath import color_diff
from colormath.color_conversions import convert_color
from colormath.color_objects import LabColor, XYZColor

print("colormath 3.0.0, numpy", numpy.__version__)
white = convert_color(XYZColor(0.95047, 1.0, 1.08883, illuminant="d65"), LabColor)
print(f"XYZ of D65 white: L* {white.lab_l:.1f}")
same = abs(white.lab_l - 100) < 0.01
for name in ("cie1976", "cie1994", "cie2000", "cmc"):
    try:
        difference = getattr(color_diff, "delta_e_" + name)(LabColor(50, 0, 0), LabColor(60, 0, 0))
    except AttributeError as error:
        print(f"delta_e_{name}: AttributeError", str(error).split("\n")[0])
        same = same and "asscalar" in str(error)
    else:
        print(f"delta_e_{name}: {difference}")
        same = False
sys.exit(0 if same else "the behaviour has changed")
P
