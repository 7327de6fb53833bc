// SPDX-License-Identifier: GPL-3.0-or-later
// Throughput of the readers and writers, in bytes of the file (CSV) or of the pixels (images).
// Run: waferglow_formats_bench; files go to the temporary folder and are removed.
#include "libinspect/formats/el_table.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/map_csv.h"
#include "libinspect/formats/spectra_table.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>

using namespace waferglow;

namespace {

namespace fs = std::filesystem;

/// A file in the temporary folder that vanishes with the object.
class TempFile {
  public:
    explicit TempFile(const char* name) : path_(fs::temp_directory_path() / name) {}
    ~TempFile() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    TempFile(const TempFile&) = delete;
    TempFile& operator=(const TempFile&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(fs::file_size(path_)); }
    void write(const std::string& content) const { std::ofstream(path_, std::ios::binary) << content; }

  private:
    fs::path path_;
};

/// Glowing dies on a dark ground with photon noise: 12-bit data as a camera gives it.
Image camera_frame(int width, int height) {
    std::mt19937 random(7);
    std::normal_distribution<double> noise;
    Image image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double mean = x % 20 < 12 && y % 15 < 8 ? 1500.0 : 110.0;
            image.row(y)[x] = static_cast<std::uint16_t>(mean + std::sqrt(mean) * noise(random));
        }
    }
    return image;
}

std::string spectra_csv(int spectra, int pixels) {
    std::mt19937 random(7);
    std::string text = "row,col";
    for (int i = 0; i < pixels; ++i) text += fmt::format(",{:.3f}", 400.0 + 0.1 * i);
    for (int k = 0; k < spectra; ++k) {
        text += fmt::format("\n{},{}", k / 100, k % 100);
        for (int i = 0; i < pixels; ++i)
            text += fmt::format(",{}", 40 + random() % (i % 200 == 0 ? 4000 : 30));
    }
    return text + '\n';
}

std::string el_csv(int rows, int cols) {
    std::mt19937 random(7);
    std::string text = "row,col,el_intensity,ir_ua,wavelength_nm,pass\n";
    for (int row = 0; row < rows; ++row) {
        for (int col = 0; col < cols; ++col) {
            const double unit = static_cast<double>(random()) / 4294967296.0;
            text += fmt::format("{},{},{:.4f},{:.5g},{:.3f},{}\n", row, col, 0.9 + 0.2 * unit, 1e-4 * unit,
                                455.0 + unit, unit > 0.03 ? 1 : 0);
        }
    }
    return text;
}

void read_spectra(benchmark::State& state) {
    const TempFile file("waferglow_bench_spectra.csv");
    file.write(spectra_csv(4000, 1024));
    for (auto _ : state) {
        SpectraReader reader(file.path());
        SpectraBlock block;
        while (reader.next(block)) benchmark::DoNotOptimize(block.counts.data());
    }
    state.SetBytesProcessed(state.iterations() * file.size());
}
BENCHMARK(read_spectra)->Unit(benchmark::kMillisecond);

void read_el(benchmark::State& state) {
    const TempFile file("waferglow_bench_el.csv");
    const DieGrid grid{.rows = 1000,
                       .cols = 1000,
                       .x0_um = 0,
                       .y0_um = 0,
                       .pitch_x_um = 1,
                       .pitch_y_um = 1,
                       .die_width_um = 1,
                       .die_height_um = 1};
    file.write(el_csv(grid.rows, grid.cols));
    for (auto _ : state) {
        const ElTable table = read_el_table(file.path(), grid);
        benchmark::DoNotOptimize(table.row.data());
    }
    state.SetBytesProcessed(state.iterations() * file.size());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(grid.cells()));
}
BENCHMARK(read_el)->Unit(benchmark::kMillisecond);

void write_map(benchmark::State& state) {
    const TempFile file("waferglow_bench_map.csv");
    Wafer wafer = standard_wafer(4);
    DieMap map(wafer, centered_grid(wafer, 80.0, 80.0, 70.0, 70.0));
    std::mt19937 random(7);
    std::normal_distribution<float> noise(1.0F, 0.03F);
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
        for (float& value : map.add(name, "", "").values) value = noise(random);
    }
    const std::vector<std::uint8_t> codes(map.grid().cells(), 0);
    const BinColumn bins{codes, {{.code = 0, .name = "good", .pass = true}}};
    for (auto _ : state) write_map_csv(file.path(), map, bins);
    state.SetBytesProcessed(state.iterations() * file.size());
    state.SetItemsProcessed(state.iterations() * map.presence().count());
}
BENCHMARK(write_map)->Unit(benchmark::kMillisecond);

void decode_tiff(benchmark::State& state) {
    const TempFile file("waferglow_bench.tif");
    const Image frame = camera_frame(2048, 2048);
    write_tiff(file.path(), frame.view(), static_cast<TiffCompression>(state.range(0)));
    Image image;
    for (auto _ : state) {
        read_image(file.path(), image);
        benchmark::DoNotOptimize(image.row(0));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(2 * frame.size_px()));
}
BENCHMARK(decode_tiff)->ArgName("none0_lzw1_deflate2")->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void decode_tiff_opencv(benchmark::State& state) {
    const TempFile file("waferglow_bench_cv.tif");
    const Image frame = camera_frame(2048, 2048);
    write_tiff(file.path(), frame.view(), static_cast<TiffCompression>(state.range(0)));
    for (auto _ : state) {
        const cv::Mat matrix = cv::imread(file.path().string(), cv::IMREAD_UNCHANGED);
        benchmark::DoNotOptimize(matrix.data);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(2 * frame.size_px()));
}
BENCHMARK(decode_tiff_opencv)
    ->ArgName("none0_lzw1_deflate2")
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond);

void encode_tiff(benchmark::State& state) {
    const TempFile file("waferglow_bench_out.tif");
    const Image frame = camera_frame(2048, 2048);
    for (auto _ : state) write_tiff(file.path(), frame.view(), static_cast<TiffCompression>(state.range(0)));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(2 * frame.size_px()));
}
BENCHMARK(encode_tiff)->ArgName("none0_lzw1_deflate2")->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void decode_png(benchmark::State& state) {
    const TempFile file("waferglow_bench.png");
    Image frame = camera_frame(2048, 2048);
    cv::imwrite(file.path().string(), cv::Mat(frame.height(), frame.width(), CV_16UC1, frame.row(0)));
    Image image;
    for (auto _ : state) {
        read_image(file.path(), image);
        benchmark::DoNotOptimize(image.row(0));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(2 * frame.size_px()));
}
BENCHMARK(decode_png)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
