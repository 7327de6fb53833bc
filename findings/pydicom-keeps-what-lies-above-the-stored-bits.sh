#!/usr/bin/env bash
# pydicom and daikon read -1 of a signed 12-bit picture as 4095, and bits above the stored ones as part of the pixel.
#
# Library:   python3-pydicom 2.3.1 of Debian 12 with its python3-numpy; daikon 1.2.46 of npm
# Expected:  DICOM keeps a signed pixel of BitsStored 12 in 16 bits allocated; bit 11 is its sign, and the four bits above are
#            no part of it. 0xFFF is -1, 0x800 is -2048; an unsigned 0xF001 is 1
# Behaviour: all 16 bits are taken for the pixel, whatever BitsStored and HighBit say. A difference picture of a 12-bit camera
#            comes out with 4095 for -1. No warning.
# Seen:      signed 0xFFF 0x001 0x800 0x7FF: 4095 1 2048 2047 in both; unsigned 0xF001: 61441 in pydicom
set -euo pipefail
version=2.3.1-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-pydicom=$version" python3-numpy 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-pydicom" { print $2 }')
apt-get download -q "python3-pydicom=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
export LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu:$folder/tree/usr/lib/x86_64-linux-gnu/blas:$folder/tree/usr/lib/x86_64-linux-gnu/lapack"
/usr/bin/python3 - <<'P'
import sys
import numpy, pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage


def picture(cells, signed):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset("picture.dcm", {}, file_meta=meta, preamble=b"\0" * 128)
    data.is_little_endian, data.is_implicit_VR = True, False
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, "1.2.3.4"
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.Rows, data.Columns = 1, len(cells)
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 12, 11, int(signed)
    data.PixelData = numpy.array(cells, numpy.uint16).tobytes()
    data.save_as("picture.dcm", write_like_original=False)
    return pydicom.dcmread("picture.dcm").pixel_array[0].tolist()


print("pydicom", pydicom.__version__)
unsigned = picture([0x0FFF, 0xF001], False)
signed = picture([0x0FFF, 0x0001, 0x0800, 0x07FF], True)
print("unsigned", unsigned, "signed", signed)
sys.exit(0 if unsigned == [4095, 61441] and signed == [4095, 1, 2048, 2047] else "the behaviour has changed")
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts daikon@1.2.46 >/dev/null
cat > check.mjs <<'J'
import { readFileSync } from "node:fs";
import daikon from "daikon";

const file = readFileSync("picture.dcm");
const image = daikon.Series.parseImage(new DataView(file.buffer.slice(file.byteOffset, file.byteOffset + file.length)));
const signed = [...image.getInterpretedData(true)].join(" ");
console.log("daikon, signed:", signed);
if (signed !== "4095 1 2048 2047") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "daikon $(node -p 'require("./node_modules/daikon/package.json").version')"
node check.mjs
