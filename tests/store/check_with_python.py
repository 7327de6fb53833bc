#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a wafer file as its users will: h5py, silx and h5dump. Usage: check_with_python.py WRITE_SAMPLE_PROGRAM"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np
from silx.io import nxdata

ROWS, COLS = 300, 270


def sample_layer(number, exists):
    row, col = np.mgrid[0:ROWS, 0:COLS]
    values = (number * 1000 + row + col / 64).astype(np.float32)
    values[~exists] = np.nan
    return values


def existing_dies():
    """A die exists where its whole rectangle of 80 x 60 um lies within 15.4 mm of the centre."""
    x = -50.0 * (COLS - 1) + 100.0 * np.arange(COLS)
    y = 50.0 * (ROWS - 1) - 100.0 * np.arange(ROWS)
    corner = np.hypot(np.abs(x)[None, :] + 40.0, np.abs(y)[:, None] + 30.0)
    return x, y, corner <= 15400.0


def text(value):
    assert isinstance(value, bytes), f"not a string of fixed length: {value!r}"
    return value.decode()


def check_values(f):
    x, y, exists = existing_dies()
    entry = f["entry"]
    for number, name in enumerate(["pl_high", "pl_high_rel"]):
        np.testing.assert_array_equal(entry["map"][name]["data"][:], sample_layer(number, exists))
    assert np.isnan(entry["map/empty/data"][:]).all()
    np.testing.assert_array_equal(entry["map/pl_high/x"][:], x)
    np.testing.assert_array_equal(entry["map/pl_high/y"][:], y)
    row, col = np.mgrid[0:ROWS, 0:COLS]
    bins = np.where((row * 7 + col * 3) % 11 == 0, 2, 1)
    np.testing.assert_array_equal(entry["bins/data"][:], np.where(exists, bins, 255))
    assert list(entry["bins/classes/name"][:]) == [b"pass", b"dead"]
    np.testing.assert_array_equal(entry["spectra/counts"][:], np.arange(12).reshape(3, 4) * 50)
    np.testing.assert_array_equal(entry["spectra/wavelength"][:], [400.0, 400.5, 401.25, 402.0])
    assert "weak = 0.8" in entry["recipe"][()].decode()
    assert json.loads(entry["correlation/result"][()])["matched"] == 4
    assert list(entry["ledger/status"][:]) == [b"written", b"failed", b"written"]
    assert entry["schema_version"][()] == 1
    assert text(entry["status"][()]) == "complete"
    assert entry["tool/camera/pixel_size"].attrs["units"] == b"um"


def check_calibration(f):
    dark = f["entry/calibration/dark"]
    values = dark["values"]
    y, x = np.mgrid[0:21, 0:37]
    expected = 100 + 1000 * y + (7 * x) % 5
    assert values.dtype == np.dtype("<u2")
    np.testing.assert_array_equal(values[:], expected)
    assert values.attrs["minimum"] == expected.min() and values.attrs["maximum"] == expected.max()
    assert abs(values.attrs["mean"] - expected.mean()) < 1e-9
    assert text(values.attrs["units"]) == "DN" and text(values.attrs["interpretation"]) == "image"
    assert hashlib.sha256(b"37 21\n" + values[:].tobytes()).hexdigest() == text(dark["digest"][()])
    np.testing.assert_array_equal(f["entry/calibration/wavelength/values"][:], [400.0, 0.5, -1e-5])


def check_strings_and_filters(f):
    def visit(name, thing):
        for key, value in thing.attrs.items():
            kind = thing.attrs.get_id(key).get_type()
            if isinstance(kind, h5py.h5t.TypeStringID):
                assert not kind.is_variable_str(), f"{name}@{key} has variable length"
        if isinstance(thing, h5py.Dataset) and thing.dtype.kind in "SO":
            assert not thing.id.get_type().is_variable_str(), f"{name} has variable length"
        if isinstance(thing, h5py.Dataset) and thing.ndim > 0 and thing.size > 0:
            assert thing.fletcher32 and thing.shuffle and thing.compression == "gzip", f"{name} lacks filters"
            assert "crc32" in thing.attrs, f"{name} lacks a digest"
    f.visititems(visit)


