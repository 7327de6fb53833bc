#!/usr/bin/env bash
# Aravis's fake camera does not count frames that found no buffer: their loss leaves no gap in the frame ids.
#
# Library:   libaravis 0.8.26 of Debian 12 with its fake camera (interface "Fake"), driven by GObject introspection
# Expected:  a GenICam camera numbers every frame it takes, so that a receiver sees by the frame id that some are missing
# Behaviour: while no buffer is there, n_underruns counts the frames, but the id goes on by one with the next frame that
#            is stored, although its timestamp tells of the pause. The first id is 65401, not 0 or 1.
# Seen:      ids 65401, 65402, then some 20 underruns, then 65403
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
import time

camera.set_region(0, 0, 64, 64)
camera.set_frame_rate(100)
stream = camera.create_stream(None, None)
for _ in range(2):
    stream.push_buffer(Aravis.Buffer.new_allocate(camera.get_payload()))
camera.start_acquisition()
buffers = [stream.timeout_pop_buffer(2000000) for _ in range(2)]
ids = [b.get_frame_id() for b in buffers]
before = buffers[-1].get_timestamp()
# As many as the test waits for; the pace of the machine does not matter.
for _ in range(500):
    if stream.get_info_uint64_by_name("n_underruns") >= 10:
        break
    time.sleep(0.02)
stream.push_buffer(buffers[0])
late = stream.timeout_pop_buffer(2000000)
camera.stop_acquisition()
underruns = stream.get_info_uint64_by_name("n_underruns")
print("ids", ids, "then", underruns, "underruns in", round((late.get_timestamp() - before) / 1e6), "ms, then id",
      late.get_frame_id())
same = ids == [65401, 65402] and underruns >= 10 and late.get_frame_id() == 65403
sys.exit(0 if same else "the behaviour has changed")
P
