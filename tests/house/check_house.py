#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the tree to docs/architecture.md: rooms include only downward, the core knows no Qt, files stay small."""
import pathlib
import re
import sys

ROOMS = ["base", "geometry", "registration", "spectrum", "intensity", "map", "finding", "defect", "correlation", "store",
         "formats", "report", "scan"]
TOP = {"libinspect": {"libinspect"},
       "drivers": {"libinspect", "samples", "drivers"},
       "calibration": {"libinspect", "calibration"},
       "samples": {"libinspect", "samples"},
       "app": {"libinspect", "samples", "drivers", "calibration", "app"}}
MAX_LINES = 600
# Kinds of channels stand in one table. Elsewhere they are texts for translators, or names of other things.
KIND = re.compile(r'"(pl|reflected|colour|lit|dic)"')
KIND_TABLE = "libinspect/geometry/channel.h"

root = pathlib.Path(__file__).resolve().parents[2]
findings = []
lengths = []
for top, allowed in TOP.items():
    for path in sorted((root / top).rglob("*")):
        if path.suffix not in {".h", ".cpp"}:
            continue
        name = path.relative_to(root)
        lines = path.read_text(encoding="utf-8").splitlines()
        lengths.append(len(lines))
        if len(lines) > MAX_LINES:
            findings.append(f"{name}: {len(lines)} lines, over {MAX_LINES}")
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in lines[0]:
            findings.append(f"{name}: the first line is not the licence identifier")
        for number, line in enumerate(lines, 1):
            if KIND.search(line) and str(name) != KIND_TABLE and "QT_TRANSLATE_NOOP" not in line:
                findings.append(f"{name}:{number}: a kind of channel as a text; ask libinspect/geometry/channel.h")
            found = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
            if not found:
                continue
            target = found.group(1)
            parts = target.split("/")
            if parts[0] in TOP and parts[0] not in allowed:
                findings.append(f"{name}:{number}: {top} must not include {target}")
            if top == "libinspect":
                if re.match(r"Q[A-Z]|Qt", target):
                    findings.append(f"{name}:{number}: the core must not know Qt ({target})")
                room = name.parts[1]
                if parts[0] == "libinspect" and ROOMS.index(parts[1]) > ROOMS.index(room):
                    findings.append(f"{name}:{number}: room {room} must not include room {parts[1]} above it")

# The docs tell of every room, in the same order, and of no file that there is not.
told = re.findall(r"^\| `libinspect/(\w+)` \|", (root / "docs/architecture.md").read_text(encoding="utf-8"), re.M)
if told != ROOMS[::-1]:
    findings.append(f"docs/architecture.md: its rooms are {told}, those of the tree {ROOMS[::-1]}")
for page in ("docs/architecture.md", "docs/contributing.md"):
    for named in re.findall(r"`([\w/-]+\.(?:h|cpp|py|supp))`", (root / page).read_text(encoding="utf-8")):
        places = [root / top / named for top in ("", "libinspect", "drivers", "app/gui")]
        if "/" in named and not any(place.exists() for place in places):
            findings.append(f"{page}: names {named}, which there is not")

lengths.sort()
print(f"{len(lengths)} files, median {lengths[len(lengths) // 2]} lines, longest {lengths[-1]}")
for finding in findings:
    print(finding)
sys.exit(1 if findings else 0)
