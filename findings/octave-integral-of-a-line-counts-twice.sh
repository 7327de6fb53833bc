#!/usr/bin/env bash
# Octave's integralImage adds a picture of one row up twice: 60000 and 60000 make 180000.
#
# Library:   octave-image 2.14.0 of Debian 12 with octave 7.3.0
# Expected:  the last element is the sum of the picture, so 120000, as it is for the same two pixels in one column, and for two
#            rows
# Behaviour: the first of two running sums goes along the row, since there is no other direction, and the second one once more:
#            frames of a line camera get weighted sums, growing to the left. No warning.
# Seen:      [60000 60000]: 180000; as a column: 120000; [1 1 1 1]: 10 for 4; [1 1 1 1; 0 0 0 0]: 4
set -euo pipefail
version=7.3.0-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "octave=$version" octave-image=2.14.0-4 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(octave$|octave-common|octave-image|perl)/ { print $2 }')
apt-get download -q "octave=$version" "octave-common=$version" octave-image=2.14.0-4 $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export OCTAVE_HOME="$folder/tree/usr" HOME="$folder"
libraries="$OCTAVE_HOME/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries/octave/7.3.0:$libraries:$OCTAVE_HOME/lib"
cat > check.m <<'M'
warning("off", "all");
addpath([getenv("OCTAVE_HOME") "/share/octave/packages/image-2.14.0"]);
printf("Octave %s, image 2.14.0\n", version());
row = uint16([60000 60000]);
total = @(picture) double(integralImage(picture)(end));
seen = [total(row), total(row'), total([1 1 1 1]), total([1 1 1 1; 0 0 0 0])];
printf("%d ", seen);
printf("\n");
exit(! isequal(seen, [180000 120000 10 4]));
M
timeout 120 tree/usr/bin/octave-cli --norc --quiet --no-history check.m || { echo "the behaviour has changed" >&2; exit 1; }