def check_nexus(f):
    assert text(f.attrs["NX_class"]) == "NXroot" and text(f.attrs["default"]) == "entry"
    default = nxdata.get_default(f)
    assert default is not None and default.is_valid and default.group.name == "/entry/map/pl_high_rel"
    found = []

    def visit(name, thing):
        if thing.attrs.get("NX_class") == b"NXdata":
            data = nxdata.NXdata(thing)
            assert data.is_valid and not data.issues, f"{name}: {data.issues}"
            found.append(name)
            if "spectra" in name:
                assert data.interpretation == "spectrum" and data.is_stack or data.is_curve or data.signal_ndim == 2
                assert text(thing.attrs["interpretation"]) == "spectrum"  # hyperspy looks at the group
            else:
                assert data.interpretation == "image" and data.is_image
                assert text(thing.attrs["interpretation"]) == "image"
                assert [text(axis) for axis in thing.attrs["axes"]] == ["y", "x"]
                assert text(data.axes[0].attrs["units"]) == "um"
    f.visititems(visit)
    assert len(found) == 5, found


def check_narrow_maps(program, folder):
    """A map of one row or column plots, too."""
    for rows, cols in ((1, 200), (200, 1)):
        path = pathlib.Path(folder) / f"{rows}x{cols}.h5"
        subprocess.run([program, path, str(rows), str(cols)], check=True)
        with h5py.File(path, "r") as f:
            data = nxdata.get_default(f)
            assert data.is_valid and not data.issues and data.is_image, f"{rows} x {cols}: {data.issues}"
            assert data.signal.shape == (rows, cols)


def check_what_others_add(program, path):
    """What h5py users put into a file is there after an update; lzf is a filter that only h5py has."""
    picture = np.arange(ROWS * COLS, dtype=np.float32).reshape(ROWS, COLS)
    with h5py.File(path, "r+") as f:
        f.create_dataset("/entry/map/packed/data", data=picture, compression="lzf", chunks=(100, 90))
        f["/entry/map/loose"] = np.arange(3)
        f["/entry/map/dangling"] = h5py.SoftLink("/entry/map/gone")
        f["/entry/map/pl_high/data"].attrs["seen by"] = "QA"
        f["/entry/map/pl_high_rel"].attrs["limits"] = np.array([0.5, 1.5])
        f["/entry"].attrs["operators"] = ["Ann", "Ben"]
        f.create_dataset("/entry/notes/deep/words", data=["one", "zwei"], dtype=h5py.string_dtype())
        f["/entry/notes/table"] = np.zeros(2, dtype=[("die", "i4"), ("note", "S5")])
        f["/entry/notes/empty"] = h5py.Empty("f4")
        f["/mine/other"] = h5py.ExternalLink("other.h5", "/entry")
        f["/mine/same"] = f["/entry/notes/deep"]
    done = subprocess.run([program, "--update", path], check=True, capture_output=True, text=True)
    for name, why in (("packed", "'lzf' (number 32000)"), ("loose", "no layer"), ("dangling", "not there")):
        assert any(name in line and why in line for line in done.stdout.splitlines()), done.stdout
    with h5py.File(path, "r") as f:
        np.testing.assert_array_equal(f["/entry/map/packed/data"][:], picture)
        assert f["/entry/map/packed/data"].compression == "lzf"
        np.testing.assert_array_equal(f["/entry/map/loose"][:], np.arange(3))
        assert f.get("/entry/map/dangling", getlink=True).path == "/entry/map/gone"
        assert f["/entry/map/pl_high/data"].attrs["seen by"] == "QA"
        np.testing.assert_array_equal(f["/entry/map/pl_high_rel"].attrs["limits"], [0.5, 1.5])
        assert list(f["/entry"].attrs["operators"]) == ["Ann", "Ben"]
        assert [word.decode() for word in f["/entry/notes/deep/words"][:]] == ["one", "zwei"]
        assert f["/entry/notes/table"].dtype.names == ("die", "note")
        assert f["/entry/notes/empty"].shape is None
        assert f.get("/mine/other", getlink=True).filename == "other.h5"
        assert f["/mine/same"] == f["/entry/notes/deep"]
        check_values(f)


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "w.h5"
        subprocess.run([sys.argv[1], path], check=True)
        with h5py.File(path, "r") as f:
            check_values(f)
            check_calibration(f)
            check_strings_and_filters(f)
            check_nexus(f)
        dump = subprocess.run(["h5dump", "-H", path], check=True, capture_output=True, text=True).stdout
        assert 'GROUP "ledger"' in dump and "H5T_IEEE_F32LE" in dump
        check_narrow_maps(sys.argv[1], folder)
        # h5dump reads every value through the library's own filters.
        subprocess.run(["h5dump", "-o", pathlib.Path(folder) / "dump.txt", path], check=True, capture_output=True)
        check_what_others_add(sys.argv[1], path)


main()
