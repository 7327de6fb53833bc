// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the sample wafer for check_with_python.py: write_sample FILE
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    try {
        waferglow::write_wafer_file(argv[1], waferglow::test::sample_wafer());
        return 0;
    } catch (const std::exception& error) {
        std::fputs(error.what(), stderr);
        return 1;
    }
}
