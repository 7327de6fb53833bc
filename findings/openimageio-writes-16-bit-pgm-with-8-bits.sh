#!/usr/bin/env bash
# oiiotool writes a 16-bit PGM as one of 8 bits: a frame that uses 12 of the 16 bits is left with 16 levels.
#
# Library:   openimageio-tools 2.4.7.1 of Debian 12, oiiotool
# Expected:  PGM holds up to 16 bits, oiiotool reads such files with all of them, and keeps the type of the input by itself,
#            as it does with TIFF
# Behaviour: the output has maxval 255. Exit code 0, no word.
# Seen:      0 300 3000 60000 of maxval 65535, of which it tells 59999 as the largest: maxval 255 with 0 1 12 233
set -euo pipefail
version=2.4.7.1+dfsg-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "openimageio-tools=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "openimageio-tools" { print $2 }')
apt-get download -q "openimageio-tools=$version" "libopenimageio2.4=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
echo "OpenImageIO $(oiiotool --version)"
{ printf 'P5\n4 1\n65535\n'; printf '\x00\x00\x01\x2c\x0b\xb8\xea\x60'; } > frame.pgm
oiiotool frame.pgm -o plain.pgm 2>console.txt
oiiotool frame.pgm --printstats | grep -m 1 Max
maxval=$(head -3 plain.pgm | tail -1)
values=$(tail -c 4 plain.pgm | od -An -tu1 | xargs)
echo "written: maxval $maxval, values $values"
if [ "$maxval: $values" != "255: 0 1 12 233" ] || [ -s console.txt ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
