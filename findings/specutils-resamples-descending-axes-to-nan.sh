#!/usr/bin/env bash
# specutils resamples a spectrum whose axis descends to nothing but NaN.
#
# Library:   python3-specutils 1.9.1 of Debian 12 with its dependencies
# Expected:  wavelengths may descend (an axis in eV turned to nm does, and Spectrum1D takes it); resampled to points in
#            the middle of it, it gives what the same spectrum in ascending order gives, or raises, as the spline does
# Behaviour: FluxConservingResampler and LinearInterpolatedResampler take every new point for one outside of the axis and
#            give NaN, which is what they do with points that really are outside. Nothing is raised.
# Seen:      at 450 nm ascending 99.7 and 100.0; descending nan and nan; spline: ValueError, x must be strictly increasing
set -euo pipefail
version=1.9.1-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-specutils=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-specutils" { print $2 }')
apt-get download -q "python3-specutils=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import astropy.units as u
import numpy, specutils
from specutils import Spectrum1D
from specutils.manipulation import (FluxConservingResampler, LinearInterpolatedResampler,
                                    SplineInterpolatedResampler)

print("specutils", specutils.__version__)
warnings.simplefilter("ignore")
wavelength = numpy.linspace(400, 500, 201)
counts = 100 * numpy.exp(-((wavelength - 450) ** 2) / (2 * 8.0**2))
ascending = Spectrum1D(flux=counts * u.ct, spectral_axis=wavelength * u.nm)
descending = Spectrum1D(flux=counts[::-1] * u.ct, spectral_axis=wavelength[::-1] * u.nm)
points = numpy.arange(410, 491, 2) * u.nm
middle = 20  # 450 nm
same = True
for resampler in (FluxConservingResampler, LinearInterpolatedResampler):
    up, down = (resampler()(spectrum, points).flux.value for spectrum in (ascending, descending))
    print(f"{resampler.__name__}: at 450 nm ascending {up[middle]:.1f}, descending {down[middle]}")
    same = same and abs(up[middle] - 100) < 0.5 and bool(numpy.isnan(down).all())
try:
    SplineInterpolatedResampler()(descending, points)
    same = False
except ValueError as error:
    print("SplineInterpolatedResampler: descending ValueError", error)
sys.exit(0 if same else "the behaviour has changed")
P
