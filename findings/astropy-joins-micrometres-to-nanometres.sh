#!/usr/bin/env bash
# astropy joins a row at 1 um to the row at 1 nm, and finds no partner for it at 1000 nm.
#
# Library:   python3-astropy 5.2.1 of Debian 12 with its dependencies, join() and setdiff() of QTable
# Expected:  keys with units are compared as lengths, as 1 um == 1000 nm is True of the same quantities; vstack() of the same
#            tables converts
# Behaviour: join(), setdiff() go by the plain numbers of the key column, and the joined column has the second table's
#            unit: places of two tools, one in um and one in nm, pair wrongly. Nothing is said with QTable; with Table, whose
#            units are only labels, there is a warning.
# Seen:      keys 1, 2 um with 1000, 2000 nm: 0 rows; with 1, 2 nm: 2 rows; setdiff: 2 rows left, and 0; vstack with 1000,
#            2000 nm: 1000, 2000, 1000, 2000 nm
set -euo pipefail
version=5.2.1-2+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-astropy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-astropy" { print $2 }')
apt-get download -q "python3-astropy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import astropy, numpy
import astropy.units as u
from astropy.table import QTable, join, setdiff, vstack

print("astropy", astropy.__version__)
warnings.simplefilter("error")
scanner = QTable({"x": [1.0, 2.0] * u.um})
right = QTable({"x": [1000.0, 2000.0] * u.nm})
wrong = QTable({"x": [1.0, 2.0] * u.nm})
assert numpy.allclose(scanner["x"], right["x"]) and not numpy.allclose(scanner["x"], wrong["x"])
joined = [len(join(scanner, other)) for other in (right, wrong)]
left = [len(setdiff(scanner, other)) for other in (right, wrong)]
stacked = vstack([scanner, right])["x"].to_value(u.nm)
print("rows joined with 1000, 2000 nm and with 1, 2 nm:", joined, " setdiff:", left, " vstack:", stacked)
same = joined == [0, 2] and left == [2, 0] and numpy.allclose(stacked, [1000, 2000, 1000, 2000])
sys.exit(0 if same else "the behaviour has changed")
P
