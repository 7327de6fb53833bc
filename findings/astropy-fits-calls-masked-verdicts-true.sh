#!/usr/bin/env bash
# astropy writes a masked truth value to FITS as True, whatever it was: a die without verdict comes back as passed.
#
# Library:   python3-astropy 5.2.1 of Debian 12 with its dependencies
# Expected:  FITS has an undefined logical (a zero byte), so a masked entry comes back masked, as those of numbers, or is
#            refused
# Behaviour: the fill value of truth values, True, is written in its place and the mask is gone. No warning. Masked integers
#            and floats of the same table come back masked.
# Seen:      [True, masked, False, masked] with False under the masks: [True, True, False, True]; integers [1, masked, 3,
#            masked]: the same; ECSV: both the same
set -euo pipefail
version=5.2.1-2+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-astropy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-astropy" { print $2 }')
apt-get download -q "python3-astropy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import astropy
from astropy.table import MaskedColumn, Table

print("astropy", astropy.__version__)
mask = [False, True, False, True]
dies = Table({"passed": MaskedColumn([True, False, False, False], mask=mask), "bin": MaskedColumn([1, 2, 3, 4], mask=mask)})
seen = {}
for suffix in ("fits", "ecsv"):
    dies.write("dies." + suffix)
    back = Table.read("dies." + suffix)
    seen[suffix] = [back["passed"].tolist(), back["bin"].tolist()]
    print(suffix, *seen[suffix])
integers = [1, None, 3, None]
same = seen == {"fits": [[True, True, False, True], integers], "ecsv": [[True, None, False, None], integers]}
sys.exit(0 if same else "the behaviour has changed")
P
