#!/usr/bin/env bash
# Bottleneck's mean of a picture of 32-bit floats is 2 % off: it adds up in the 32 bits of the pixels.
#
# Library:   python3-bottleneck 1.3.5 of Debian 12 with its python3-numpy 1.24.2
# Expected:  nanmean() of a flat camera frame of 4096 x 4096 is the value of its pixels to 5 or 6 digits, as numpy.nanmean()
#            and as nanmean() itself with 64-bit pixels
# Behaviour: pixels are added one after the other to a 32-bit sum, which from 2^24 times their value on grows by rounded
#            steps. nansum() and nanstd() alike. No warning.
# Seen:      16.8 million pixels of 1000.1: nanmean 1023.16, numpy 1000.12, as float64 1000.10; spread (nanstd) 22.7 instead
#            of 0
set -euo pipefail
version=1.3.5+ds1-2+b1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-bottleneck=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-bottleneck" { print $2 }')
apt-get download -q "python3-bottleneck=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import bottleneck, numpy

print("bottleneck", bottleneck.__version__, "numpy", numpy.__version__)
frame = numpy.full((4096, 4096), 1000.1, numpy.float32)
mean, spread = float(bottleneck.nanmean(frame)), float(bottleneck.nanstd(frame))
reference, wide = float(numpy.nanmean(frame)), float(bottleneck.nanmean(frame.astype(float)))
print(f"bottleneck {mean:.2f} spread {spread:.2f}, numpy {reference:.2f}, bottleneck of float64 {wide:.2f}")
same = mean > 1020 and spread > 20 and abs(reference - 1000.1) < 0.1 and abs(wide - 1000.1) < 0.001
sys.exit(0 if same else "the behaviour has changed")
P
