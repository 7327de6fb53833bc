#!/usr/bin/env bash
# mrcfile changes the pixel size when a picture is set: to 0 where it was given before, to half where the picture is
# twice as wide.
#
# Library:   python3-mrcfile 1.4.3 of Debian 12 with its dependencies
# Expected:  voxel_size that was set stays until it is set again; the order of voxel_size and set_data() does not matter
# Behaviour: the header holds the width of the whole picture, and voxel_size is that over the number of pixels of the moment.
#            Before set_data() there are none, so what is given is lost; a larger picture after it has smaller pixels. No
#            warning.
# Seen:      2.5 set before the picture: 0.0; 2.5 set after a picture of 5 pixels: 2.5, and 1.25 after one of 10 pixels is
#            set
set -euo pipefail
version=1.4.3-3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-mrcfile=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-mrcfile" { print $2 }')
apt-get download -q "python3-mrcfile=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import mrcfile, numpy

print("mrcfile", mrcfile.__version__)
with mrcfile.new("before.mrc") as file:
    file.voxel_size = 2.5
    file.set_data(numpy.zeros((4, 5), numpy.float32))
    before = float(file.voxel_size.x)
with mrcfile.new("after.mrc") as file:
    file.set_data(numpy.zeros((4, 5), numpy.float32))
    file.voxel_size = 2.5
    after = float(file.voxel_size.x)
    file.set_data(numpy.zeros((8, 10), numpy.float32))
    larger = float(file.voxel_size.x)
print("set before the picture:", before, "set after it:", after, "after a larger picture:", larger)
sys.exit(0 if (before, after, larger) == (0, 2.5, 1.25) else "the behaviour has changed")
P
