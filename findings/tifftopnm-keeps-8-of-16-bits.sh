#!/usr/bin/env bash
# tifftopnm makes of a 16-bit TIFF a 16-bit PGM in which only 8 bits are left.
#
# Library:   netpbm 11.01.00 of Debian 12; the picture is written by raw2tiff of libtiff-tools 4.5.0 of Debian 12
# Expected:  16 bits go in, maxval 65535 comes out: the numbers are those of the TIFF
# Behaviour: the upper 8 bits are repeated as the lower ones, so 900 becomes 771, in a file that says it has 16 bits. A line
#            on the console tells of "24 bits per pixel" and the exit code is 0. With -byrow the numbers are right.
# Seen:      0 900 1800 2700: without options 0 771 1799 2570, maxval 65535; -byrow: 0 900 1800 2700
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 netpbm=2:11.01.00-2 libnetpbm11=2:11.01.00-2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib"
/usr/bin/python3 -c '
from array import array
open("frame.raw", "wb").write(array("H", [900 * i for i in range(24)]).tobytes())'
raw2tiff -M -w 6 -l 4 -d short -c none frame.raw frame.tif
tifftopnm frame.tif >plain.pgm 2>console.txt
tifftopnm -byrow frame.tif >byrow.pgm 2>/dev/null
grep -m 1 -i "24 bits" console.txt
/usr/bin/python3 - <<'P'
import sys
from array import array

def read(name):
    magic, size, maxval, samples = open(name, "rb").read().split(b"\n", 3)
    values = array("H", samples)
    if sys.byteorder == "little":
        values.byteswap()
    print(f"{name}: {magic.decode()}, maxval {int(maxval)}, {values[:4].tolist()}")
    return int(maxval), values.tolist()

right = [900 * i for i in range(24)]
plain, byrow = read("plain.pgm"), read("byrow.pgm")
same = plain[0] == 65535 and plain[1][:3] == [0, 771, 1799] and byrow == (65535, right)
sys.exit(0 if same else "the behaviour has changed")
P
