#!/usr/bin/env bash
# h5diff finds no difference between a list and a longer one that begins alike, where lists are of variable length.
#
# Library:   h5diff of hdf5-tools 1.10.8 of Debian 12; files by python3-h5py 3.7.0 of Debian 12
# Expected:  spectra or outlines of variable length differ when one has more points than the other
# Behaviour: as many values are compared as the first file's list has; the rest of the second file's list is not looked
#            at. An empty list equals every list. Exit code 0, no word, also with -v (0 differences found).
# Seen:      [1, 2] against [1, 2, 3]: exit code 0; [] against [1, 2, 3]: exit code 0; [1, 2] against [1, 3]: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q hdf5-tools=1.10.8+repack1-1 python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
/usr/bin/python3 - <<'P'
import h5py

for name, values in {"empty": [], "two": [1, 2], "three": [1, 2, 3], "other": [1, 3]}.items():
    with h5py.File(name + ".h5", "w") as f:
        f.create_dataset("spectrum", shape=(1,), dtype=h5py.vlen_dtype("f4"))[0] = values
P
h5diff --version
same=yes
expect() {  # first file, second file, exit code
    local code=0
    h5diff -v "$1.h5" "$2.h5" >said 2>&1 || code=$?
    echo "$1 against $2: exit code $code, $(grep 'differences found' said | tail -1)"
    [ "$code" = "$3" ] || same=no
    if grep -qi warning said; then same=no; fi
}
expect two three 0
expect empty three 0
expect two other 1
expect two two 0
[ "$same" = yes ] || { echo "the behaviour has changed" >&2; exit 1; }
