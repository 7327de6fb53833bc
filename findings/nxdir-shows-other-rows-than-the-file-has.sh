#!/usr/bin/env bash
# nxdir shows numbers that are not in the file for every row of a map but the first.
#
# Library:   nxdir of nexus-tools 4.4.3 of Debian 12; the file is written by python3-h5py 3.7.0 of Debian 12
# Expected:  the NeXus project's own tool shows a map's values with -o, as it does for lists and as h5dump does
# Behaviour: each further row begins as many bytes behind the one before as a row has elements, not as it has bytes: values
#            put together from halves of others come out, of all types wider than a byte. Exit code 0.
# Seen:      [[0,1,2],[3,4,5]] as uint16: [[0,1,2],[512,768,1024]]; as int32: [[0,1,2],[256,512,768]]; [0..5] as a list:
#            right; [[0,1,2,3],[4,5,6,7]] as uint16: [[0,1,2,3],[2,3,4,5]]
set -euo pipefail
version=4.4.3-5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "nexus-tools=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "nexus-tools" { print $2 }')
apt-get download -q "nexus-tools=$version" $needed python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib"
/usr/bin/python3 - <<'P'
import h5py, numpy
with h5py.File("map.nxs", "w") as f:
    entry = f.create_group("entry")
    entry.attrs["NX_class"] = numpy.bytes_("NXentry")
    entry["map"] = numpy.arange(6, dtype="u2").reshape(2, 3)
    entry["wide"] = numpy.arange(6, dtype="i4").reshape(2, 3)
    entry["four"] = numpy.arange(8, dtype="u2").reshape(2, 4)
    entry["list"] = numpy.arange(6, dtype="u2")
P
echo "nexus-tools $(dpkg-deb -f nexus-tools_*.deb Version)"
same=yes
expect() {  # path, what is shown
    local shown
    shown=$(tree/usr/bin/nxdir -p "/entry/$1" -o map.nxs 2>/dev/null)
    echo "$shown"
    [ "$shown" = "/entry/$1$2" ] || same=no
}
expect map "[2,3]=[[0,1,2],[512,768,1024]]"
expect wide "[2,3]=[[0,1,2],[256,512,768]]"
expect four "[2,4]=[[0,1,2,3],[2,3,4,5]]"
expect list "[6]=[0,1,2,3,4,5]"
[ "$same" = yes ] || { echo "the behaviour has changed" >&2; exit 1; }
