#!/usr/bin/env bash
# xylib, which fityk reads its files by, drops a row of a CSV file in which one value is missing, and says nothing.
#
# Library:   libxy-bin 1.6 of Debian 12 (xyconv)
# Expected:  the row stays with a gap (nan, as the text nan is read), or the file is refused: the other columns of the row
#            have values
# Behaviour: the whole row is left out; the two columns beside it lose a point that is there. Exit code 0, no word. Columns
#            of files that are read separately no longer fit row by row.
# Seen:      400,1,5 / 401,,6 / 402,3,7: rows 400 and 402; with nan in the gap: 400, 401, 402
set -euo pipefail
version=1.6-2+b2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "libxy-bin=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "libxy-bin" { print $2 }')
apt-get download -q "libxy-bin=$version" "libxy3v5=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
echo "xylib $(dpkg-deb -f libxy-bin_*.deb Version)"
printf '400,1,5\n401,,6\n402,3,7\n' > gap.csv
printf '400,1,5\n401,nan,6\n402,3,7\n' > nan.csv
seen=""
for name in gap nan; do
    code=0
    xyconv $name.csv $name.txt 2>console.txt || code=$?
    rows=$(awk '!/^#/ { printf "%d ", $1 }' $name.txt)
    echo "$name: exit code $code, rows at $rows"
    seen+="$code $rows"
done
if [ "$seen" != "0 400 402 0 400 401 402 " ] || [ -s console.txt ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
