// SPDX-License-Identifier: GPL-3.0-or-later
// The largest wafer: writes layers of 20 um dies and prints seconds and peak memory.
// scale_store FILE [SIDE [LAYERS [THREADS]]]; 10,000 x 10,000 dies (78 million on 8 inch), 6 layers, all
// cores. The file stays, for h5py_baseline.py to compare with.
#include "libinspect/store/wafer_file.h"
#include "noisy_layers.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <vector>

#include <sys/resource.h>

namespace {

using namespace waferglow;

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of the whole process, user and system: what counts where other work disturbs the clock.
double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double peak_gb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e9;
}

void run(const std::filesystem::path& path, int side, int layers, int threads) {
    WaferFile wafer;
    wafer.map = bench::noisy_map(side, layers);
    const double raw = static_cast<double>(wafer.map.grid().cells()) * sizeof(float) * layers;
    const double layers_gb = peak_gb();
    const double cpu_before = cpu_seconds();
    const double write =
        seconds_of([&] { write_wafer_file(path, wafer, {.threads = threads, .force = true}); });
    const double cpu = cpu_seconds() - cpu_before;
    const auto stored = static_cast<double>(std::filesystem::file_size(path));
    std::printf("%lld dies, %d layers, %.2f GB of values\n",
                static_cast<long long>(wafer.map.presence().count()), layers, raw / 1e9);
    std::printf("write %.2f s (processor %.2f s), %.0f MB/s, stored %.2f GB (%.2f to 1)\n", write, cpu,
                raw / write / 1e6, stored / 1e9, raw / stored);
    std::printf("peak memory %.2f GB, of which layers %.2f GB\n", peak_gb(), layers_gb);
    const std::string name(wafer.map.layers().back().name);
    Layer last;
    const double read = seconds_of([&] { last = read_layer(path, name, threads); });
    std::printf("read of one layer %.2f s, %.0f MB/s\n", read, raw / layers / read / 1e6);
    const double info = seconds_of([&] { static_cast<void>(read_wafer_info(path)); });
    std::printf("summary %.1f ms\n", 1e3 * info);
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.empty()) {
        std::fputs("usage: scale_store FILE [SIDE [LAYERS [THREADS]]]\n", stderr);
        return 2;
    }
    const auto number = [&](std::size_t position, int otherwise) {
        return position < arguments.size() ? std::atoi(arguments[position].c_str()) : otherwise;
    };
    try {
        run(arguments[0], number(1, 10000), number(2, 6), number(3, 0));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
