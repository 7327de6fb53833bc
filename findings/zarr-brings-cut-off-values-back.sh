#!/usr/bin/env bash
# zarr brings values back that a resize had cut off: what grows again is not filled with the fill value.
#
# Library:   python3-zarr 2.13.6 of Debian 12 with its dependencies; python3-h5py 3.7.0 of Debian 12 compares
# Expected:  a list cut to 5 points and then made 10 points long again holds the fill value in the new ones, as in HDF5
# Behaviour: resize() deletes chunks that are wholly outside, but leaves a chunk that is cut as it is; points of an earlier
#            run are there again as if they were measured. At the edge of a chunk it is right, so it depends on the chunk
#            size.
# Seen:      0..9 to 5 and to 10 again, fill value -1: chunks of 10: [0 .. 9]; chunks of 5: [0 .. 4, -1 ..]; HDF5, chunks of
#            10: [0 .. 4, -1 ..]
set -euo pipefail
version=2.13.6+ds-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-zarr=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-zarr" { print $2 }')
apt-get download -q "python3-zarr=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import h5py, numpy, zarr

print("zarr", zarr.__version__, "h5py", h5py.__version__)
seen = {}
for chunk in (10, 5):
    spectrum = zarr.open(f"z{chunk}.zarr", mode="w", shape=(10,), chunks=(chunk,), dtype="f4", fill_value=-1)
    spectrum[:] = numpy.arange(10)
    spectrum.resize(5)
    spectrum.resize(10)
    seen[f"zarr, chunks of {chunk}"] = spectrum[:].astype(int).tolist()
with h5py.File("a.h5", "w") as file:
    spectrum = file.create_dataset("a", data=numpy.arange(10.0), chunks=(10,), maxshape=(None,), fillvalue=-1)
    spectrum.resize((5,))
    spectrum.resize((10,))
    seen["HDF5, chunks of 10"] = spectrum[:].astype(int).tolist()
for name, values in seen.items():
    print(name, values)
filled = [0, 1, 2, 3, 4, -1, -1, -1, -1, -1]
sys.exit(0 if list(seen.values()) == [list(range(10)), filled, filled] else "the behaviour has changed")
P
