#!/usr/bin/env bash
# h5diff calls verdicts the same where PASS and FAIL have changed places: it compares the numbers of an enumeration and
# never the names they stand for, and the members of compound types by place.
#
# Library:   h5diff of hdf5-tools 1.10.8 of Debian 12; files by python3-h5py 3.7.0 of Debian 12
# Expected:  its help counts the datatype among what it compares of datasets, so other names in it are a difference: exit
#            code 1, or at least the notice that objects are not comparable, as for signed against unsigned
# Behaviour: exit code 0 and no word. Only -v tells "Warning: different storage datatype", with 0 differences found.
# Seen:      {PASS 0, FAIL 1} against {FAIL 0, PASS 1}, both [0, 1, 0]: exit code 0
#            (wavelength, fwhm) against (fwhm, wavelength), both (450, 18): exit code 0
#            uint8 against int8, both [0, 1, 0]: exit code 0 with "Some objects are not comparable"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q hdf5-tools=1.10.8+repack1-1 python3-h5py=3.7.0-8 python3-h5py-serial=3.7.0-8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
export PATH="$folder/tree/usr/bin:$PATH" PYTHONPATH="$folder/tree/usr/lib/python3/dist-packages"
/usr/bin/python3 - <<'P'
import h5py, numpy

def write(name, data, dtype):
    with h5py.File(name + ".h5", "w") as f:
        f.create_dataset("dies", data=numpy.array(data, dtype=dtype))

verdicts = [0, 1, 0]
write("enum-a", verdicts, h5py.enum_dtype({"PASS": 0, "FAIL": 1}, basetype="u1"))
write("enum-b", verdicts, h5py.enum_dtype({"FAIL": 0, "PASS": 1}, basetype="u1"))
write("compound-a", [(450, 18)], [("wavelength", "f4"), ("fwhm", "f4")])
write("compound-b", [(450, 18)], [("fwhm", "f4"), ("wavelength", "f4")])
write("sign-a", verdicts, "u1")
write("sign-b", verdicts, "i1")
write("value-a", verdicts, h5py.enum_dtype({"PASS": 0, "FAIL": 1}, basetype="u1"))
write("value-b", [0, 0, 0], h5py.enum_dtype({"PASS": 0, "FAIL": 1}, basetype="u1"))
P
h5diff --version
same=yes
expect() {  # name, exit code, text that the output has ("" for no output at all)
    local code=0 said
    said=$(h5diff "$1-a.h5" "$1-b.h5" 2>&1) || code=$?
    echo "$1: exit code $code${said:+, ${said//$'\n'/ }}"
    [ "$code" = "$2" ] || same=no
    if [ -z "$3" ]; then [ -z "$said" ] || same=no; else [[ $said == *"$3"* ]] || same=no; fi
}
expect enum 0 ""
expect compound 0 ""
expect sign 0 "not comparable"
expect value 1 "1 differences found"
[ "$same" = yes ] || { echo "the behaviour has changed" >&2; exit 1; }
