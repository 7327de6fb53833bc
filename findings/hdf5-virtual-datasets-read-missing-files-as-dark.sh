#!/usr/bin/env bash
# HDF5 reads the part of a virtual dataset whose file is missing as zeros: a tile that was moved away is a dark tile.
#
# Library:   python3-h5py 3.7.0 of Debian 12 with its HDF5 1.10.8
# Expected:  reading a mosaic of tiles of which one file is not there fails, or says so, as an external link to that file
#            does
# Behaviour: the fill value stands in for what is missing, 0 if none was set. Neither the dataset nor the read tells of it,
#            and a file in which the dataset has another name is passed over alike.
# Seen:      two tiles [7, 8, 9], the second's file missing, or its dataset named otherwise: [[7, 8, 9], [0, 0, 0]]; external
#            link to the missing file: KeyError
set -euo pipefail
version=3.7.0-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-h5py=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-h5py/ { print $2 }')
apt-get download -q "python3-h5py=$version" "python3-h5py-serial=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import h5py, numpy

print("h5py", h5py.__version__, "HDF5", h5py.version.hdf5_version)
for name, dataset in (("tile0.h5", "data"), ("tile2.h5", "other")):
    with h5py.File(name, "w") as file:
        file[dataset] = numpy.array([7, 8, 9], numpy.uint16)
seen = []
for second in ("tile1.h5", "tile2.h5"):
    layout = h5py.VirtualLayout((2, 3), numpy.uint16)
    for row, name in enumerate(("tile0.h5", second)):
        layout[row] = h5py.VirtualSource(name, "data", (3,))
    with h5py.File("wafer.h5", "w") as file:
        file.create_virtual_dataset("mosaic", layout)
        file["link"] = h5py.ExternalLink("tile1.h5", "data")
    with h5py.File("wafer.h5", "r") as file:
        seen.append(file["mosaic"][:].tolist())
        try:
            link = str(file["link"][:])
        except KeyError as error:
            link = "KeyError"
print("file missing:", seen[0], "dataset missing:", seen[1], "external link:", link)
same = seen == [[[7, 8, 9], [0, 0, 0]]] * 2 and link == "KeyError"
sys.exit(0 if same else "the behaviour has changed")
P
