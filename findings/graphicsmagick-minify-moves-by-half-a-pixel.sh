#!/usr/bin/env bash
# GraphicsMagick's -minify and -magnify move pictures by half a pixel; -resize to the same size does not.
#
# Library:   graphicsmagick 1.3.40 of Debian 12
# Expected:  a spot in the middle of a picture is in the middle when the picture is halved or doubled
# Behaviour: halved by -minify it is half a pixel of the new picture, one of the old, further to the right and down; doubled
#            by -magnify it is half a pixel of the new picture too far to the left and up. Nothing tells of it.
# Seen:      spot at 31.5 of 64 x 64: -minify 16.0 for 15.5, -magnify 63.0 for 63.5, -resize 50% 15.5, -resize 200% 63.5
set -euo pipefail
version=1.4+really1.3.40-4+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "graphicsmagick=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "graphicsmagick" { print $2 }')
apt-get download -q "graphicsmagick=$version" "libgraphicsmagick-q16-3=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib"
gm version | head -1
cat > check.py <<'P'
import math
import subprocess
import sys
from array import array


def samples(data):
    values = array("H", data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


spot = [round(50000 * math.exp(-((x - 31.5) ** 2 + (y - 31.5) ** 2) / 72)) for y in range(64) for x in range(64)]
open("spot.pgm", "wb").write(b"P5\n64 64\n65535\n" + samples(array("H", spot).tobytes()).tobytes())
same = True
for options, width, shift in ((["-minify"], 32, 0.5), (["-magnify"], 128, -0.5), (["-resize", "50%"], 32, 0), (["-resize", "200%"], 128, 0)):
    subprocess.run(["gm", "convert", "spot.pgm", *options, "new.pgm"], check=True)
    new = samples(open("new.pgm", "rb").read()[-2 * width * width:])
    columns, rows = [sum(new[x::width]) for x in range(width)], [sum(new[y * width:(y + 1) * width]) for y in range(width)]
    place = [sum(i * value for i, value in enumerate(line)) / sum(line) for line in (columns, rows)]
    middle = (width - 1) / 2
    print(f"{' '.join(options)}: {place[0]:.3f}, {place[1]:.3f} for {middle}")
    same = same and all(abs(found - middle - shift) < 0.01 for found in place)
sys.exit(0 if same else "the behaviour has changed")
P
/usr/bin/python3 check.py
