#!/usr/bin/env bash
# PyVISA counts the line feed that ends a block of unknown length as a sample of it, where samples are bytes.
#
# Library:   python3-pyvisa 1.11.3 of Debian 12, from_ieee_block(), which query_binary_values() is made of
# Expected:  IEEE 488.2 ends blocks that begin with #0 by a line feed with END: it belongs to the message, not to the data
# Behaviour: what came after #0 is all data. With two-byte samples the odd byte falls away unseen; with one-byte samples
#            (8-bit waveforms, 8-bit pictures) there is one sample more, of 10. No warning. Blocks that tell their length are right.
# Seen:      #0 with bytes 1 0 2 0 and a line feed: as B 1, 0, 2, 0, 10; as h 1, 2; #14 with the same: as B 1, 0, 2, 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-pyvisa=1.11.3-3 >/dev/null 2>&1
dpkg -x python3-pyvisa_*.deb tree
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" HOME="$folder"
/usr/bin/python3 -c 'import typing_extensions' 2>/dev/null || apt-get install -y -q --no-install-recommends python3-typing-extensions >/dev/null
/usr/bin/python3 - <<'P'
import sys
import pyvisa
from pyvisa.util import from_ieee_block

print("pyvisa", pyvisa.__version__)
data = b"\x01\x00\x02\x00\n"
seen = [list(from_ieee_block(b"#0" + data, "B", False)), list(from_ieee_block(b"#0" + data, "h", False)),
        list(from_ieee_block(b"#14" + data, "B", False))]
print("#0 as bytes {}, as words {}; #14 as bytes {}".format(*seen))
sys.exit(0 if seen == [[1, 0, 2, 0, 10], [1, 2], [1, 0, 2, 0]] else "the behaviour has changed")
P
