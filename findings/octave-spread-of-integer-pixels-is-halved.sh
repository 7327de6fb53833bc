#!/usr/bin/env bash
# Octave with its statistics package tells the standard deviation of 16-bit pixels as 5.6 where it is 7.9, and the
# correlation of a picture with itself as 2.
#
# Library:   octave-statistics 1.5.3 of Debian 12 with octave 7.3.0
# Expected:  std() of integer pixels is that of the same numbers as doubles, or is refused
# Behaviour: the mean is taken away in the type of the pixels: what is darker than the mean becomes 0, so that half of the
#            deviations is missing. The package puts its var and std in the place of Octave's own. corr() of Octave divides
#            the right covariance by the wrong deviations; mad() of Octave itself has the same fault. Signed integers are
#            right. No warning.
# Seen:      uint16 1000 1010 990 1005 995: std 5.590, of doubles 7.906; corr with itself 2; mad 3 for 6; int16: 7.906
set -euo pipefail
version=7.3.0-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "octave=$version" octave-statistics=1.5.3-2 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(octave$|octave-common|octave-statistics|perl)/ { print $2 }')
apt-get download -q "octave=$version" "octave-common=$version" octave-statistics=1.5.3-2 $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export OCTAVE_HOME="$folder/tree/usr" HOME="$folder"
libraries="$OCTAVE_HOME/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries/octave/7.3.0:$libraries:$OCTAVE_HOME/lib"
cat > check.m <<'M'
warning("off", "all");
% What "pkg load statistics" does for an installed package.
addpath([getenv("OCTAVE_HOME") "/share/octave/packages/statistics-1.5.3"]);
addpath([getenv("OCTAVE_HOME") "/share/octave/packages/statistics-1.5.3/shadow9"]);
printf("Octave %s, statistics 1.5.3\n", version());
pixels = uint16([1000 1010 990 1005 995]);
seen = [std(pixels), std(double(pixels)), std(int16(pixels)), corr(pixels', pixels'), double(mad(pixels)), mad(double(pixels))];
printf("std uint16 %.3f, double %.3f, int16 %.3f; corr with itself %g; mad %g, of doubles %g\n", seen);
expected = [5.590 7.906 7.906 2 3 6];
exit(! all(abs(seen - expected) < 0.001));
M
timeout 120 tree/usr/bin/octave-cli --norc --quiet --no-history check.m || { echo "the behaviour has changed" >&2; exit 1; }
