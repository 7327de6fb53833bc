#!/usr/bin/env bash
# pymodbus's payload builder swaps the two bytes of every register unless told otherwise, and puts coils in another order.
#
# Library:   python3-pymodbus 3.0.0 of Debian 12, BinaryPayloadBuilder
# Expected:  Modbus sends the high byte of a register first, so 258 is the register 0x0102 and 22.34 as a float 0x41B2 0xB852;
#            the first of eight bits is coil 0
# Behaviour: made without arguments, the builder takes the little end first for the bytes of a register and the big end first
#            for its registers: 258 is 513 to every other device. The decoder has the same, so that a test of both passes.
#            to_coils() gives the bits of each byte from the last to the first, byteorder given or not.
# Seen:      258: 0x0201; 22.34: 0xb241 0x52b8; with Endian.Big 0x0102, 0x41b2 0xb852; three bits of 1 and 13 of 0 as
#            coils: coils 5, 6 and 7 are on, with both orders
set -euo pipefail
version=3.0.0-7
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-pymodbus=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-pymodbus" { print $2 }')
apt-get download -q "python3-pymodbus=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
export HOME="$folder"
/usr/bin/python3 - <<'P'
import sys
import pymodbus
from pymodbus.constants import Endian
from pymodbus.payload import BinaryPayloadBuilder, BinaryPayloadDecoder

print("pymodbus", pymodbus.__version__)
seen = []
for order in ({}, {"byteorder": Endian.Big, "wordorder": Endian.Big}):
    builder = BinaryPayloadBuilder(**order)
    builder.add_16bit_uint(258)
    builder.add_32bit_float(22.34)
    registers = builder.to_registers()
    decoder = BinaryPayloadDecoder.fromRegisters(registers, **order)
    back = decoder.decode_16bit_uint()
    builder.reset()
    builder.add_bits([1, 1, 1] + [0] * 13)
    coils = [place for place, coil in enumerate(builder.to_coils()) if coil]
    seen.append(([f"{register:04x}" for register in registers], back, coils))
    print(order or "as it is", *seen[-1])
same = [row[0] for row in seen] == [["0201", "b241", "52b8"], ["0102", "41b2", "b852"]] and [row[1] for row in seen] == [258, 258]
sys.exit(0 if same and [row[2] for row in seen] == [[5, 6, 7]] * 2 else "the behaviour has changed")
P
