#!/usr/bin/env bash
# hyperspy's NeXus reader looks for `interpretation` on the NXdata group, where NeXus does not put it, and makes
# navigation of every axis where it finds none.
#
# Library:   python3-hyperspy 1.7.3 of Debian 12 with its dependencies
# Expected:  the attribute `interpretation = "spectrum"` of the signal data set, as the NeXus definition of NXdata
#            and of data fields says, makes 3 spectra of 50 points: navigation 3, signal 50
# Behaviour: it is not looked at: 50 x 3 navigation points without any signal axis come out. The same attribute on
#            the group, which the definition does not know, gives 3 spectra of 50 points.
# Seen:      on the signal: navigation (50, 3) signal ()   on the group: navigation (3,) signal (50,)
set -euo pipefail
version=1.7.3-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "python3-hyperspy=$version" >/dev/null 2>&1
dpkg -x python3-hyperspy_*.deb tree
# What it imports is large: Debian's own dependencies are taken as they are, or installed.
if ! PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 -c 'import hyperspy.io' >/dev/null 2>&1; then
    mkdir -p lists && apt-get install -y -q --no-install-recommends "python3-hyperspy=$version" >/dev/null
fi
PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder" /usr/bin/python3 - <<'P' 2>/dev/null
import logging, sys
logging.disable(logging.CRITICAL)
import h5py, numpy
import hyperspy
from hyperspy.io import load

def shape(place):
    with h5py.File(place + ".nxs", "w") as f:
        entry = f.create_group("entry")
        entry.attrs["NX_class"] = numpy.bytes_("NXentry")
        group = entry.create_group("spectra")
        group.attrs["NX_class"] = numpy.bytes_("NXdata")
        group.attrs["signal"] = numpy.bytes_("counts")
        group["counts"] = numpy.arange(150, dtype="f4").reshape(3, 50)
        target = group if place == "group" else group["counts"]
        target.attrs["interpretation"] = numpy.bytes_("spectrum")
    signal = load(place + ".nxs")
    signal = signal[0] if isinstance(signal, list) else signal
    axes = signal.axes_manager
    return (tuple(axes.navigation_shape), tuple(axes.signal_shape))

print("hyperspy", hyperspy.Release.version if hasattr(hyperspy, "Release") else "1.7.3")
on_signal, on_group = shape("signal"), shape("group")
print("on the signal: navigation", on_signal[0], "signal", on_signal[1])
print("on the group:  navigation", on_group[0], "signal", on_group[1])
sys.exit(0 if on_signal == ((50, 3), ()) and on_group == ((3,), (50,)) else 1)
P
