#!/usr/bin/env bash
# cjxl -d 0, "mathematically lossless", and djxl give other pixels back for a PGM of 10, 12 or 14 bits.
#
# Library:   libjxl-tools 0.7.0 of Debian 12 (cjxl, djxl); libopenjp2-tools 2.5.0 of Debian 12 compares
# Expected:  by its help distance 0 is mathematically lossless; a frame of a 12-bit camera as PGM with maxval 4095 comes back
#            as it was, as by JPEG 2000 and as one with maxval 255 or 65535 does
# Behaviour: numbers between 8 and 16 bits come back up to 32 off at 10 bits, 8 at 12 and 2 at 14, and some above the maxval
#            that the file tells. "Modular, lossless" is printed, both exit codes are 0.
# Seen:      4096 pixels, all values alike often: maxval 255 and 65535: 0 differ; 1023: most differ, by up to 32, largest 1025;
#            4095: by up to 8, largest 4097; 16383: by up to 2; JPEG 2000 of 4095: 0 differ
set -euo pipefail
version=0.7.0-10+deb12u1
other=2.5.0-2+deb12u3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "libjxl-tools=$version" "libopenjp2-tools=$other" 2>/dev/null | awk '$1 == "Inst" && $2 !~ /^(libjxl-tools|libopenjp2-tools)$/ { print $2 }')
apt-get download -q "libjxl-tools=$version" "libopenjp2-tools=$other" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
cjxl --version 2>/dev/null | head -1
/usr/bin/python3 - <<'P'
import re, struct, subprocess, sys


def write(maxval, pixels):
    samples = bytes(pixels) if maxval < 256 else struct.pack(f">{len(pixels)}H", *pixels)
    open("frame.pgm", "wb").write(b"P5\n64 64\n%d\n" % maxval + samples)


def read(path):
    content = open(path, "rb").read()
    header = re.match(rb"P5\s(?:#.*\n)*(\d+)\s+(\d+)\s+(\d+)\s", content)
    samples = content[header.end():]
    return list(samples) if int(header[3]) < 256 else list(struct.unpack(f">{len(samples) // 2}H", samples))


def off(maxval, pack, unpack):
    pixels = [pixel * maxval // 4095 for pixel in range(4096)]
    write(maxval, pixels)
    for command in (pack, unpack):
        subprocess.run(command, check=True, capture_output=True)
    back = read("back.pgm")
    return sum(a != b for a, b in zip(pixels, back)), max(abs(a - b) for a, b in zip(pixels, back)), max(back)


seen = {}
for maxval in (255, 1023, 4095, 16383, 65535):
    seen[maxval] = off(maxval, ["cjxl", "-d", "0", "frame.pgm", "frame.jxl"], ["djxl", "frame.jxl", "back.pgm"])
    print(f"maxval {maxval}: {seen[maxval][0]} of 4096 pixels differ, by up to {seen[maxval][1]}, largest {seen[maxval][2]}")
other = off(4095, ["opj_compress", "-i", "frame.pgm", "-o", "frame.jp2"], ["opj_decompress", "-i", "frame.jp2", "-o", "back.pgm"])
print(f"JPEG 2000, maxval 4095: {other[0]} differ")
same = (seen[255][0] == seen[65535][0] == other[0] == 0 and seen[1023][1] == 32 and seen[4095][1] == 8 and seen[16383][1] == 2
        and seen[4095][2] == 4097 and min(seen[maxval][0] for maxval in (1023, 4095, 16383)) > 2000)
sys.exit(0 if same else "the behaviour has changed")
P
