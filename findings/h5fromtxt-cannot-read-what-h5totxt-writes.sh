#!/usr/bin/env bash
# h5fromtxt refuses a table with a missing value that h5totxt of the same package wrote, and speaks of columns.
#
# Library:   h5utils 1.13.2 of Debian 12 with its HDF5 1.10.8; the file is written by python3-h5py 3.7.0 of Debian 12
# Expected:  h5totxt and h5fromtxt are each other's way back; what was exported, corrected in an editor and imported again
#            comes back, dies without value included
# Behaviour: a missing value is written as nan, and reading ends there with "the number of input columns is not constant",
#            exit code 1, as if the table were ragged. Infinity alike. Numbers come back.
# Seen:      1 2 3 / 4 5 6: read back; 1 nan 3 / 4 5 6: written as 1,nan,3, exit code 1; the same with inf
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends h5utils=1.13.2-1 python3-h5py=3.7.0-8 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(h5utils|python3-h5py|python3-h5py-serial)$/ { print $2 }')
apt-get download -q h5utils=1.13.2-1 python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack:$folder/tree/usr/lib"
/usr/bin/python3 - <<'P'
import h5py, numpy

for name, value in (("number", 2.0), ("missing", numpy.nan), ("infinite", numpy.inf)):
    with h5py.File(f"{name}.h5", "w") as file:
        file["brightness"] = numpy.array([[1, value, 3], [4, 5, 6.0]])
P
echo "h5utils $(dpkg-deb -f h5utils_*.deb Version)"
seen=
for name in number missing infinite; do
    h5totxt -d brightness "$name.h5" > "$name.txt"
    code=0
    h5fromtxt -d brightness "back-$name.h5" < "$name.txt" 2>"$name.log" || code=$?
    echo "$(head -1 "$name.txt"): exit code $code $(cat "$name.log")"
    seen="$seen$code "
done
h5totxt -d brightness back-number.h5 | cmp - number.txt
if [ "$seen" != "0 1 1 " ] || ! grep -q "columns is not constant" missing.log; then
    echo "the behaviour has changed" >&2
    exit 1
fi
