#!/usr/bin/env bash
# Argyll refuses a spectrum in which a value is a whole number written without a point, as 0 or 1.
#
# Library:   argyll 2.3.1 of Debian 12, spec2cie
# Expected:  "0" and "1" are numbers as "0.0" and "1.0" are, as in the tables of colours of the same program; spectra of LEDs
#            are 0 over half of the range
# Behaviour: "Field SPEC_400 is wrong type - expect float", exit code 1: the first row tells the type of a column, and a value
#            without point makes it one of integers. A program that writes numbers in their shortest form (%g) makes such
#            files, depending on the spectrum.
# Seen:      0.0 0.5 1.0 0.5: read; 0 0.5 1 0.5: refused; a table of RGB and XYZ with whole numbers: read by colverify
set -euo pipefail
version=2.3.1+repack-1.1+b1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get install -s --no-install-recommends "argyll=$version" 2>/dev/null | awk '$1 == "Inst" && $2 != "argyll" { print $2 }')
apt-get download -q "argyll=$version" $needed >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" LD_LIBRARY_PATH="$folder/tree/usr/lib/x86_64-linux-gnu" HOME="$folder"
spectrum() {
    cat <<F
SPECT

DESCRIPTOR "LED"
ORIGINATOR "spectrometer"
MEAS_TYPE "EMISSION"
SPECTRAL_BANDS "4"
SPECTRAL_START_NM "400.0"
SPECTRAL_END_NM "430.0"
SPECTRAL_NORM "1.0"

NUMBER_OF_FIELDS 4
BEGIN_DATA_FORMAT
SPEC_400 SPEC_410 SPEC_420 SPEC_430
END_DATA_FORMAT

NUMBER_OF_SETS 1
BEGIN_DATA
$1
END_DATA
F
}
table() {
    cat <<F
CTI3

DESCRIPTOR "display"
ORIGINATOR "colorimeter"
DEVICE_CLASS "DISPLAY"
COLOR_REP "RGB_XYZ"

NUMBER_OF_FIELDS 7
BEGIN_DATA_FORMAT
SAMPLE_ID RGB_R RGB_G RGB_B XYZ_X XYZ_Y XYZ_Z
END_DATA_FORMAT

NUMBER_OF_SETS 2
BEGIN_DATA
1 100 100 100 95 100 108
2 0 0 0 1 1 1
END_DATA
F
}
spectrum "0.0 0.5 1.0 0.5" > points.sp
spectrum "0 0.5 1 0.5" > whole.sp
table > colours.ti3
echo "Argyll $(dpkg-deb -f argyll_*.deb Version)"
code=0
spec2cie -n points.sp points.ti3 >console.txt 2>&1 || code=$?
echo "0.0 0.5 1.0 0.5: exit code $code"
refused=0
spec2cie -n whole.sp whole.ti3 >console.txt 2>&1 || refused=$?
echo "0 0.5 1 0.5: exit code $refused, $(cat console.txt)"
colverify colours.ti3 colours.ti3 >/dev/null 2>&1 || code=$?
if [ "$code" != 0 ] || [ "$refused" != 1 ] || ! grep -q "SPEC_400 is wrong type - expect float" console.txt; then
    echo "the behaviour has changed" >&2
    exit 1
fi
