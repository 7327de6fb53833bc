#!/usr/bin/env bash
# silx calls a NXdata image of one row invalid as soon as it has the axes that NeXus asks for; an image of one
# column with the same axes is valid.
#
# Library:   python3-silx 1.1.0 of Debian 12, with python3-h5py and python3-numpy
# Expected:  a map of 1 x N values with axes of 1 and N values is as valid as one of 2 x N or N x 1: NXdata says
#            nothing of a least size
# Behaviour: get_default() finds no valid plot in the 1 x N group ("... does not seem to be a scatter"), so viewers
#            show nothing. Without axes it is valid.
# Seen:      1 x 5 with axes: invalid; 1 x 5 without axes: valid; 5 x 1 with axes: valid; 2 x 5 with axes: valid
set -euo pipefail
version=1.1.0+dfsg-5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "python3-silx=$version" >/dev/null 2>&1
dpkg -x python3-silx_*.deb tree
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import logging, sys
import h5py, numpy, silx
from silx.io.nxdata import get_default
logging.disable(logging.CRITICAL)

def valid(shape, axes):
    with h5py.File("map.h5", "w") as f:
        f.attrs["NX_class"] = numpy.bytes_("NXroot")
        f.attrs["default"] = numpy.bytes_("map")
        group = f.create_group("map")
        group.attrs["NX_class"] = numpy.bytes_("NXdata")
        group.attrs["signal"] = numpy.bytes_("data")
        group["data"] = numpy.arange(shape[0] * shape[1], dtype="f4").reshape(shape)
        group["data"].attrs["interpretation"] = numpy.bytes_("image")
        if axes:
            group["y"] = numpy.arange(shape[0], dtype="f8")
            group["x"] = numpy.arange(shape[1], dtype="f8")
            group.attrs["axes"] = numpy.array([b"y", b"x"])
    with h5py.File("map.h5") as f:
        found = get_default(f)
        return found is not None and found.is_valid

print("silx", silx.version)
expected = {((1, 5), True): False, ((1, 5), False): True, ((5, 1), True): True, ((2, 5), True): True}
same = True
for (shape, axes), was in expected.items():
    now = bool(valid(shape, axes))
    print(f"{shape[0]} x {shape[1]} {'with' if axes else 'without'} axes:", "valid" if now else "invalid")
    same = same and now == was
sys.exit(0 if same else "the behaviour has changed")
P
