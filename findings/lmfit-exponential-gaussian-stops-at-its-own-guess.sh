#!/usr/bin/env bash
# lmfit mostly can't fit its exponentially modified Gaussian to an emission line in nm from its own first guess, not even
# to one that it made itself.
#
# Library:   python3-lmfit 1.1.0 of Debian 12 with its dependencies
# Expected:  ExponentialGaussianModel fits a noiseless line of its own shape (sigma 8 nm, tail of 2, 5 or 10 nm) starting from
#            guess(), as GaussianModel fits a Gaussian
# Behaviour: steps of the fit reach a gamma at which an exponential overflows while the error function is 0: 0 times infinity
#            is NaN, and the fit stops with ValueError. Mathematically the shape is then nearly the Gaussian. With gamma
#            bounded to 2 per nm the same fit succeeds.
# Seen:      tails of 2, 5 and 10 nm: ValueError, the model function generated NaN values; with gamma at most 2: gamma 0.5,
#            0.2 and 0.1, sigma 8; value at gamma 50: nan
set -euo pipefail
version=1.1.0-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-lmfit=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-lmfit" { print $2 }')
apt-get download -q "python3-lmfit=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys, warnings
import lmfit, numpy
from lmfit.models import ExponentialGaussianModel, GaussianModel

print("lmfit", lmfit.__version__)
warnings.simplefilter("ignore")
wavelength = numpy.linspace(400, 500, 201)

def fit(model, counts, **bounds):
    start = model.guess(counts, x=wavelength)
    for name, most in bounds.items():
        start[name].set(max=most)
    try:
        found = model.fit(counts, start, x=wavelength).params
    except ValueError as error:
        return "ValueError: " + str(error).split("!")[0]
    return {name: round(found[name].value, 3) for name in ("center", "sigma", "gamma") if name in found}

model, gauss = ExponentialGaussianModel(), GaussianModel()
same = True
for tail in (2, 5, 10):
    line = model.eval(x=wavelength, amplitude=2000, center=450, sigma=8, gamma=1 / tail)
    own, bounded = fit(model, line), fit(model, line, gamma=2)
    print(f"tail of {tail} nm: {own}; gamma at most 2: {bounded}")
    same = same and isinstance(own, str) and "NaN" in own
    same = same and not isinstance(bounded, str) and numpy.allclose(list(bounded.values()), [450, 8, 1 / tail], atol=0.01)
plain = fit(gauss, gauss.eval(x=wavelength, amplitude=2000, center=450, sigma=8))
far = model.eval(x=numpy.array([453.0]), amplitude=2000, center=450, sigma=8, gamma=50)[0]
print("GaussianModel:", plain, "\nvalue at gamma 50:", far)
same = same and plain == {"center": 450.0, "sigma": 8.0} and bool(numpy.isnan(far))
sys.exit(0 if same else "the behaviour has changed")
P
