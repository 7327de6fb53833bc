#!/usr/bin/env bash
# statsmodels is certain that ten good dies of ten are no 90 % yield: p is exactly 0.
#
# Library:   python3-statsmodels 0.13.5 of Debian 12, proportions_ztest()
# Expected:  ten of ten come with a yield of 90 % one time in three (0.9^10 = 0.35): nothing is shown; with the variance of
#            the yield asked for, z is 1.05 and p is 0.29
# Behaviour: as it is the variance is that of the sample, which is 0 where all or none are good: z is infinite and p is 0,
#            of however few dies. prop_var takes the yield asked for and is right. A warning of NumPy at most.
# Seen:      10 of 10 against 0.9: z inf, p 0.0; 1 of 1 against 0.9: p 0.0; with prop_var 0.9: p 0.2918
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-statsmodels=0.13.5+dfsg-7 python3-statsmodels-lib=0.13.5+dfsg-7 python3-patsy=0.5.3-1 \
  python3-pandas=1.5.3+dfsg-2 python3-pandas-lib=1.5.3+dfsg-2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
# SciPy and NumPy are Debian's own, taken as they are, or installed.
/usr/bin/python3 -c 'import scipy' 2>/dev/null || apt-get install -y -q --no-install-recommends python3-scipy >/dev/null
/usr/bin/python3 -W ignore - <<'P'
import math, sys
import statsmodels
from statsmodels.stats.proportion import proportions_ztest

print("statsmodels", statsmodels.__version__)
z, p = proportions_ztest(10, 10, 0.9)
one = proportions_ztest(1, 1, 0.9)[1]
asked = proportions_ztest(10, 10, 0.9, prop_var=0.9)[1]
print(f"10 of 10 against 0.9: z {z}, p {p}; 1 of 1: p {one}; with prop_var 0.9: p {asked:.4f}")
same = math.isinf(z) and p == 0 and one == 0 and abs(asked - 0.2918) < 1e-4
sys.exit(0 if same else "the behaviour has changed")
P
