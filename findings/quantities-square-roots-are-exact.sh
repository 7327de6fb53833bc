#!/usr/bin/env bash
# quantities loses the uncertainty of what it takes the square root of: it tells it as zero.
#
# Library:   python3-quantities 0.13.0 of Debian 12, UncertainQuantity
# Expected:  numpy.sqrt of (4 +- 0.1) m2 is (2 +- 0.025) m, as the power 0.5 gives it, or is refused
# Behaviour: the uncertainty of the result is 0, and without unit. The side of a square die from its area is so exact.
#            The power 0.5 carries it on. No exception and no warning.
# Seen:      sqrt: 2.0 m +- 0.0; ** 0.5: 2.0 m +- 0.025
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=0.13.0-2
apt-get download -q "python3-quantities=$version" >/dev/null 2>&1
dpkg -x python3-quantities_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 - <<'P'
import sys
import numpy, quantities

print("quantities", quantities.__version__)
area = quantities.UncertainQuantity([4.0], "m**2", [0.1])
root, power = numpy.sqrt(area), area ** 0.5
print("sqrt:", root.magnitude, "+-", root.uncertainty, "power:", power.magnitude, "+-", power.uncertainty)
same = (float(root.magnitude[0]) == 2.0 and float(root.uncertainty.magnitude[0]) == 0.0
        and abs(float(power.uncertainty.magnitude[0]) - 0.025) < 1e-9)
sys.exit(0 if same else "the behaviour has changed")
P
