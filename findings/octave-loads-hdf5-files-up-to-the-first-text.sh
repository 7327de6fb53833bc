#!/usr/bin/env bash
# Octave loads an HDF5 file only as far as the first text of variable length, and leaves out all that comes behind it.
#
# Library:   octave 7.3.0 of Debian 12; the file is written by python3-h5py 3.7.0 of Debian 12
# Expected:  load() of a file with a text that it can't read raises an error, or leaves out that one
# Behaviour: datasets are read in the order of the alphabet; the text ends the reading. What was read before is returned as
#            if all was well; HDF5's own library writes lines about a conversion to the console. Without the text all is
#            read.
# Seen:      counts, lot (a text), wavelength: only counts comes; counts and wavelength: both
set -euo pipefail
version=7.3.0-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "octave=$version" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(octave|perl)/ { print $2 }')
apt-get download -q "octave=$version" "octave-common=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export OCTAVE_HOME="$folder/tree/usr" HOME="$folder"
libraries="$OCTAVE_HOME/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries/octave/7.3.0:$libraries:$OCTAVE_HOME/lib"
apt-get download -q python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in python3-h5py*.deb; do dpkg -x "$package" tree; done
LD_LIBRARY_PATH="" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'P'
import h5py, numpy
for name, text in (("with.h5", True), ("without.h5", False)):
    with h5py.File(name, "w") as file:
        file["counts"], file["wavelength"] = numpy.arange(3.0), numpy.arange(450.0, 453.0)
        if text:
            file["lot"] = "A1"
P
cat > check.m <<'M'
printf("Octave %s\n", version());
with = strjoin(fieldnames(load("with.h5"))', ", "); without = strjoin(fieldnames(load("without.h5"))', ", ");
printf("with a text: %s; without: %s\n", with, without);
same = strcmp(with, "counts") && strcmp(without, "counts, wavelength");
if (! same) fprintf(stderr, "the behaviour has changed\n"); end
exit(! same);
M
timeout 120 tree/usr/bin/octave-cli --norc --quiet --no-history check.m 2>console.txt || { cat console.txt >&2; exit 1; }
grep -m 1 "HDF5-DIAG" console.txt
