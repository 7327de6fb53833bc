#!/usr/bin/env bash
# specutils weighs every sample alike in centroid() and gaussian_fwhm(), however wide it is, although line_flux() next to
# them takes the widths into account.
#
# Library:   python3-specutils 1.9.1 of Debian 12 with its dependencies
# Expected:  the centroid of a line does not depend on how densely parts of the axis are sampled: a Gaussian at 450 nm
#            has it at 450 nm, as its flux of 2005.3 ct nm and its FWHM of 18.84 nm stay
# Behaviour: with 1 nm steps below 450 nm and 0.25 nm steps above, the centroid moves to the denser side by 3.8 nm and
#            the Gaussian width falls by 2.3 nm. Axes of gratings and axes made from eV are uneven in this way, if less.
# Seen:      even: centroid 450.00, gaussian_fwhm 18.84, line_flux 2005.3; uneven: 453.83, 16.54, 2005.3; fwhm 18.84 both
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
import sys
import astropy.units as u
import numpy, specutils
from specutils import Spectrum1D
from specutils.analysis import centroid, fwhm, gaussian_fwhm, line_flux

print("specutils", specutils.__version__)
axes = {"even": numpy.linspace(400, 500, 201),
        "uneven": numpy.concatenate([numpy.arange(400, 450, 1.0), numpy.arange(450, 500.1, 0.25)])}
seen = {}
for name, axis in axes.items():
    counts = 100 * numpy.exp(-((axis - 450) ** 2) / (2 * 8.0**2))
    spectrum = Spectrum1D(flux=counts * u.ct, spectral_axis=axis * u.nm)
    seen[name] = [centroid(spectrum, None).value, gaussian_fwhm(spectrum).value, fwhm(spectrum).value,
                  line_flux(spectrum).value]
    print("{}: centroid {:.2f} nm, gaussian_fwhm {:.2f} nm, fwhm {:.2f} nm, line_flux {:.1f} ct nm".format(name, *seen[name]))
same = (numpy.allclose(seen["even"], [450, 18.84, 18.84, 2005.3], atol=0.05)
        and numpy.allclose(seen["uneven"], [453.83, 16.54, 18.84, 2005.3], atol=0.05))
sys.exit(0 if same else "the behaviour has changed")
P
