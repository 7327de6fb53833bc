#!/usr/bin/env bash
# Spectral Python divides an ENVI cube by its reflectance scale factor when it loads it, but not in asarray() and
# open_memmap().
#
# Library:   python3-spectral 0.22.4 of Debian 12
# Expected:  the same spectrum has the same numbers whichever way of the same object reads it
# Behaviour: load(), indices, read_pixel() and read_band() divide by the factor of the header; asarray() and open_memmap()
#            give what is stored, a thousand times as much. Thresholds found with the one are applied to the other without a
#            word.
# Seen:      stored 60400 .. 60700, factor 1000: load, [0, 1], read_pixel: 60.4 .. 60.7; asarray, open_memmap: 60400 .. 60700
set -euo pipefail
version=0.22.4-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-spectral=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-spectral" { print $2 }')
apt-get download -q "python3-spectral=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy, spectral
from spectral.io import envi

print("spectral", spectral.__version__)
cube = (numpy.arange(24).reshape(2, 3, 4) * 100 + 60000).astype(numpy.uint16)
envi.save_image("cube.hdr", cube, metadata={"reflectance scale factor": "1000"})
image = envi.open("cube.hdr")
seen = {
    "load": image.load()[0, 1],
    "[0, 1]": image[0, 1],
    "read_pixel": image.read_pixel(0, 1),
    "asarray": image.asarray()[0, 1],
    "open_memmap": image.open_memmap()[0, 1],
}
same = True
for name, spectrum in seen.items():
    spectrum = numpy.asarray(spectrum, float).ravel().round(3).tolist()
    print(name, spectrum)
    factor = 1 if name in ("asarray", "open_memmap") else 1000
    same = same and spectrum == [60400 / factor, 60500 / factor, 60600 / factor, 60700 / factor]
sys.exit(0 if same else "the behaviour has changed")
P
