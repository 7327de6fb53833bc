#!/usr/bin/env bash
# unyt stores 5 nm in an array of micrometres as 5 um, and joins micrometres and nanometres as plain numbers.
#
# Library:   python3-unyt 2.9.3 of Debian 12
# Expected:  an element set with another unit of length is converted, as sums are, or refused
# Behaviour: item assignment, numpy.searchsorted and numpy.interp look at the numbers alone; numpy.concatenate gives an
#            array without dimension, numpy.array_equal finds 1 um and 1 nm equal. No exception and no warning.
# Seen:      a[0] = 5 nm in um: 5.0 um; concatenate of 1 um and 1 nm: [1, 1] dimensionless; 500 nm on an axis 0..1 um
#            interpolates to 1.0 for 0.5; array_equal True. 1 um + 5 nm: 1.005 um
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=2.9.3-2
apt-get download -q "python3-unyt=$version" >/dev/null 2>&1
dpkg -x python3-unyt_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 -W error - <<'P'
import sys
import numpy, unyt
from unyt import unyt_array, unyt_quantity

print("unyt", unyt.__version__)
widths = unyt_array([1.0, 2.0], "um")
widths[0] = unyt_quantity(5.0, "nm")
joined = numpy.concatenate([unyt_array([1.0], "um"), unyt_array([1.0], "nm")])
between = float(numpy.interp(unyt_quantity(500.0, "nm"), unyt_array([0.0, 1.0], "um"), [0.0, 1.0]))
equal = bool(numpy.array_equal(unyt_array([1.0], "um"), unyt_array([1.0], "nm")))
total = unyt_quantity(1.0, "um") + unyt_quantity(5.0, "nm")
print("set:", widths, "joined:", joined, "interpolated:", between, "equal:", equal, "sum:", total)
same = (float(widths[0].to("um")) == 5.0 and [float(v) for v in joined] == [1.0, 1.0] and joined.units.is_dimensionless
        and between == 1.0 and equal and abs(float(total.to("um")) - 1.005) < 1e-9)
sys.exit(0 if same else "the behaviour has changed")
P
