#!/usr/bin/env bash
# h5repack -f GZIP takes the checksum and the byte shuffle away from datasets that have them.
#
# Library:   h5repack of hdf5-tools 1.10.8 of Debian 12; files by python3-h5py 3.7.0 of Debian 12
# Expected:  by its help -f GZIP applies a filter, and what removes the others is -f NONE. A dataset with shuffle and
#            Fletcher checksum has these and gzip afterwards
# Behaviour: only gzip is left, without a word. -f SHUF -f GZIP -f FLET in one call keeps all three.
# Seen:      source: gzip none, shuffle True, checksum True; -f GZIP=5: gzip 5, shuffle False, checksum False;
#            -f SHUF -f GZIP=5 -f FLET: gzip 5, shuffle True, checksum True; no -f: as the source
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
    f.create_dataset("map", data=numpy.arange(4000, dtype="u2").reshape(40, 100), chunks=(40, 50), shuffle=True,
                     fletcher32=True)
P
h5repack source.h5 plain.h5
h5repack -f GZIP=5 source.h5 gzip.h5
h5repack -f SHUF -f GZIP=5 -f FLET source.h5 all.h5
h5repack --version
/usr/bin/python3 - <<'P'
import sys
import h5py

seen = {}
for name in ("source", "plain", "gzip", "all"):
    with h5py.File(name + ".h5") as f:
        d = f["map"]
        seen[name] = (d.compression_opts, d.shuffle, d.fletcher32)
    print("{}: gzip {}, shuffle {}, checksum {}".format(name, *seen[name]))
same = seen == {"source": (None, True, True), "plain": (None, True, True), "gzip": (5, False, False),
                "all": (5, True, True)}
sys.exit(0 if same else "the behaviour has changed")
P
