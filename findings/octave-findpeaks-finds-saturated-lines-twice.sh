#!/usr/bin/env bash
# Octave's findpeaks finds a saturated line twice: at both ends of its flat top, and not in its middle.
#
# Library:   octave-signal 1.4.3 of Debian 12 with octave 7.3.0
# Expected:  a line cut off at the top is one peak, at one end of the flat part or in its middle; by itself peaks must be
#            some points apart and have a width
# Behaviour: both ends of the flat top are told as peaks of their own, 2 and 6 points apart alike, unless MinPeakDistance is
#            larger. The number of lines is wrong, and the middle of the line is at neither.
# Seen:      3 points at the top: peaks at 6 and 8; 7 points at the top: 6 and 12; 1 point: 6; no warning
set -euo pipefail
version=7.3.0-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "octave=$version" octave-signal=1.4.3-1 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(octave|perl)/ { print $2 }')
apt-get download -q "octave=$version" "octave-common=$version" octave-signal=1.4.3-1 $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export OCTAVE_HOME="$folder/tree/usr" HOME="$folder"
libraries="$OCTAVE_HOME/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries/octave/7.3.0:$libraries:$OCTAVE_HOME/lib"
cat > check.m <<'M'
addpath([getenv("OCTAVE_HOME") "/share/octave/packages/signal-1.4.3"]);
printf("Octave %s, signal 1.4.3\n", version());
seen = {};
for flat = [1 3 7]
  line = [0 0 0 2 5 (9 * ones(1, flat)) 5 2 0 0 0];
  [~, places] = findpeaks(line);
  seen{end + 1} = sort(places(:)');
  printf("%d points at the top: peaks at %s\n", flat, mat2str(seen{end}));
end
same = isequal(seen, {6, [6 8], [6 12]});
if (! same) fprintf(stderr, "the behaviour has changed\n"); end
exit(! same);
M
timeout 120 tree/usr/bin/octave-cli --norc --quiet --no-history check.m
