#!/usr/bin/env bash
# Pint takes mil for an angle, px for a length and dpi for a volume.
#
# Library:   python3-pint 0.19.2 of Debian 12, standard registry
# Expected:  mil is a thousandth of an inch, as wafer thickness, bond wire and package drawings have it; px of a camera is
#            a count, or unknown; dpi is dots per inch, or unknown
# Behaviour: mil is an angle, and that a tenth of the artillerist's (64000 a turn where he has 6400): "3 mil" is 0.29 mrad.
#            The inch's is called thou. px is the pixel of style sheets, a 96th of an inch, so that 2 um/px has no
#            dimension. dpi is the dry pint.
# Seen:      3 mil: 0.0002945 rad, in um refused; 3 thou: 76.2 um; 1 px: 264.58 um; 2 um/px: 0.00756; 300 dpi: 0.165 m3
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=0.19.2-1
apt-get download -q "python3-pint=$version" >/dev/null 2>&1
dpkg -x python3-pint_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import pint

print("pint", pint.__version__)
unit = pint.UnitRegistry()

def base(text):
    quantity = unit(text).to_base_units()
    return quantity.magnitude, str(quantity.units)

for text in ("3 mil", "3 thou", "1 px", "2 um/px", "300 dpi"):
    print(text, "is", base(text))
try:
    unit("3 mil").to("um")
    refused = False
except pint.DimensionalityError:
    refused = True
same = (base("3 mil")[1] == "radian" and abs(base("3 mil")[0] - 3 * 3.141592653589793 / 32000) < 1e-6 and refused and base("1 px")[1] == "meter"
        and base("2 um/px")[1] == "dimensionless" and base("300 dpi")[1] == "meter ** 3")
sys.exit(0 if same else "the behaviour has changed")
P
