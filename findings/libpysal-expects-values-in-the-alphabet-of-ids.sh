#!/usr/bin/env bash
# libpysal takes the values in the alphabetical order of the ids, not in that in which the ids were given: d10 before d2.
#
# Library:   python3-libpysal 4.7.0 of Debian 12, class W and lag_spatial()
# Expected:  values are taken in the order in which the neighbours were given (dictionaries keep it), or by id
# Behaviour: without id_order the ids are sorted: texts by letters, so that die d10 comes before d2, and numbers by size.
#            Values in the order of the map go to other dies, and Moran's I and join counts with them. No warning.
# Seen:      a row of ten dies d1 to d10 with values 1 to 10: the sums of neighbours are not 2, 4, 6 ... but begin with 3;
#            with id_order given they are right
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-libpysal=4.7.0-1 python3-pandas=1.5.3+dfsg-2 python3-pandas-lib=1.5.3+dfsg-2 \
  python3-bs4=4.11.2-2 python3-soupsieve=2.3.2-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
# What else it needs is Debian's own, taken as it is, or installed.
/usr/bin/python3 -c 'import scipy, jinja2, requests, platformdirs' 2>/dev/null ||
  apt-get install -y -q --no-install-recommends python3-scipy python3-jinja2 python3-requests python3-platformdirs >/dev/null
/usr/bin/python3 - <<'P'
import sys
import libpysal, numpy
from libpysal.weights import W, lag_spatial

print("libpysal", libpysal.__version__)
ids = [f"d{i}" for i in range(1, 11)]
neighbours = {die: [ids[j] for j in (i - 1, i + 1) if 0 <= j < 10] for i, die in enumerate(ids)}
values = numpy.arange(1.0, 11.0)
right = [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 9.0]
plain, ordered = W(neighbours), W(neighbours, id_order=ids)
print("order:", plain.id_order)
print("sums of neighbours:", lag_spatial(plain, values), "with id_order:", lag_spatial(ordered, values))
same = (plain.id_order == sorted(ids) and list(lag_spatial(ordered, values)) == right
        and list(lag_spatial(plain, values)) != right)
sys.exit(0 if same else "the behaviour has changed")
P
