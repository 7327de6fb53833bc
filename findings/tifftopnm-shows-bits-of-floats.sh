#!/usr/bin/env bash
# tifftopnm takes the bits of 32-bit floats for integers and writes a picture of them, with exit code 0.
#
# Library:   netpbm 11.01.00 of Debian 12; the picture is written by raw2tiff of libtiff-tools 4.5.0 of Debian 12
# Expected:  a converter to PGM refuses float samples, which it does not know, or scales them
# Behaviour: SampleFormat is not looked at: the upper 16 bits of each float become the grey value. On the console it first
#            says that 32-bit samples can't be handled, and then that it takes a more primitive way, which writes them.
# Seen:      floats 0 1 2 4: exit code 0, maxval 65535, values 0 16256 16384 16512 (0x3f80, 0x4000, 0x4080)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 netpbm=2:11.01.00-2 libnetpbm11=2:11.01.00-2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib"
/usr/bin/python3 -c '
from array import array
open("frame.raw", "wb").write(array("f", [0, 1, 2, 4]).tobytes())'
raw2tiff -M -w 4 -l 1 -d float -c none frame.raw frame.tif
code=0
tifftopnm frame.tif >frame.pgm 2>console.txt || code=$?
cat console.txt
code=$code /usr/bin/python3 - <<'P'
import os, sys
from array import array

magic, size, maxval, samples = open("frame.pgm", "rb").read().split(b"\n", 3)
values = array("H", samples)
if sys.byteorder == "little":
    values.byteswap()
print(f"exit code {os.environ['code']}, maxval {int(maxval)}, values {values.tolist()}")
same = os.environ["code"] == "0" and int(maxval) == 65535 and values.tolist() == [0, 0x3F80, 0x4000, 0x4080]
sys.exit(0 if same else "the behaviour has changed")
P
