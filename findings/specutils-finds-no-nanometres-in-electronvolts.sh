#!/usr/bin/env bash
# specutils cuts nothing out of a spectrum in eV when the region is given in nm, and says nothing.
#
# Library:   python3-specutils 1.9.1 of Debian 12 with its dependencies
# Expected:  extract_region() turns a region into the unit of the axis, as it does between nm and Angstrom: 430 to 470 nm
#            are 2.64 to 2.88 eV, which holds 81 of the 201 points
# Behaviour: lower and upper bound are turned over one by one; in energy the lower wavelength is the upper bound, and
#            between an upper bound as lower one and a lower as upper one lies nothing. The spectrum has no points.
# Seen:      axis in nm, region in nm 81 points, in Angstrom 81; axis in eV, region in nm 0, in eV 81
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
from specutils import Spectrum1D, SpectralRegion
from specutils.manipulation import extract_region

print("specutils", specutils.__version__)
warnings.simplefilter("error")
wavelength = numpy.linspace(400, 500, 201) * u.nm
counts = numpy.ones(201) * u.ct
axes = {"nm": wavelength, "eV": wavelength.to(u.eV, u.spectral())[::-1]}
# A little wider than the points at its ends, so that rounding does not decide.
low, high = 429.9 * u.nm, 470.1 * u.nm
regions = {"nm": (low, high), "Angstrom": (low.to(u.AA), high.to(u.AA)),
           "eV": (high.to(u.eV, u.spectral()), low.to(u.eV, u.spectral()))}
seen = {}
for axis, region in (("nm", "nm"), ("nm", "Angstrom"), ("eV", "nm"), ("eV", "eV")):
    spectrum = Spectrum1D(flux=counts, spectral_axis=axes[axis])
    seen[axis, region] = len(extract_region(spectrum, SpectralRegion(*regions[region])).spectral_axis)
    print(f"axis in {axis}, region in {region}: {seen[axis, region]} points")
same = seen == {("nm", "nm"): 81, ("nm", "Angstrom"): 81, ("eV", "nm"): 0, ("eV", "eV"): 81}
sys.exit(0 if same else "the behaviour has changed")
P
