#!/usr/bin/env bash
# tiffcmp exits with 0, as for equal files, when a tag differs, and does not look at the pixels then: pictures of other
# content, height or depth pass a script that goes by the exit code.
#
# Library:   tiffcmp, raw2tiff and tiffcp of libtiff-tools 4.5.0 of Debian 12
# Expected:  by its manual packing does not matter and the first difference ends it; differing pixels give exit code 1, so
#            a picture with another height, or with other pixels and another packing, gives 1 as well
# Behaviour: the first differing tag is printed and ends it with exit code 0. Compression and RowsPerStrip count as such
#            tags. With -t, which passes over tags, the same files give 1.
# Seen:      other pixel: 1; other pixel and LZW: 0, "Compression: 1 5"; the same with -t: 1; 3 rows against 4: 0;
#            8 bits against 16: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libtiff-tools=4.5.0-6+deb12u4  >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib"
/usr/bin/python3 - <<'P'
from array import array
values = [100 * i for i in range(24)]
other = values[:15] + [1501] + values[16:]
for name, kind, data in (("plain", "H", values), ("other", "H", other), ("short", "H", values[:18]),
                         ("bytes", "B", [v % 256 for v in values])):
    open(name + ".raw", "wb").write(array(kind, data).tobytes())
P
for name in plain other; do raw2tiff -M -w 6 -l 4 -d short -c none $name.raw $name.tif; done
raw2tiff -M -w 6 -l 3 -d short -c none short.raw short.tif
raw2tiff -M -w 6 -l 4 -d byte -c none bytes.raw bytes.tif
tiffcp -c lzw other.tif packed.tif
same=yes
expect() {  # file, exit code, what is printed, options
    local file=$1 expected=$2 text=$3 code=0 said
    shift 3
    said=$(tiffcmp "$@" plain.tif "$file.tif" 2>&1) || code=$?
    echo "plain against $file ${*:-without options}: exit code $code, ${said//$'\n'/; }"
    [ "$code" = "$expected" ] && [[ $said == *"$text"* ]] || same=no
}
expect plain 0 ""
expect other 1 "Scanline 2, pixel 3"
expect packed 0 "Compression: 1 5"
expect packed 1 "Scanline 2, pixel 3" -t
expect short 0 "ImageLength: 4 3"
expect bytes 0 "BitsPerSample: 16 8"
[ "$same" = yes ] || { echo "the behaviour has changed" >&2; exit 1; }
