#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the tree to docs/architecture.md: rooms include only downward, only the window knows Qt, files stay small."""
import pathlib
import re
import sys

ROOMS = ["base", "geometry", "registration", "spectrum", "intensity", "map", "colour", "appearance", "module", "module_quality", "finding", "defect", "correlation",
         "store", "formats", "recipe", "report", "scan"]
TOP = {"libinspect": {"libinspect"},
       "drivers": {"libinspect", "drivers"},
       "calibration": {"libinspect", "calibration"},
       "samples": {"libinspect", "drivers", "samples"},
       "app": {"libinspect", "drivers", "calibration", "app"}}
# Of the drivers the generator of recordings takes the simulated wafer, no device.
PHYSICS = "drivers/simulated/physics/"
# What the programs are made of, lowest first; the programs themselves (app/cli, app/gui/main.cpp) include any.
APP_ROOMS = ["app/picture/", "app/report/", "app/tool/", "app/station/", "app/gui/presenters/", "app/gui/views/",
             "app/gui/pages/", "app/gui/window/"]
# Shared with programs that have no window.
NO_QT = ("libinspect/", "drivers/", "calibration/", "samples/", "app/cli/", "app/tool/", "app/station/",
         "app/gui/presenters/")
QT = re.compile(r"Q[A-Z]\w*$|Qt\w*/|qcustomplot")
MAX_LINES = 400
# Kinds of channels stand in one table. Elsewhere they are texts for translators, or names of other things.
KIND = re.compile(r'"(pl|reflected|colour|lit|dic)"')
KIND_TABLE = "libinspect/geometry/channel.h"
# Sources of a target are compiled joined, in batches that move as files come and go: what an anonymous namespace
# declares at its top is unique within the target.
HIDDEN = re.compile(r"(?:inline )?(?:constexpr|const)\b[^=({]*\b(\w+)(?:\[\])?(?: =|\{)|(?:struct|class|enum|enum class) (\w+)\b[^;]*$")
HIDDEN_FUNCTION = re.compile(r"[\w:][^=;]*\b\w+\([^;]*\) (?:noexcept )?\{")
JOINED_ALONE = "HWY_TARGET_INCLUDE"


def hidden_names(lines):
    """What a file's anonymous namespace declares at its top."""
    inside = False
    for line in lines:
        if line == "namespace {":
            inside = True
        elif line.startswith("}  // namespace"):
            inside = False
        elif inside:
            found = HIDDEN.match(line)
            if found:
                yield next(filter(None, found.groups()))
            elif HIDDEN_FUNCTION.match(line):
                yield line


def target_of(name):
    parts = name.parts
    if parts[:2] == ("app", "gui"):
        return "app/gui/presenters" if parts[2] == "presenters" else "app/gui"
    return str(name.parent)

def app_room(path):
    return next((i for i, room in enumerate(APP_ROOMS) if path.startswith(room)), None)


root = pathlib.Path(__file__).resolve().parents[2]
findings = []
lengths = []
hidden = {}
for top, allowed in TOP.items():
    for path in sorted((root / top).rglob("*")):
        if path.suffix not in {".h", ".cpp"}:
            continue
        name = path.relative_to(root)
        lines = path.read_text(encoding="utf-8").splitlines()
        lengths.append(len(lines))
        if len(lines) > MAX_LINES:
            findings.append(f"{name}: {len(lines)} lines, over {MAX_LINES}")
        if path.suffix == ".cpp" and not any(JOINED_ALONE in line for line in lines):
            for declared in hidden_names(lines):
                other = hidden.setdefault((target_of(name), declared), name)
                if other != name:
                    findings.append(f"{name}: '{declared}' is the name of something else in {other}")
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
            if parts[0] == "libinspect" and "internal" in parts:
                if top != "libinspect":
                    findings.append(f"{name}:{number}: {target} is for libinspect alone")
                elif path.suffix == ".h" and "internal" not in name.parts:
                    findings.append(f"{name}:{number}: a public header must not include {target}")
            if str(name).startswith(NO_QT) and QT.match(target):
                findings.append(f"{name}:{number}: no Qt here ({target})")
            if top == "samples" and parts[0] == "drivers" and not target.startswith(PHYSICS):
                findings.append(f"{name}:{number}: samples take {PHYSICS} alone of the drivers, not {target}")
            if str(name).startswith(PHYSICS) and parts[0] == "drivers" and not target.startswith(PHYSICS):
                findings.append(f"{name}:{number}: the physics know no device ({target})")
            here, there = app_room(str(name)), app_room(target)
            if here is not None and target.startswith("app/") and (there is None or there > here):
                findings.append(f"{name}:{number}: {APP_ROOMS[here]} must not include {target}")
            if top == "libinspect":
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
