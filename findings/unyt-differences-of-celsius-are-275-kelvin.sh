#!/usr/bin/env bash
# unyt takes the difference of two temperatures for a temperature: 22 degC less 20 degC is 275.15 K.
#
# Library:   python3-unyt 2.9.3 of Debian 12
# Expected:  a difference of temperatures is 2 K whatever the scale, or subtraction of degrees Celsius is refused, as the
#            multiplication is
# Behaviour: subtraction gives 2.0 degC, a temperature, which to("K") shifts by 273.15. Drifts of chucks and cameras in K
#            are so wrong by 273.15, numpy.diff and numpy.ptp too. A product with W/K is refused.
# Seen:      22 degC - 20 degC: 2.0 degC, in K 275.15; numpy.diff in K: 275.15; 295.15 K - 293.15 K: 2.0 K
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=2.9.3-2
apt-get download -q "python3-unyt=$version" >/dev/null 2>&1
dpkg -x python3-unyt_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy, unyt

print("unyt", unyt.__version__)
warm, cool = unyt.unyt_quantity(22.0, "degC"), unyt.unyt_quantity(20.0, "degC")
drift = float((warm - cool).to("K").value)
step = float(numpy.diff(unyt.unyt_array([20.0, 22.0], "degC")).to("K").value[0])
kelvin = float((warm.to("K") - cool.to("K")).value)
print(f"22 degC - 20 degC = {warm - cool}, in K {drift:.2f}; numpy.diff in K {step:.2f}; subtracted in K {kelvin:.2f}")
same = abs(drift - 275.15) < 1e-6 and abs(step - 275.15) < 1e-6 and abs(kelvin - 2) < 1e-6
sys.exit(0 if same else "the behaviour has changed")
P
