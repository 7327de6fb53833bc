#!/usr/bin/env bash
# Pint tells the spread (numpy.ptp) of temperatures as a temperature, though the same difference by hand is one of degrees.
#
# Library:   python3-pint 0.19.2 of Debian 12
# Expected:  largest less smallest of temperatures in degC is delta_degC, as subtraction and numpy.diff give it; in K it is 2
# Behaviour: numpy.ptp keeps degC, so that to("K") adds 273.15. numpy.std raises. No warning.
# Seen:      20 and 22 degC: ptp 2.0 degC = 275.15 K; max - min 2.0 delta_degC = 2 K; diff 2.0 delta_degC
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=0.19.2-1
apt-get download -q "python3-pint=$version" >/dev/null 2>&1
dpkg -x python3-pint_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 - <<'P'
import sys
import numpy, pint

print("pint", pint.__version__)
unit = pint.UnitRegistry()
chuck = unit.Quantity([20.0, 22.0], "degC")
spread, by_hand = numpy.ptp(chuck), chuck.max() - chuck.min()
print(f"ptp {spread} = {spread.to('K')}; max - min {by_hand} = {by_hand.to('K')}; diff {numpy.diff(chuck)}")
same = (abs(spread.to("K").magnitude - 275.15) < 1e-6 and abs(by_hand.to("K").magnitude - 2) < 1e-6
        and "delta" in str(numpy.diff(chuck).units))
sys.exit(0 if same else "the behaviour has changed")
P
