#!/usr/bin/env bash
# tiffcmp of float pictures lists the pixels of the row that are equal and leaves out the one that differs.
#
# Library:   tiffcmp and raw2tiff of libtiff-tools 4.5.0 of Debian 12
# Expected:  one pixel of 24 differs; it is listed, as it is for 16 and 32-bit integers
# Behaviour: for 32-bit floats the five equal pixels of the row are listed, each with twice the same value. The exit code
#            is 1 without -l, with a wrong pixel named, and 0 with -l.
# Seen:      16-bit: pixel 3, 05dc 05dd. Float -l: pixels 0, 1, 2, 4, 5; pixel 3 (1500 against 1501) is not among them
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4  >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib"
/usr/bin/python3 - <<'P'
from array import array
values = [100 * i for i in range(24)]
for name, data in (("a", values), ("b", values[:15] + [1501] + values[16:])):
    for kind, suffix in (("H", "short"), ("f", "float")):
        open(f"{name}-{suffix}.raw", "wb").write(array(kind, data).tobytes())
P
for name in a b; do
    for kind in short float; do raw2tiff -M -w 6 -l 4 -d $kind -c none $name-$kind.raw $name-$kind.tif; done
done
code=0
short=$(tiffcmp -l a-short.tif b-short.tif 2>&1) || true
float=$(tiffcmp -l a-float.tif b-float.tif 2>&1) || code=$?
printf '16-bit integers:\n%s\n32-bit floats, exit code %s:\n%s\n' "$short" "$code" "$float"
pixels=$(sed -n 's/^Scanline 2, pixel \([0-9]*\), .*/\1/p' <<<"$float" | tr '\n' ' ')
if [ "$short" != "Scanline 2, pixel 3, sample 0: 05dc 05dd" ] || [ "$pixels" != "0 1 2 4 5 " ] || [ "$code" != 0 ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
