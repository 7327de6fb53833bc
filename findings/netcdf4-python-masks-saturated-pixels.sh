#!/usr/bin/env bash
# netCDF4-python masks saturated pixels: 65535 of 16 bits and 255 of 8 bits are missing when read, and means leave them
# out.
#
# Library:   python3-netcdf4 1.6.2 of Debian 12 with its dependencies
# Expected:  a picture that was written without _FillValue has no missing pixels; 65535 is what a saturated 16-bit camera
#            tells
# Behaviour: netCDF's own fill values of unsigned variables are their largest numbers, and they are masked although no
#            attribute says so and every pixel was written. No warning. Statistics of a tile lose just its brightest pixels.
# Seen:      uint16 [1, 2, 65535, 60000]: [1, 2, --, 60000], mean 20001.0 of 31384.5; uint8 [1, 2, 255, 0]: [1, 2, --, 0];
#            with set_auto_mask(False): 65535
set -euo pipefail
version=1.6.2-1+b1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-netcdf4=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-netcdf4" { print $2 }')
apt-get download -q "python3-netcdf4=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy, netCDF4

print("netCDF4", netCDF4.__version__)
with netCDF4.Dataset("tile.nc", "w") as file:
    file.createDimension("x", 4)
    for name, kind, values in (("wide", "u2", [1, 2, 65535, 60000]), ("narrow", "u1", [1, 2, 255, 0])):
        file.createVariable(name, kind, ("x",))[:] = numpy.array(values, kind)
with netCDF4.Dataset("tile.nc") as file:
    wide, narrow = file["wide"][:], file["narrow"][:]
    print("attributes:", file["wide"].ncattrs(), "uint16:", wide, "mean", wide.mean(), "uint8:", narrow)
    masked = [numpy.ma.getmaskarray(values).tolist() for values in (wide, narrow)]
    file["wide"].set_auto_mask(False)
    plain = file["wide"][:]
print("without masking:", plain)
same = masked == [[False, False, True, False]] * 2 and wide.mean() == 20001 and plain[2] == 65535
sys.exit(0 if same else "the behaviour has changed")
P
