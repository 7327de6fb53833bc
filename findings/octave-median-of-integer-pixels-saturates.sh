#!/usr/bin/env bash
# Octave with its statistics package tells 32768 as the median of two 16-bit pixels of 60000 and 60001.
#
# Library:   octave-statistics 1.5.3 of Debian 12 with octave 7.3.0
# Expected:  the median of an even number of pixels lies between the two in the middle: 60000 or 60001 here, as of doubles
# Behaviour: the two are added in the type of the picture, where 65535 is the most that there is, and the sum is halved: every
#            median of an even number of 16-bit pixels above 32767, and of 8-bit ones above 127, is 32768 or 128. The package
#            puts its median in the place of Octave's own when it is loaded. An odd number of pixels is right. No warning.
# Seen:      uint16 60000 60001: 32768; uint16 60000 60001 60002: 60001; uint8 200 250: 128; double 60000 60001: 60000.5
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
seen = [median(uint16([60000 60001])), median(uint16([60000 60001 60002])), median(uint8([200 250]))];
double_median = median([60000 60001]);
printf("%d ", seen);
printf("%.1f\n", double_median);
exit(! (isequal(seen, [32768 60001 128]) && double_median == 60000.5));
M
timeout 120 tree/usr/bin/octave-cli --norc --quiet --no-history check.m || { echo "the behaviour has changed" >&2; exit 1; }
