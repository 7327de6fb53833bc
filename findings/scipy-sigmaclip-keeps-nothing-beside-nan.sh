#!/usr/bin/env bash
# SciPy's sigmaclip throws every value away as soon as one of them is NaN.
#
# Library:   python3-scipy 1.10.1 of Debian 12, scipy.stats.sigmaclip()
# Expected:  a die without value is clipped, or stays, or makes the limits NaN; the hundred dies beside it stay, as their
#            distance from the mean is far below four sigma
# Behaviour: mean and spread become NaN, and nothing lies within limits that are NaN: an empty array comes back, and NumPy
#            warns of an empty slice, not of the NaN. Other functions of scipy.stats have nan_policy, this one has not.
# Seen:      100 values about 50: 100 left; one more that is NaN: 0 left, limits nan and nan
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
import sys, warnings
import numpy, scipy
from scipy import stats

warnings.simplefilter("ignore")
print("SciPy", scipy.__version__)
dies = 50 + numpy.sin(numpy.arange(100.0))
whole = stats.sigmaclip(dies)
gap = stats.sigmaclip(numpy.append(dies, numpy.nan))
print("100 values:", whole.clipped.size, "left; with one NaN:", gap.clipped.size, "left, limits", gap.lower, gap.upper)
same = whole.clipped.size == 100 and gap.clipped.size == 0 and bool(numpy.isnan([gap.lower, gap.upper]).all())
sys.exit(0 if same else "the behaviour has changed")
P
