// SPDX-License-Identifier: GPL-3.0-or-later
// Writing and reading wafer files against a plain write of the same bytes and against a copy in memory.
// Arguments of the benchmarks: threads. MB/s are of uncompressed values. Files go to TMPDIR.
#include "libinspect/store/verify.h"
#include "libinspect/store/wafer_file.h"
#include "noisy_layers.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace waferglow;

constexpr std::int32_t kSide = 2500;
constexpr int kLayers = 6;

const WaferFile& wafer() {
    static const WaferFile file = [] {
        WaferFile made;
        made.map = bench::noisy_map(kSide, kLayers);
        return made;
    }();
    return file;
}

std::int64_t raw_bytes() {
    return static_cast<std::int64_t>(wafer().map.grid().cells() * sizeof(float)) * kLayers;
}

std::filesystem::path target() {
    return std::filesystem::temp_directory_path() / ("waferglow-bench-" + std::to_string(::getpid()) + ".h5");
}

void memory_copy(benchmark::State& state) {
    std::vector<float> copy(wafer().map.grid().cells());
    for (auto _ : state) {
        for (const Layer& layer : wafer().map.layers()) {
            std::memcpy(copy.data(), layer.values.data(), copy.size() * sizeof(float));
            benchmark::DoNotOptimize(copy.data());
        }
    }
    state.SetBytesProcessed(state.iterations() * raw_bytes());
}

void plain_write(benchmark::State& state) {
    for (auto _ : state) {
        const int file = ::open(target().c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        for (const Layer& layer : wafer().map.layers()) {
            const std::size_t bytes = layer.values.size() * sizeof(float);
            if (::write(file, layer.values.data(), bytes) != static_cast<ssize_t>(bytes)) {
                state.SkipWithError("write failed");
            }
        }
        ::fsync(file);
        ::close(file);
    }
    std::filesystem::remove(target());
    state.SetBytesProcessed(state.iterations() * raw_bytes());
}

void write_file(benchmark::State& state) {
    const WriteOptions options{.threads = static_cast<int>(state.range(0)), .force = true};
    for (auto _ : state) write_wafer_file(target(), wafer(), options);
    state.counters["ratio"] =
        static_cast<double>(raw_bytes()) / static_cast<double>(std::filesystem::file_size(target()));
    std::filesystem::remove(target());
    state.SetBytesProcessed(state.iterations() * raw_bytes());
}

void read_file(benchmark::State& state) {
    write_wafer_file(target(), wafer(), {.force = true});
    const ReadOptions options{.threads = static_cast<int>(state.range(0))};
    for (auto _ : state) benchmark::DoNotOptimize(read_wafer_file(target(), options).map.layers().size());
    std::filesystem::remove(target());
    state.SetBytesProcessed(state.iterations() * raw_bytes());
}

void verify_file(benchmark::State& state) {
    write_wafer_file(target(), wafer(), {.force = true});
    for (auto _ : state)
        benchmark::DoNotOptimize(verify_wafer_file(target(), static_cast<int>(state.range(0))).size());
    std::filesystem::remove(target());
    state.SetBytesProcessed(state.iterations() * raw_bytes());
}

void read_info(benchmark::State& state) {
    write_wafer_file(target(), wafer(), {.force = true});
    for (auto _ : state) benchmark::DoNotOptimize(read_wafer_info(target()).layers.size());
    std::filesystem::remove(target());
}

BENCHMARK(memory_copy)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(plain_write)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(write_file)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(read_file)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(verify_file)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(read_info)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
