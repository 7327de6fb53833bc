#!/usr/bin/env bash
# statsmodels calls a test without p-value significant by Holm's method, and by Benjamini-Hochberg it loses the others'.
#
# Library:   python3-statsmodels 0.13.5 of Debian 12, multipletests()
# Expected:  a p-value that is NaN (a zone without dies, a layer that is constant) is left out or stays NaN and is never
#            rejected, as by Bonferroni; the others are corrected as they would be
# Behaviour: holm: the place of the NaN is True in reject, since it passes no comparison. fdr_bh: all corrected p-values
#            become NaN, while reject still has answers that no longer belong to them. No warning of it.
# Seen:      0.001, NaN, 0.02: holm rejects True, True, True; fdr_bh corrects to NaN, NaN, NaN and rejects True, False, True;
#            bonferroni rejects True, False, False
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
import sys
import numpy, statsmodels
from statsmodels.stats.multitest import multipletests

print("statsmodels", statsmodels.__version__)
seen = {}
for method in ("holm", "fdr_bh", "bonferroni"):
    reject, corrected = multipletests([0.001, numpy.nan, 0.02], alpha=0.05, method=method)[:2]
    seen[method] = [bool(value) for value in reject]
    print(f"{method}: reject {seen[method]}, corrected {corrected}")
    if method == "fdr_bh":
        lost = bool(numpy.isnan(corrected).all())
same = seen == {"holm": [True, True, True], "fdr_bh": [True, False, True], "bonferroni": [True, False, False]} and lost
sys.exit(0 if same else "the behaviour has changed")
P
