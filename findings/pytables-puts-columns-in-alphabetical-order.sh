#!/usr/bin/env bash
# PyTables puts the columns of a table in the order of the alphabet, and then fills rows in by place: x lands in
# brightness.
#
# Library:   python3-tables 3.7.0 of Debian 12 with its dependencies
# Expected:  columns come in the order in which the description lists them, so that append() of (x, y, brightness) fits; an
#            array whose fields have names goes by the names
# Behaviour: without "pos" the columns are sorted by name. append() of tuples and of arrays with named fields goes by place
#            alone, so that the numbers of a die change places when their types allow it. No exception and no warning.
# Seen:      x, y, brightness: columns brightness, x, y; (1, 2, 300) as a tuple and by names: brightness 1, x 2, y 300
set -euo pipefail
version=3.7.0-5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "python3-tables=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-tables" { print $2 }')
apt-get download -q "python3-tables=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
/usr/bin/python3 -W ignore - <<'P'
import sys
import numpy, tables

print("PyTables", tables.__version__)


class Die(tables.IsDescription):
    x = tables.Float64Col()
    y = tables.Float64Col()
    brightness = tables.Float64Col()


with tables.open_file("dies.h5", "w") as file:
    dies = file.create_table("/", "dies", Die)
    dies.append([(1.0, 2.0, 300.0)])
    dies.append(numpy.array([(1.0, 2.0, 300.0)], [("x", "f8"), ("y", "f8"), ("brightness", "f8")]))
    dies.flush()
    names, rows = dies.colnames, [[float(row[name]) for name in ("x", "y", "brightness")] for row in dies[:]]
print("columns", names, "x, y, brightness of both rows:", rows)
same = names == ["brightness", "x", "y"] and rows == [[2.0, 300.0, 1.0]] * 2
sys.exit(0 if same else "the behaviour has changed")
P
