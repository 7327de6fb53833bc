#!/usr/bin/env bash
# photutils gives NaN for the quadratic centroid as soon as one of the fitted pixels is masked, and says that the maximum
# is outside of the image.
#
# Library:   python3-photutils 1.6.0 of Debian 12 with its dependencies
# Expected:  its documentation: masked data are excluded from calculations, non-finite values are masked by themselves,
#            and at least 6 unmasked pixels are needed; 24 of the 25 in the box are there
# Behaviour: masked pixels go into the least-squares fit as NaN, so the answer is NaN, with the warning "quadratic
#            polynomial maximum value falls outside of the image". centroid_2dg with the same mask is right.
# Seen:      Gaussian at (12, 10): no mask 12.000, 10.000; one pixel at the corner of the box masked: nan, nan;
#            one pixel outside of the box masked: 12.000, 10.000; centroid_2dg, corner masked: 12.000, 10.000
set -euo pipefail
version=1.6.0-1+b1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-photutils=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-photutils" { print $2 }')
apt-get download -q "python3-photutils=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import numpy, photutils
from photutils.centroids import centroid_2dg, centroid_quadratic

print("photutils", photutils.__version__)
y, x = numpy.mgrid[:21, :25]
spot = 1000 * numpy.exp(-((x - 12.0) ** 2 + (y - 10.0) ** 2) / (2 * 2.0**2))

def centre(find, masked):
    mask = numpy.zeros(spot.shape, bool)
    if masked:
        mask[masked] = True
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = find(spot, mask=mask)
    print(f"{find.__name__}, masked {masked}: {found[0]:.3f}, {found[1]:.3f}", *[str(w.message) for w in said])
    return found

right = (12, 10)
same = (numpy.allclose(centre(centroid_quadratic, None), right, atol=0.001)
        and bool(numpy.isnan(centre(centroid_quadratic, (8, 10))).all())
        and numpy.allclose(centre(centroid_quadratic, (2, 2)), right, atol=0.001)
        and numpy.allclose(centre(centroid_2dg, (8, 10)), right, atol=0.001))
sys.exit(0 if same else "the behaviour has changed")
P
