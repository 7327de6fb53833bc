#!/usr/bin/env bash
# tifffile of Debian 12 can't read LZW, the most common packing of TIFF, although it reads deflate with the same
# predictor.
#
# Library:   python3-tifffile 20230203 of Debian 12, with python3-numpy; package imagecodecs does not exist there
# Expected:  a TIFF reader reads LZW, which every TIFF program writes since 1988
# Behaviour: imread of a LZW file raises "ValueError: <COMPRESSION.LZW: 5> requires the 'imagecodecs' package";
#            the same picture packed by deflate, with and without horizontal predictor, is read. scikit-image and
#            imageio read TIFF by tifffile, so they fail alike. Microscope images saved with LZW can't be opened.
# Seen:      LZW: ValueError <COMPRESSION.LZW: 5> requires the 'imagecodecs' package
#            deflate: same pixels, deflate with predictor: same pixels
set -euo pipefail
version=20230203-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "python3-tifffile=$version" >/dev/null 2>&1
dpkg -x python3-tifffile_*.deb tree
# Files are written by libtiff's own tools, which know every packing.
apt-get download -q libtiff-tools >/dev/null 2>&1
dpkg -x libtiff-tools_*.deb tree
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import numpy, tifffile
tifffile.imwrite("plain.tif", (numpy.arange(64 * 48, dtype=numpy.uint16) % 4096).reshape(48, 64))
P
export PATH="$folder/tree/usr/bin:$PATH"
tiffcp -c lzw plain.tif lzw.tif
tiffcp -c zip plain.tif deflate.tif
tiffcp -c zip:2 plain.tif predictor.tif
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import importlib.util, sys
import numpy, tifffile
if importlib.util.find_spec("imagecodecs"):
    sys.exit("imagecodecs is installed here, so nothing can be said")
print("tifffile", tifffile.__version__)
plain = tifffile.imread("plain.tif")
for name in ("deflate", "predictor"):
    same = numpy.array_equal(tifffile.imread(name + ".tif"), plain)
    print(name + ":", "same pixels" if same else "OTHER PIXELS")
    if not same:
        sys.exit(1)
try:
    tifffile.imread("lzw.tif")
except ValueError as error:
    print("LZW: ValueError", error)
    if "imagecodecs" not in str(error):
        sys.exit(1)
else:
    sys.exit("LZW is read: the behaviour has changed")
P
