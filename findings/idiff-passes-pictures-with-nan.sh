#!/usr/bin/env bash
# idiff passes a picture in which a pixel has become NaN or infinite: PASS, exit code 0.
#
# Library:   openimageio-tools 2.4.7.1 of Debian 12, idiff; the pictures are written by raw2tiff of libtiff-tools 4.5.0
# Expected:  100 and NaN differ, as 100 and 101 do; by its help --fail sets the largest difference that passes, 0.000001 by
#            itself, and infinity minus 100 is larger
# Behaviour: NaN and infinity in either picture count as no difference, and nothing is printed of them. iinfo --stats of the
#            same package counts them.
# Seen:      100 against NaN: 0, NaN against 100: 0, 100 against infinity: 0, 100 against 101: 2
set -euo pipefail
version=2.4.7.1+dfsg-2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Of what it needs, only what this machine does not have.
needed=$(apt-get install -s --no-install-recommends "openimageio-tools=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "openimageio-tools" { print $2 }')
apt-get download -q "openimageio-tools=$version" "libopenimageio2.4=$version" libtiff-tools=4.5.0-6+deb12u4 $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu"
echo "OpenImageIO $(oiiotool --version)"
/usr/bin/python3 -c '
from array import array
for name, value in (("good", 100), ("nan", float("nan")), ("infinite", float("inf")), ("other", 101)):
    open(name + ".raw", "wb").write(array("f", [100.0] * 15 + [value]).tobytes())'
for name in good nan infinite other; do raw2tiff -M -w 4 -l 4 -d float -c none $name.raw $name.tif; done
seen=""
for pair in "good nan" "nan good" "good infinite" "good other"; do
    read -r first second <<<"$pair"
    code=0
    word=$(idiff $first.tif $second.tif 2>&1 | tail -1) || code=$?
    echo "$first against $second: $word, exit code $code"
    seen+="$word $code "
done
if [ "$seen" != "PASS 0 PASS 0 PASS 0 FAILURE 2 " ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
