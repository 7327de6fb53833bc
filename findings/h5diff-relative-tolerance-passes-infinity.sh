#!/usr/bin/env bash
# h5diff with a relative tolerance calls infinity and any number the same.
#
# Library:   h5diff of hdf5-tools 1.10.8 of Debian 12; files by python3-h5py 3.7.0 of Debian 12
# Expected:  a ratio that became infinite (a dark level of zero) differs from 1 by more than 10 %, as it does without
#            tolerance and with an absolute one of 10, and as NaN differs from 1 with either
# Behaviour: exit code 0 with -p when the first file has the infinity: (inf - 1) / inf is no number, and no number is
#            not above the tolerance. The two files the other way round give exit code 1. +inf and -inf: 0 as well.
# Seen:      inf against 1: plain 1, -d 10: 1, -p 0.1: 0; 1 against inf, -p 0.1: 1; inf against -inf, -p 0.1: 0;
#            NaN against 1, -p 0.1: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q hdf5-tools=1.10.8+repack1-1 python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
/usr/bin/python3 - <<'P'
import h5py, numpy

for name, value in {"one": 1, "inf": numpy.inf, "-inf": -numpy.inf, "nan": numpy.nan}.items():
    with h5py.File(f"ratio{name}.h5", "w") as f:
        f.create_dataset("ratio", data=numpy.array([value], dtype="f4"))
P
h5diff --version
same=yes
expect() {  # first value, second value, exit code, options
    local first=$1 second=$2 expected=$3 code=0
    shift 3
    h5diff "$@" "ratio$first.h5" "ratio$second.h5" >/dev/null 2>&1 || code=$?
    echo "$first against $second ${*:-plain}: exit code $code"
    [ "$code" = "$expected" ] || same=no
}
expect inf one 1
expect inf one 1 -d 10
expect inf one 0 -p 0.1
expect one inf 1 -p 0.1
expect inf -inf 0 -p 0.1
expect nan one 1 -p 0.1
[ "$same" = yes ] || { echo "the behaviour has changed" >&2; exit 1; }
