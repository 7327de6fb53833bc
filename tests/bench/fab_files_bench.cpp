// SPDX-License-Identifier: GPL-3.0-or-later
// The fab's files of 10^7 dies: how many megabytes a second are written and read, and how large they are.
#include "libinspect/formats/e142.h"
#include "libinspect/formats/el_source.h"
#include "libinspect/formats/klarf.h"
#include "libinspect/formats/sinf.h"

#include <filesystem>
#include <random>

#include <benchmark/benchmark.h>

using namespace waferglow;
namespace fs = std::filesystem;

namespace {

struct Sample {
    DieMap map;
    std::vector<std::uint8_t> codes;
    std::vector<BinLabel> labels{{1, "good", true}, {2, "dead", false}, {4, "leaky", false}};
};

/// A wafer of 4 inch with 10^7 dies, 2 % of them bad.
const Sample& sample() {
    static const Sample made = [] {
        Sample one;
        const Wafer wafer = standard_wafer(4);
        one.map = DieMap(wafer, centered_grid(wafer, 27.5, 27.5, 20.0, 20.0));
        std::mt19937 random(7);
        for (std::size_t i = 0; i < one.map.grid().cells(); ++i) {
            const auto draw = random() % 100;
            one.codes.push_back(draw == 0 ? 2 : draw == 1 ? 4 : 1);
        }
        return one;
    }();
    return made;
}

fs::path file_of(const char* name) {
    return fs::temp_directory_path() / (std::string("waferglow_bench_") + name);
}

void write(const char* name, const fs::path& path) {
    const Sample& s = sample();
    const BinColumn bins{s.codes, s.labels};
    const std::string format = name;
    if (format == "sinf") write_sinf(path, bin_map_of(s.map, bins));
    if (format == "e142") write_e142(path, bin_map_of(s.map, bins));
    if (format == "klarf12") write_klarf(path, klarf_of(s.map, bins, {}, {}), KlarfVersion::v1_2);
    if (format == "klarf18") write_klarf(path, klarf_of(s.map, bins, {}, {}), KlarfVersion::v1_8);
}

void count(benchmark::State& state, const fs::path& path) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(fs::file_size(path)));
    state.SetItemsProcessed(state.iterations() * sample().map.presence().count());
    fs::remove(path);
}

void write_file(benchmark::State& state, const char* name) {
    (void)sample();
    const fs::path path = file_of(name);
    for (auto _ : state) write(name, path);
    count(state, path);
}

void read_file(benchmark::State& state, const char* name) {
    const fs::path path = file_of(name);
    write(name, path);
    for (auto _ : state) {
        const ElTable table = read_el(path, sample().map.grid());
        benchmark::DoNotOptimize(table.row.data());
    }
    count(state, path);
}

#define FAB_FORMAT(name)                                                       \
    BENCHMARK_CAPTURE(write_file, name, #name)->Unit(benchmark::kMillisecond); \
    BENCHMARK_CAPTURE(read_file, name, #name)->Unit(benchmark::kMillisecond)
FAB_FORMAT(sinf);
FAB_FORMAT(e142);
FAB_FORMAT(klarf12);
FAB_FORMAT(klarf18);

}  // namespace

BENCHMARK_MAIN();
