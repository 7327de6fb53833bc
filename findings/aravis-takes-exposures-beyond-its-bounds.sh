#!/usr/bin/env bash
# Aravis takes exposure times and gains beyond the bounds that it tells itself, and reads them back as set.
#
# Library:   libaravis 0.8.26 of Debian 12 with its fake camera, driven by its GObject introspection
# Expected:  arv_camera_set_exposure_time() with a value outside of arv_camera_get_exposure_time_bounds() raises, or sets
#            the nearest bound, as arv_camera_set_frame_rate() does
# Behaviour: values are written as they are; the range check is a policy that is off until it is asked for. Zero and
#            negative exposure times are passed over in silence, whatever the policy. With the policy "enable" exposure
#            raises, and the frame rate is still taken to its bound without a word.
# Seen:      bounds 10 to 1e7 us. Off: 1e9 reads back 1e9, 5 reads back 5, -3 leaves the old value. Enabled: 1e9 raises,
#            -3 leaves the old value. Frame rate 5000 of at most 1000: 1000 with both
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

def exposure(value):
    camera.set_exposure_time(10000)
    try:
        camera.set_exposure_time(value)
    except GLib.Error as error:
        return "raises: " + error.message
    return camera.get_exposure_time()

def frame_rate(value):
    camera.set_frame_rate(value)
    return camera.get_frame_rate()

bounds = tuple(camera.get_exposure_time_bounds())
print("exposure bounds", bounds, "frame rate bounds", tuple(camera.get_frame_rate_bounds()))
seen = {}
for policy in (None, Aravis.RangeCheckPolicy.ENABLE):
    if policy is not None:
        camera.get_device().set_range_check_policy(policy)
    name = policy.value_nick if policy else "default"
    seen[name] = [exposure(value) for value in (1e9, 5, -3, 0)] + [frame_rate(5000)]
    print(f"{name}: exposure 1e9, 5, -3, 0 and frame rate 5000 read back:", seen[name])
checked = seen["enable"]
same = (bounds == (10, 1e7) and seen["default"] == [1e9, 5, 10000, 10000, 1000] and checked[2:] == [10000, 10000, 1000]
        and "greater than allowed maximum" in checked[0] and "lower than allowed minimum" in checked[1])
sys.exit(0 if same else "the behaviour has changed")
P
