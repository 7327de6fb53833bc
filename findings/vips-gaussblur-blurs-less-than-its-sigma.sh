#!/usr/bin/env bash
# vips gaussblur blurs less than its sigma tells: 2 is 1.64, and 0.5 is nothing at all.
#
# Library:   libvips-tools 8.14.1 of Debian 12
# Expected:  gaussblur with sigma 2 makes of a point a spot whose standard deviation is 2, so that it matches two optics, or
#            a smoothing that was worked out
# Behaviour: the kernel ends where the curve falls below a fifth of its height (--min-ampl 0.2), at 1.8 sigma, and is scaled
#            to sum 1. What is left is a fifth narrower. With --min-ampl 0.001 it is right.
# Seen:      sigma 2: 1.641, sigma 5: 4.03, sigma 0.5: 0.000; with --min-ampl 0.001 sigma 2: 2.00
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
# A point in the middle of a picture of 32-bit floats without header.
/usr/bin/python3 -c '
from array import array
pixels = array("f", [0.0]) * (65 * 65)
pixels[32 * 65 + 32] = 10000
open("point.raw", "wb").write(pixels.tobytes())'
vips rawload point.raw float.v 65 65 1 --format float
blur() { vips gaussblur float.v blurred.v "$1" --precision float "${@:3}"; vips rawsave blurred.v "$2"; }
blur 2 two.raw
blur 5 five.raw
blur 0.5 half.raw
blur 2 whole.raw --min-ampl 0.001
/usr/bin/python3 - <<'P'
import sys
from array import array

widths = {}
for name in ("two", "five", "half", "whole"):
    pixels = array("f", open(name + ".raw", "rb").read())
    columns = [sum(pixels[x::65]) for x in range(65)]
    widths[name] = (sum(value * (x - 32) ** 2 for x, value in enumerate(columns)) / sum(columns)) ** 0.5
print("standard deviations:", {name: round(width, 3) for name, width in widths.items()})
same = abs(widths["two"] - 1.641) < 0.01 and 4 < widths["five"] < 4.2 and widths["half"] == 0 and abs(widths["whole"] - 2) < 0.05
sys.exit(0 if same else "the behaviour has changed")
P
