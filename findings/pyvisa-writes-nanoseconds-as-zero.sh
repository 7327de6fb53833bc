#!/usr/bin/env bash
# PyVISA writes lists of small numbers as zeros: the standard form of its text blocks has six places behind the point.
#
# Library:   python3-pyvisa 1.11.3 of Debian 12, to_ascii_block(), which write_ascii_values() is made of
# Expected:  numbers are written so that the instrument gets them, to the digits of floats, or with an exponent
# Behaviour: the standard converter "f" is Python's fixed point: 1e-9 s or 2e-7 A become 0.000000, and 1.25e-6 the nearest
#            millionth. With "d" 1.5 is cut to 1, not refused. No warning.
# Seen:      [1e-9, 2e-7, 1.25e-6] with "f": 0.000000,0.000000,0.000001; [1.5, 2.5] with "d": 1,2; with "e" they are whole
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-pyvisa=1.11.3-3 >/dev/null 2>&1
dpkg -x python3-pyvisa_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 -c 'import typing_extensions' 2>/dev/null || apt-get install -y -q --no-install-recommends python3-typing-extensions >/dev/null
/usr/bin/python3 - <<'P'
import inspect, sys
import pyvisa
from pyvisa.resources import MessageBasedResource
from pyvisa.util import to_ascii_block

print("pyvisa", pyvisa.__version__)
standard = inspect.signature(MessageBasedResource.write_ascii_values).parameters["converter"].default
small = [1e-9, 2e-7, 1.25e-6]
seen = [standard, to_ascii_block(small, standard), to_ascii_block([1.5, 2.5], "d"), to_ascii_block(small, "e")]
print("standard converter {}: {}; d: {}; e: {}".format(*seen))
same = seen == ["f", "0.000000,0.000000,0.000001", "1,2", "1.000000e-09,2.000000e-07,1.250000e-06"]
sys.exit(0 if same else "the behaviour has changed")
P
