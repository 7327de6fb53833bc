#!/usr/bin/env bash
# SEP fills masked pixels in when it adds up an aperture: the sum does not fall when they are masked.
#
# Library:   python3-sep 1.2.1 of Debian 12
# Expected:  masked pixels do not count: a flat picture of which half of the aperture is masked has about half the sum, as
#            with photutils, and who wants it scaled to the whole area does so
# Behaviour: the mean of the unmasked pixels stands in for them. A die that is half masked has the full brightness, and a
#            masked bright core is replaced by its dim surroundings. The only sign is flag 32.
# Seen:      flat picture of 1, radius 5: 77.64 with no pixel masked and with half of them masked; flags 0 and 32; with zeros
#            there: 38.32
set -euo pipefail
version=1.2.1-6+b2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-sep=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-sep" { print $2 }')
apt-get download -q "python3-sep=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy, sep

print("sep", sep.__version__)
flat = numpy.ones((21, 21))
mask = numpy.zeros((21, 21), bool)
mask[10, 10:] = mask[11:] = True
whole, _, flag = sep.sum_circle(flat, [10.0], [10.0], 5.0)
half, _, half_flag = sep.sum_circle(flat, [10.0], [10.0], 5.0, mask=mask)
true, _, _ = sep.sum_circle(flat * ~mask, [10.0], [10.0], 5.0)
print(f"unmasked {whole[0]:.2f} flag {flag[0]}, half masked {half[0]:.2f} flag {half_flag[0]}, with zeros {true[0]:.2f}")
same = abs(whole[0] - half[0]) < 1e-6 and true[0] < 0.55 * whole[0] and (flag[0], half_flag[0]) == (0, 32)
sys.exit(0 if same else "the behaviour has changed")
P
