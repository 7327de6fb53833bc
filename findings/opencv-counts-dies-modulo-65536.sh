#!/usr/bin/env bash
# OpenCV's connectedComponents with 16-bit labels tells 24464 dies where there are 90000: labels begin again at 0.
#
# Library:   python3-opencv 4.6.0 of Debian 12
# Expected:  90000 separate dies do not fit 65535 labels: an error, as for other types of label it does not take
# Behaviour: the count and the labels are those modulo 65536. One die has label 0, as the background has, and nearly 24500
#            pairs of dies share a label, so what is gathered by label mixes two dies. No exception. With 32-bit labels it
#            is right.
# Seen:      300 x 300 dies: CV_32S 90001 labels; CV_16U 24465 labels told, 65536 in the picture, 89999 pixels that are not
#            background
set -euo pipefail
version=4.6.0+dfsg-12
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-opencv=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-opencv" { print $2 }')
apt-get download -q "python3-opencv=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys
import cv2, numpy

print("OpenCV", cv2.__version__)
dies = numpy.zeros((600, 600), numpy.uint8)
dies[::2, ::2] = 255
count, labels = cv2.connectedComponents(dies, ltype=cv2.CV_32S)
print("32-bit labels:", count, "labels told,", numpy.unique(labels).size, "in the picture")
short, labels16 = cv2.connectedComponents(dies, ltype=cv2.CV_16U)
lit = int(numpy.count_nonzero(labels16))
print("16-bit labels:", short, "labels told,", numpy.unique(labels16).size, "in the picture,", lit, "pixels lit")
same = (count, short, lit) == (90001, 24465, 89999)
sys.exit(0 if same else "the behaviour has changed")
P
