#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the layers of a wafer file again with h5py, shuffle and gzip-1, and prints rate and size side by side.

Usage: h5py_baseline.py W.h5 [LAYERS]    (W.h5 from scale_store; the copy is written beside it and removed)
"""
import os
import sys
import time

import h5py


def main():
    path = sys.argv[1]
    copy = path + ".h5py"
    with h5py.File(path, "r") as f:
        names = list(f["entry/map"])[: int(sys.argv[2]) if len(sys.argv) > 2 else None]
        start = time.perf_counter()
        layers = {name: f["entry/map"][name]["data"][:] for name in names}
        read = time.perf_counter() - start
        chunks = f["entry/map"][names[0]]["data"].chunks
        stored = sum(f["entry/map"][name]["data"].id.get_storage_size() for name in names)
    raw = sum(values.nbytes for values in layers.values())
    cpu = time.process_time()
    start = time.perf_counter()
    with h5py.File(copy, "w") as f:
        for name, values in layers.items():
            f.create_dataset(name, data=values, chunks=chunks, shuffle=True, compression="gzip",
                             compression_opts=1, fletcher32=True)
        f.flush()
    with open(copy, "rb+") as f:
        os.fsync(f.fileno())
    seconds = time.perf_counter() - start
    cpu = time.process_time() - cpu
    print(f"h5py writes {raw / 1e9:.2f} GB in {seconds:.2f} s (processor {cpu:.2f} s), {raw / seconds / 1e6:.0f} MB/s, "
          f"stored {os.path.getsize(copy) / 1e9:.2f} GB; the wafer file holds the same in {stored / 1e9:.2f} GB")
    print(f"h5py reads the wafer file with {raw / read / 1e6:.0f} MB/s")
    os.remove(copy)


main()
