#!/usr/bin/env bash
# Aravis's fake camera runs freely in trigger mode and in single-frame mode, so a test with it can't tell whether a
# program triggers at all.
#
# Library:   libaravis 0.8.26 of Debian 12 with its fake camera (interface "Fake"), driven by GObject introspection
# Expected:  the fake camera lists the trigger sources Line0 and Software and takes arv_camera_set_trigger(); with
#            TriggerMode On it sends no frame before arv_camera_software_trigger(). In single-frame mode it sends one
# Behaviour: frames come at the frame rate without any trigger, from either source, and more than one of them in
#            single-frame mode. TriggerMode reads back On.
# Seen:      Software, Line0 and SingleFrame: all 3 of 3 buffers filled, none of them triggered
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
camera.set_region(0, 0, 64, 64)
camera.set_frame_rate(50)

def frames():
    """Of three buffers, how many are filled without a trigger."""
    stream = camera.create_stream(None, None)
    for _ in range(3):
        stream.push_buffer(Aravis.Buffer.new_allocate(camera.get_payload()))
    camera.start_acquisition()
    filled = [stream.timeout_pop_buffer(2000000) for _ in range(3)]
    camera.stop_acquisition()
    return sum(b is not None and b.get_status() == Aravis.BufferStatus.SUCCESS for b in filled)

print("trigger sources", camera.dup_available_trigger_sources())
seen = []
for source in ("Software", "Line0"):
    camera.set_trigger(source)
    mode = device.get_string_feature_value("TriggerMode")
    seen.append((source, mode, frames()))
camera.clear_triggers()
camera.set_acquisition_mode(Aravis.AcquisitionMode.SINGLE_FRAME)
seen.append(("SingleFrame", device.get_string_feature_value("TriggerMode"), frames()))
for name, mode, number in seen:
    print(f"{name}: TriggerMode {mode}, {number} of 3 buffers filled")
same = seen == [("Software", "On", 3), ("Line0", "On", 3), ("SingleFrame", "Off", 3)]
sys.exit(0 if same else "the behaviour has changed")
P
