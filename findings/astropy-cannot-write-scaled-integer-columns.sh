#!/usr/bin/env bash
# astropy cuts the values of a scaled integer column to whole numbers when it is made, and then can't write it.
#
# Library:   python3-astropy 5.2.1 of Debian 12 with its dependencies, fits.Column()
# Expected:  a column of 16-bit integers with TSCAL 0.01, given the wavelengths, holds them to 0.01 nm and is written with the
#            scale, as astropy itself reads such columns
# Behaviour: 450.25 is 450 as soon as the table is made, without a warning; writeto() raises "Cannot cast ufunc 'divide'", also
#            where all values are whole. Only unsigned integers (bzero 32768, no scale) work.
# Seen:      450.25, 455.5 with bscale 0.01: [450 455], UFuncTypeError; 4, 6 with bscale 2: [4 6], UFuncTypeError; unsigned
#            40000, 65535 with bzero 32768: written and read
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=5.2.1-2+deb12u1
needed=$(apt-get install -s --no-install-recommends "python3-astropy=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-astropy" { print $2 }')
apt-get download -q "python3-astropy=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import astropy, numpy
from astropy.io import fits

print("astropy", astropy.__version__)
warnings.simplefilter("error")


def seen(column):
    table = fits.BinTableHDU.from_columns([column])
    values = table.data[column.name].tolist()
    try:
        table.writeto("table.fits", overwrite=True)
    except TypeError as error:
        return values, type(error).__name__ + " " + str(error)[:26]
    return values, fits.getdata("table.fits")[column.name].tolist()


scaled = seen(fits.Column("nm", "I", bscale=0.01, array=numpy.array([450.25, 455.5])))
whole = seen(fits.Column("steps", "I", bscale=2, array=numpy.array([4, 6])))
unsigned = seen(fits.Column("counts", "I", bzero=32768, array=numpy.array([40000, 65535], numpy.uint16)))
for name, result in (("bscale 0.01", scaled), ("bscale 2", whole), ("bzero 32768", unsigned)):
    print(f"{name}: in the table {result[0]}, written {result[1]}")
same = (scaled[0] == [450, 455] and "Cannot cast ufunc 'divide'" in scaled[1] and whole[0] == [4, 6]
        and "Cannot cast ufunc" in whole[1] and unsigned == ([40000, 65535], [40000, 65535]))
sys.exit(0 if same else "the behaviour has changed")
P
