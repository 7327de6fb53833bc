#!/usr/bin/env bash
# unyt converts 16-bit pictures in half precision: counts are rounded to 11 bits, and 65.5 V in mV is infinite in uV.
#
# Library:   python3-unyt 2.9.3 of Debian 12
# Expected:  a picture of 16-bit integers with a unit keeps its values when it is converted to another unit
# Behaviour: integers become floats of their own width: 16-bit ones float16, with 11 bits and 65504 at most; 32-bit ones
#            float32. Above 2048 neighbours fall together, and what grows beyond 65504 is inf. No exception.
# Seen:      uint16 [4095, 60001] mV in V: float16, which is [4093.8, 60000.0] mV; [60000] mV in uV: inf; the same as
#            int64: 60000000
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
picture = unyt.unyt_array(numpy.array([4095, 60001], numpy.uint16), "mV")
volts = picture.to("V")
back = (numpy.asarray(volts, float) * 1000).round(1)
fine = unyt.unyt_array(numpy.array([60000], numpy.uint16), "mV").to("uV")
wide = unyt.unyt_array(numpy.array([60000], numpy.int64), "mV").to("uV")
print("uint16 [4095 60001] mV in V:", volts.dtype, "that is", back, "mV")
print("60000 mV in uV: uint16", float(fine[0]), "int64", float(wide[0]))
same = (volts.dtype == numpy.float16 and abs(back - [4095, 60001]).max() > 0.5 and numpy.isinf(fine[0])
        and round(float(wide[0])) == 60000000)
sys.exit(0 if same else "the behaviour has changed")
P
