#!/usr/bin/env bash
# SciPy's decimate makes a flat spectrum 1.1 % darker: its filter does not let a constant through unchanged.
#
# Library:   python3-scipy 1.10.1 of Debian 12
# Expected:  every fourth point of a flat line of 1000 counts is 1000 counts, as with ftype="fir" and as resample() gives it
# Behaviour: the filter it takes by itself, a Chebyshev filter of order 8, has its ripple of 0.05 dB at frequency 0 downwards,
#            and it is run forward and backward. All that is slow is 0.98855 of what it was; brightness before and after
#            thinning can't be compared. With an odd order it is 1.
# Seen:      flat 1000, by 4: 988.55 everywhere; n=7: 1000.00; ftype="fir": 1000.00 in the middle; resample: 1000.00
set -euo pipefail
version=1.10.1-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-scipy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-scipy" { print $2 }')
apt-get download -q "python3-scipy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys
import numpy, scipy
from scipy import signal

print("SciPy", scipy.__version__)
flat = numpy.full(1000, 1000.0)
itself = signal.decimate(flat, 4)
odd = signal.decimate(flat, 4, n=7)
fir = signal.decimate(flat, 4, ftype="fir")
resampled = signal.resample(flat, 250)
for name, values in (("as it is", itself), ("n=7", odd), ("fir", fir), ("resample", resampled)):
    print(f"{name}: {values[100]:.2f} in the middle, {values.min():.2f} to {values.max():.2f}")
same = (numpy.allclose(itself, 988.55, atol=0.01) and numpy.allclose(odd, 1000, atol=0.01) and abs(fir[100] - 1000) < 0.01
        and numpy.allclose(resampled, 1000))
sys.exit(0 if same else "the behaviour has changed")
P
