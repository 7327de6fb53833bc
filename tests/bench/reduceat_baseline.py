#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrected sums per die with numpy's reduceat (whole-pixel windows, no background, noise or saturation): Mpx/s.

Usage: reduceat_baseline.py [PITCH_PX]    (compare with intensity_bench, run at the same time of day)
"""
import sys
import time

import numpy as np


def main():
    pitch = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    size = 2048
    random = np.random.default_rng(7)
    tile = random.integers(130, 1100, (size, size), dtype=np.uint16)
    dark = np.full((size, size), 100, dtype=np.uint16)
    gain = random.normal(1.0, 0.01, (size, size)).astype(np.float32)
    edges = np.arange(0, size - pitch + 1, pitch)
    best = np.inf
    for _ in range(7):
        start = time.perf_counter()
        light = (tile.astype(np.float32) - dark) * gain
        sums = np.add.reduceat(np.add.reduceat(light, edges, axis=0), edges, axis=1)
        squares = np.add.reduceat(np.add.reduceat(light * light, edges, axis=0), edges, axis=1)
        best = min(best, time.perf_counter() - start)
    print(f"numpy reduceat, pitch {pitch} px: {1e-6 * size * size / best:.0f} Mpx/s, one thread ({sums.size} dies, "
          f"{squares.size} sums of squares)")


if __name__ == "__main__":
    main()
