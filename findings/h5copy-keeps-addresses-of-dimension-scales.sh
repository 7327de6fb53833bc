#!/usr/bin/env bash
# h5copy copies a dataset with dimension scales without turning the references to them over to the new file, also with
# -f ref, which does so for references in datasets.
#
# Library:   h5copy of hdf5-tools 1.10.8 of Debian 12; files by python3-h5py 3.7.0 of Debian 12
# Expected:  by its help references become NULL without -f ref, and with it they point to what was copied along. The
#            axes of a map that lies in the copied group go along either way
# Behaviour: the DIMENSION_LIST attribute of the copy holds the addresses of the source file: not NULL and not correct.
#            Following it fails. Exit code 0 and no word. In the same copy a dataset of references is right with -f ref.
# Seen:      source: scale of axis 1 is /g/x. Copy, with and without -f ref: not NULL, following it raises. References
#            in a dataset: without -f ref NULL, with -f ref /g/x
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q hdf5-tools=1.10.8+repack1-1 python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
/usr/bin/python3 - <<'P'
import h5py, numpy
with h5py.File("source.h5", "w") as f:
    g = f.create_group("g")
    g["map"] = numpy.arange(6.0).reshape(2, 3)
    g["x"] = numpy.arange(3.0)
    g["x"].make_scale("x")
    g["map"].dims[1].attach_scale(g["x"])
    g.create_dataset("references", data=[g["x"].ref], dtype=h5py.ref_dtype)
P
h5copy -i source.h5 -o plain.h5 -s /g -d /g
h5copy -f ref -i source.h5 -o ref.h5 -s /g -d /g
h5copy --version
/usr/bin/python3 - <<'P'
import sys
import h5py

def follow(f, reference):
    if not reference:
        return "NULL"
    try:
        return f[reference].name
    except (ValueError, RuntimeError, KeyError):
        return "raises"

seen = {}
for name in ("source", "plain", "ref"):
    with h5py.File(name + ".h5") as f:
        scale = follow(f, f["g/map"].attrs["DIMENSION_LIST"][1][0])
        seen[name] = (scale, follow(f, f["g/references"][0]))
    print(f"{name}: scale of axis 1: {seen[name][0]}; reference in a dataset: {seen[name][1]}")
same = seen == {"source": ("/g/x", "/g/x"), "plain": ("raises", "NULL"), "ref": ("raises", "/g/x")}
sys.exit(0 if same else "the behaviour has changed")
P
