#!/usr/bin/env bash
# specutils gives the whole spectrum's length as the FWHM as soon as one value is NaN, be it masked or far from the peak.
#
# Library:   python3-specutils 1.9.1 of Debian 12 with its dependencies
# Expected:  fwhm() leaves masked and missing values out, as gaussian_fwhm(), centroid() and line_flux() of the same
#            module do, or gives NaN
# Behaviour: half of a maximum that is NaN is crossed nowhere, so the first and the last point are taken for the
#            crossings: a plausible width in nm, without a warning. A mask on that point changes nothing.
# Seen:      Gaussian of FWHM 18.84 nm on 400 to 500 nm: 18.840 nm; one NaN at 401.5 nm, masked or not: 100 nm;
#            gaussian_fwhm with that NaN: 18.839 nm
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
from specutils.analysis import fwhm, gaussian_fwhm

print("specutils", specutils.__version__)
wavelength = numpy.linspace(400, 500, 201)
counts = 100 * numpy.exp(-((wavelength - 450) ** 2) / (2 * 8.0**2))
gap = counts.copy()
gap[3] = numpy.nan
spectra = {"whole": Spectrum1D(flux=counts * u.ct, spectral_axis=wavelength * u.nm),
           "one NaN": Spectrum1D(flux=gap * u.ct, spectral_axis=wavelength * u.nm),
           "one NaN, masked": Spectrum1D(flux=gap * u.ct, spectral_axis=wavelength * u.nm, mask=numpy.isnan(gap))}
warnings.simplefilter("error")
seen = {}
for name, spectrum in spectra.items():
    seen[name] = [fwhm(spectrum).to_value(u.nm), gaussian_fwhm(spectrum).to_value(u.nm)]
    print("{}: fwhm {:.3f} nm, gaussian_fwhm {:.3f} nm".format(name, *seen[name]))
same = all(abs(width[1] - 18.84) < 0.01 for width in seen.values()) and abs(seen["whole"][0] - 18.84) < 0.01
same = same and seen["one NaN"][0] == 100 and seen["one NaN, masked"][0] == 100
sys.exit(0 if same else "the behaviour has changed")
P
