#!/usr/bin/env bash
# xarray packs a wavelength of 450.25 nm in steps of 0.01 nm as -205.11 nm, and says nothing.
#
# Library:   python3-xarray 2023.01.0 of Debian 12 with python3-netcdf4 1.6.2 and python3-h5netcdf 1.1.0
# Expected:  a value that the packed type can't hold (45025 steps in 16 bits) is an error, or missing, or cut to the largest
# Behaviour: it wraps round and is read back as another number within the range. Values that fit are right. No warning, by
#            either engine, with the fill value given.
# Seen:      450.25, 455.5, 300 as int16 with scale_factor 0.01 and _FillValue -32768: -205.11, -199.86, 300
set -euo pipefail
version=2023.01.0-1.1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
others="python3-netcdf4=1.6.2-1+b1 python3-h5netcdf=1.1.0-1"
needed=$(apt-get install -s --no-install-recommends "python3-xarray=$version" $others 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^python3-(xarray|netcdf4|h5netcdf)$/ { print $2 }')
apt-get download -q "python3-xarray=$version" $others $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/hdf5/serial:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy
import xarray

print("xarray", xarray.__version__)
peaks = xarray.Dataset({"peak_nm": ("die", [450.25, 455.5, 300.0])})
packing = {"peak_nm": {"dtype": "int16", "scale_factor": 0.01, "_FillValue": -32768}}
same = True
for engine in ("netcdf4", "h5netcdf"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        peaks.to_netcdf(f"{engine}.nc", engine=engine, encoding=packing)
        with xarray.open_dataset(f"{engine}.nc", engine=engine) as read:
            seen = read.peak_nm.values
    told = [str(warning.message) for warning in caught if "xarray" in warning.filename]
    print(f"{engine}: {seen}, warnings of it: {told}")
    same = same and numpy.allclose(seen, [-205.11, -199.86, 300.0]) and not told
sys.exit(0 if same else "the behaviour has changed")
P
