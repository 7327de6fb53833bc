#!/usr/bin/env bash
# statsmodels can't compare a tool with ten good of ten with one of eight of ten, but it can the other way round.
#
# Library:   python3-statsmodels 0.13.5 of Debian 12, test_proportions_2indep()
# Expected:  p is 0.261 by its standard method (Agresti-Caffo, made for such counts) in whichever order the two are given, as
#            confint_proportions_2indep() gives an interval for both orders
# Behaviour: for its report the function also works out the odds ratio of the plain counts; ten of ten as the first sample
#            raises ZeroDivisionError, by each method and also for the difference. As the second sample it is fine, and so it
#            is with counts that are NumPy's.
# Seen:      10 of 10, 8 of 10: ZeroDivisionError; 8 of 10, 10 of 10: 0.2611; numpy.int64(10) of 10, 8 of 10: 0.2611; interval
#            of the difference -0.112 to 0.510
set -euo pipefail
version=0.13.5+dfsg-7
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-statsmodels=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-statsmodels/ { print $2 }')
apt-get download -q "python3-statsmodels=$version" "python3-statsmodels-lib=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy, statsmodels
from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

warnings.simplefilter("ignore")  # NumPy's own division by zero
print("statsmodels", statsmodels.__version__)


def p_value(*counts):
    try:
        return round(float(test_proportions_2indep(*counts).pvalue), 4)
    except ZeroDivisionError:
        return "ZeroDivisionError"


seen = [p_value(10, 10, 8, 10), p_value(8, 10, 10, 10), p_value(numpy.int64(10), 10, 8, 10)]
interval = [round(float(bound), 3) for bound in confint_proportions_2indep(10, 10, 8, 10)]
print("10 of 10 and 8 of 10, 8 of 10 and 10 of 10, NumPy's counts:", seen, " interval", interval)
sys.exit(0 if seen == ["ZeroDivisionError", 0.2611, 0.2611] and interval == [-0.112, 0.51] else "the behaviour has changed")
P
