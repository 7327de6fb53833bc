#!/usr/bin/env bash
# dcmjs writes a factor of 3.3e-8 as 3.33333333333333: a number that is too long loses its end, the exponent first.
#
# Library:   dcmjs 0.51.1 of npm; the file is written by python3-pydicom 2.3.1 of Debian 12
# Expected:  a decimal string of DICOM has 16 characters at most; a number that needs more is rounded to the digits that fit,
#            as 0.1 + 0.2 is, and keeps its exponent
# Behaviour: the text is cut behind 16 characters wherever that is. 1e-7 / 3 W per count becomes 3.3, and 1e21 / 3 becomes
#            3.3e15. The console tells "Truncating value"; write() succeeds. Short numbers with an exponent are right.
# Seen:      1e-7: 1e-7; 1e-7 / 3: 3.33333333333333; 1e21 / 3: 3333333333333333; 1 / 3: 0.33333333333333
set -euo pipefail
version=2.3.1-1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "python3-pydicom=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "python3-pydicom" { print $2 }')
apt-get download -q "python3-pydicom=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
/usr/bin/python3 - <<'P'
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage

meta = FileMetaDataset()
meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = SecondaryCaptureImageStorage, "1.2.3.4"
meta.TransferSyntaxUID = ExplicitVRLittleEndian
data = FileDataset("picture.dcm", {}, file_meta=meta, preamble=b"\0" * 128)
data.is_little_endian, data.is_implicit_VR = True, False
data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, "1.2.3.4"
data.SamplesPerPixel, data.PhotometricInterpretation, data.Rows, data.Columns = 1, "MONOCHROME2", 1, 2
data.BitsAllocated = data.BitsStored = 16
data.HighBit, data.PixelRepresentation = 15, 0
data.RescaleIntercept, data.RescaleSlope = "0", "1"
data.PixelData = bytes(4)
data.save_as("picture.dcm", write_like_original=False)
P
echo '{}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts dcmjs@0.51.1 >/dev/null
cat > check.cjs <<'J'
const { readFileSync } = require("node:fs");
const { DicomMessage, DicomMetaDictionary } = require("dcmjs").data;

const bytes = (buffer) => buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length);
function written(slope) {
  const file = DicomMessage.readFile(bytes(readFileSync("picture.dcm")));
  const data = DicomMetaDictionary.naturalizeDataset(file.dict);
  data.RescaleSlope = slope;
  file.dict = DicomMetaDictionary.denaturalizeDataset(data);
  return DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(bytes(Buffer.from(file.write()))).dict).RescaleSlope;
}
const seen = [1e-7, 1e-7 / 3, 1e21 / 3, 1 / 3].map(written);
console.log("slopes read back:", ...seen);
if (seen.join() !== "1e-7,3.33333333333333,3333333333333333,0.33333333333333") {
  console.error("the behaviour has changed");
  process.exit(1);
}
J
echo "dcmjs $(node -p 'require("./node_modules/dcmjs/package.json").version')"
node check.cjs
