// SPDX-License-Identifier: GPL-3.0-or-later
// The wafer file for check_with_python.py: write_sample FILE [ROWS COLS] writes it, write_sample --update
// FILE judges it anew and prints what was passed over.
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>

#include <fmt/format.h>

namespace {

using namespace waferglow;

void update(const char* path) {
    const WaferFile sample = test::sample_wafer();
    WaferUpdate update;
    update.layers = {sample.map.find("pl_high_rel")};
    update.bins = sample.bins;
    static_cast<void>(update_wafer_file(path, update));
    for (const PassedOver& part : read_wafer_file(path).passed_over)
        fmt::print("{}: {}\n", part.where, part.why);
}

}  // namespace

int main(int argc, char** argv) {
    const std::span<char*> words(argv, static_cast<std::size_t>(argc));
    try {
        if (argc == 3 && std::string(words[1]) == "--update")
            update(words[2]);
        else if (argc == 4)
            write_wafer_file(words[1], test::sample_wafer(std::atoi(words[2]), std::atoi(words[3])));
        else if (argc == 2)
            write_wafer_file(words[1], test::sample_wafer());
        else
            return 2;
        return 0;
    } catch (const std::exception& error) {
        std::fputs(error.what(), stderr);
        return 1;
    }
}
