#!/usr/bin/env bash
# Aravis sets a number to 0 where a feature string names it without a value, and so where somebody writes blanks around
# the "=".
#
# Library:   libaravis 0.8.26 of Debian 12 with its fake camera, driven by its GObject introspection
# Expected:  arv_device_set_features_from_string() takes assignments and names of commands with blanks between them; a name
#            that is no command and has no value is an error that changes nothing, as "Width=64px" is
# Behaviour: "Width" and "Width=" set Width to 0 and report success. "Width = 64" sets Width to 0 and then reports that
#            feature "64" is not found. Floats alike: an exposure time of 0. Enumerations raise and stay.
# Seen:      "Width": True, 0; "Width=": True, 0; "Width = 64": raises [64] Not found, 0; "Width=64px": raises, 256;
#            "ExposureTimeAbs": True, 0.0; "PixelFormat": raises, Mono8
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q libaravis-0.8-0=0.8.26-1 gir1.2-aravis-0.8=0.8.26-1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" tree; done
libraries="$folder/tree/usr/lib/x86_64-linux-gnu"
# Debian's own python3-gi and GLib drive it; they are taken as they are, or installed.
/usr/bin/python3 -c 'import gi' 2>/dev/null || apt-get install -y -q --no-install-recommends python3-gi >/dev/null
echo "libaravis $(dpkg-deb -f libaravis-*.deb Version)"
LD_LIBRARY_PATH="$libraries" GI_TYPELIB_PATH="$libraries/girepository-1.0" timeout 60 /usr/bin/python3 - <<'P'
import sys
import gi
gi.require_version("Aravis", "0.8")
from gi.repository import Aravis, GLib

Aravis.enable_interface("Fake")
camera = Aravis.Camera.new("Fake_1")
device = camera.get_device()

def outcome(text):
    device.set_features_from_string("Width=256 ExposureTimeAbs=1000 PixelFormat=Mono8")
    try:
        result = device.set_features_from_string(text)
    except GLib.Error as error:
        result = "raises"
        print("   ", error.message)
    state = {"W": device.get_integer_feature_value("Width"), "E": device.get_float_feature_value("ExposureTimeAbs"),
             "P": device.get_string_feature_value("PixelFormat")}[text[0]]
    print(f"{text!r}: {result}, then {state}")
    return result, state

expected = {"Width=64": (True, 64), "Width": (True, 0), "Width=": (True, 0), "Width = 64": ("raises", 0),
            "Width=64px": ("raises", 256), "ExposureTimeAbs": (True, 0.0), "PixelFormat": ("raises", "Mono8")}
same = all([outcome(text) == result for text, result in expected.items()])
sys.exit(0 if same else "the behaviour has changed")
P
