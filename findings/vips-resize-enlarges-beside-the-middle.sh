#!/usr/bin/env bash
# vips resize puts everything half a pixel too far to the right and down when it enlarges, but not when it makes
# smaller.
#
# Library:   libvips-tools 8.14.1 of Debian 12
# Expected:  a spot in the middle of a picture is in the middle afterwards, as when the picture is made smaller and with the
#            kernel nearest
# Behaviour: with the kernel it takes by itself (lanczos3) and with linear the place is half a pixel of the new picture
#            further in both directions, at each factor tried.
# Seen:      spot at 31.5 of 64 x 64: factor 2: 64.0 for 63.5, factor 4: 128.0 for 127.5, linear 2: 64.0, nearest 2: 63.5;
#            factor 0.5: 15.5, 0.25: 7.5
set -euo pipefail
version=8.14.1-3+deb12u3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "libvips-tools=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "libvips-tools" { print $2 }')
apt-get download -q "libvips-tools=$version" "libvips42=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
vips --version
cat > check.py <<'P'
import math
import subprocess
import sys
from array import array

size = 64
spot = array("f", [math.exp(-((x - 31.5) ** 2 + (y - 31.5) ** 2) / 72) for y in range(size) for x in range(size)])
open("spot.raw", "wb").write(spot.tobytes())
subprocess.run(["vips", "rawload", "spot.raw", "spot.v", "64", "64", "1", "--format", "float"], check=True)
same = True
for factor, kernel, shift in ((2, "lanczos3", 0.5), (4, "lanczos3", 0.5), (2, "linear", 0.5), (2, "nearest", 0),
                              (0.5, "lanczos3", 0), (0.25, "lanczos3", 0)):
    subprocess.run(["vips", "resize", "spot.v", "new.v", str(factor), "--kernel", kernel], check=True)
    subprocess.run(["vips", "rawsave", "new.v", "new.raw"], check=True)
    new, width = array("f", open("new.raw", "rb").read()), int(size * factor)
    columns, rows = [sum(new[x::width]) for x in range(width)], [sum(new[y * width:(y + 1) * width]) for y in range(width)]
    place = [sum(i * value for i, value in enumerate(line)) / sum(line) for line in (columns, rows)]
    middle = (width - 1) / 2
    print(f"{kernel}, factor {factor}: {place[0]:.3f}, {place[1]:.3f} for {middle}")
    same = same and all(abs(found - middle - shift) < 0.01 for found in place)
sys.exit(0 if same else "the behaviour has changed")
P
/usr/bin/python3 check.py
