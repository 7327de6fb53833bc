#!/usr/bin/env bash
# Octave's imread reads a TIFF of 32-bit floats as 16-bit integers, in which everything from 1 on is 65535.
#
# Library:   octave 7.3.0 of Debian 12; the picture is written by raw2tiff of libtiff-tools 4.5.0
# Expected:  0, 0.5, 1, 1000, 4095 come back as they are, as single, or are refused; by its help imread gives what the file
#            holds
# Behaviour: the class is uint16 and values are multiplied by 65535 and cut there: 0.5 is 32768, a tile of counts is one
#            white area. No warning. 16-bit integers come back as they are.
# Seen:      floats 0, 0.5, 1, 1000, 4095: uint16 0, 32768, 65535, 65535, 65535; 16-bit 0, 5, 10, 1000, 4095: the same
set -euo pipefail
version=7.3.0-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "octave=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(octave|perl)/ { print $2 }')
apt-get download -q "octave=$version" "octave-common=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export OCTAVE_HOME="$folder/tree/usr" HOME="$folder"
libraries="$OCTAVE_HOME/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries/octave/7.3.0:$libraries:$OCTAVE_HOME/lib"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4 >/dev/null 2>&1
dpkg -x libtiff-tools_*.deb tree
/usr/bin/python3 -c '
from array import array
open("f.raw", "wb").write(array("f", [0, 0.5, 1, 1000, 4095]).tobytes())
open("i.raw", "wb").write(array("H", [0, 5, 10, 1000, 4095]).tobytes())'
tree/usr/bin/raw2tiff -M -w 5 -l 1 -d float -c none f.raw f.tif
tree/usr/bin/raw2tiff -M -w 5 -l 1 -d short -c none i.raw i.tif
cat > check.m <<'M'
floats = imread("f.tif"); integers = imread("i.tif");
printf("Octave %s\n", version());
printf("floats: %s %s\nintegers: %s %s\n", class(floats), mat2str(double(floats)), class(integers), mat2str(double(integers)));
same = isa(floats, "uint16") && isequal(double(floats), [0 32768 65535 65535 65535]) && isequal(double(integers), [0 5 10 1000 4095]);
if (! same) fprintf(stderr, "the behaviour has changed\n"); end
exit(! same);
M
timeout 120 tree/usr/bin/octave-cli --norc --quiet --no-history check.m
