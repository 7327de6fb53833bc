// SPDX-License-Identifier: GPL-3.0-or-later
// The fused pass over the pixels (all outputs, sub-pixel windows, grid tilted by 1 mrad) against a plain read
// of the same bytes (tile, dark, gain: 6 a pixel), and against a good OpenCV version of less: corrected sums
// in whole-pixel windows from an integral image, buffers reused. Every iteration runs all three one after the
// other, so that their ratios hold on a noisy machine; `of_read` and `times_opencv` are medians over
// iterations.
//     intensity_bench            arguments: pitch in pixels, threads
// numpy's reduceat on the same image: tests/bench/reduceat_baseline.py
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/measure.h"
#include "tests/bench/plain_read.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <opencv2/imgproc.hpp>

namespace {

using namespace waferglow;

constexpr int kSize_px = 2048;
constexpr std::size_t kTiles = 12;
constexpr double kTilt = 1e-3;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Tiles of one camera with dies of 0.6 pitch, 900 DN bright on a street of 30 DN; 12-bit.
class Scene {
  public:
    explicit Scene(double pitch_px)
        : camera{.pixel_um = 1.0, .width_px = kSize_px, .height_px = kSize_px, .saturation_dn = 4095},
          grid{.rows = static_cast<std::int32_t>(1.2 * kSize_px / pitch_px),
               .cols = static_cast<std::int32_t>(1.2 * kSize_px / pitch_px),
               .x0_um = -0.6 * kSize_px,
               .y0_um = 0.6 * kSize_px,
               .pitch_x_um = pitch_px,
               .pitch_y_um = pitch_px,
               .die_width_um = 0.6 * pitch_px,
               .die_height_um = 0.6 * pitch_px} {
        std::mt19937 random(7);
        const GridPose pose{.rotation_rad = kTilt};
        lattice = lattice_in_tile(grid, pose, camera, {0.3, -0.2});
        rect = dies_in_tile(lattice, grid, camera, 0.0);
        dark = Image(kSize_px, kSize_px, 100);
        Image flat(kSize_px, kSize_px, 0);
        for (std::uint16_t& value : flat.pixels()) value = static_cast<std::uint16_t>(2000 + random() % 120);
        correction = std::make_unique<PixelCorrection>(make_correction(camera, &dark, &flat));
        for (std::size_t i = 0; i < kTiles; ++i) tiles.push_back(render(random));
        const PilotDies pilot{.tile = tiles.front().view(), .lattice = lattice, .rect = rect};
        windows = choose_windows({&pilot, 1}, *correction);
    }

    CameraInfo camera;
    DieGrid grid;
    TileLattice lattice;
    DieRect rect;
    Image dark;
    std::unique_ptr<PixelCorrection> correction;
    std::vector<Image> tiles;
    WindowPlan windows;

  private:
    Image render(std::mt19937& random) const {
        Image image(kSize_px, kSize_px, 0);
        const double half = 0.5 * lattice.die_width_px;
        for (int y = 0; y < kSize_px; ++y) {
            for (int x = 0; x < kSize_px; ++x) {
                const PixelPoint at{static_cast<double>(x), static_cast<double>(y)};
                const PixelPoint center = lattice.center(lattice.nearest(at));
                const auto share = [half](double d) {
                    return std::clamp(half + 0.5 - std::abs(d), 0.0, 1.0);
                };
                const double light = 900.0 * share(at.x - center.x) * share(at.y - center.y);
                image.row(y)[x] =
                    static_cast<std::uint16_t>(130.0 + light + static_cast<double>(random() % 32));
            }
        }
        return image;
    }
};

const Scene& scene(double pitch_px) {
    static const Scene fine(16.0);
    static const Scene coarse(32.0);
    return pitch_px < 24.0 ? fine : coarse;
}

/// Nothing that needs tile, dark and gain can be quicker on the same threads.
double plain_read(const Scene& s) {
    const auto start = std::chrono::steady_clock::now();
    parallel_blocks(kTiles, 1, [&](std::size_t tile, std::size_t) {
        const Image& image = s.tiles[tile];
        bench::read_plainly(image.pixels().data(), s.correction->dark().data, s.correction->gain().data,
                            image.size_px());
    });
    return seconds_since(start);
}

double fused_pass(const Scene& s, tbb::enumerable_thread_specific<TileMeasurements>& out) {
    const auto start = std::chrono::steady_clock::now();
    parallel_blocks(kTiles, 1, [&](std::size_t tile, std::size_t) {
        measure_tile(s.tiles[tile].view(), *s.correction, s.lattice, s.rect, s.windows, out.local());
    });
    return seconds_since(start);
}

struct OpenCvBuffers {
    cv::Mat light, integral, squares, clipped, clipped_integral;
    std::vector<double> numbers;
};

/// Sum over [x0, x1) x [y0, y1) of an integral image.
template <class T>
double box(const cv::Mat& integral, const cv::Rect& r) {
    const T* top = integral.ptr<T>(r.y);
    const T* bottom = integral.ptr<T>(r.y + r.height);
    return static_cast<double>(bottom[r.x + r.width] - bottom[r.x] - top[r.x + r.width] + top[r.x]);
}

/// Whole pixels at most `half` from `center`, inside of the image.
cv::Rect around(PixelPoint center, int half) {
    const cv::Rect wanted(static_cast<int>(center.x) - half, static_cast<int>(center.y) - half, 2 * half + 1,
                          2 * half + 1);
    return wanted & cv::Rect(0, 0, kSize_px, kSize_px);
}

/// Of each die: light and its squares, background from the rest of its cell, clipped pixels; or light alone.
double opencv_pass(const Scene& s, const cv::Mat& dark, const cv::Mat& gain, bool all,
                   tbb::enumerable_thread_specific<OpenCvBuffers>& buffers) {
    const auto start = std::chrono::steady_clock::now();
    parallel_blocks(kTiles, 1, [&](std::size_t tile, std::size_t) {
        OpenCvBuffers& b = buffers.local();
        const cv::Mat raw(kSize_px, kSize_px, CV_16U,
                          const_cast<std::uint16_t*>(s.tiles[tile].pixels().data()));  // only read
        cv::subtract(raw, dark, b.light, cv::noArray(), CV_32F);
        cv::multiply(b.light, gain, b.light);
        if (all) {
            cv::integral(b.light, b.integral, b.squares, CV_64F, CV_64F);
            cv::compare(raw, s.camera.saturation_dn, b.clipped, cv::CMP_GE);
            cv::integral(b.clipped, b.clipped_integral, CV_32S);
        } else {
            cv::integral(b.light, b.integral, CV_64F);
        }
        b.numbers.clear();
        const int half = static_cast<int>(std::lround(s.windows.x.window_half_px));
        const int cell = static_cast<int>(0.5 * s.grid.pitch_x_um);
        for (std::int32_t row = s.rect.row_begin; row < s.rect.row_end; ++row) {
            for (std::int32_t col = s.rect.col_begin; col < s.rect.col_end; ++col) {
                const PixelPoint center = s.lattice.center({row, col});
                const cv::Rect window = around(center, half);
                const double sum = box<double>(b.integral, window);
                if (all) {
                    const cv::Rect whole = around(center, cell);
                    const double street =
                        (box<double>(b.integral, whole) - sum) / std::max(1, whole.area() - window.area());
                    b.numbers.push_back(sum - street * window.area());
                    b.numbers.push_back(street);
                    b.numbers.push_back(box<double>(b.squares, window));
                    b.numbers.push_back(box<std::int32_t>(b.clipped_integral, window));
                } else {
                    b.numbers.push_back(sum);
                }
            }
        }
        benchmark::DoNotOptimize(b.numbers.data());
    });
    return seconds_since(start);
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

void measure_dies(benchmark::State& state) {
    const Scene& s = scene(static_cast<double>(state.range(0)));
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    cv::setNumThreads(1);  // tiles run side by side
    tbb::enumerable_thread_specific<TileMeasurements> out;
    tbb::enumerable_thread_specific<OpenCvBuffers> buffers;
    cv::Mat dark(kSize_px, kSize_px, CV_16U, cv::Scalar(100));
    cv::Mat gain;
    cv::Mat(kSize_px, kSize_px, CV_16U, const_cast<std::uint16_t*>(s.correction->gain().data))
        .convertTo(gain, CV_32F, static_cast<double>(s.correction->gain_unit()));
    plain_read(s);
    fused_pass(s, out);
    opencv_pass(s, dark, gain, true, buffers);
    std::vector<double> of_read;
    std::vector<double> times_opencv;
    std::vector<double> times_opencv_sums;
    std::vector<double> took;
    for (auto _ : state) {  // NOLINT(clang-analyzer-deadcode.DeadStores)
        const double read = plain_read(s);
        const double fused = fused_pass(s, out);
        const double opencv = opencv_pass(s, dark, gain, true, buffers);
        const double opencv_sums = opencv_pass(s, dark, gain, false, buffers);
        state.SetIterationTime(fused);
        of_read.push_back(read / fused);
        times_opencv.push_back(opencv / fused);
        times_opencv_sums.push_back(opencv_sums / fused);
        took.push_back(fused);
    }
    const double megapixels = 1e-6 * kTiles * kSize_px * kSize_px;
    state.counters["Mpx/s"] = megapixels / median(took);
    state.counters["of_read"] = median(of_read);
    state.counters["times_opencv"] = median(times_opencv);
    state.counters["times_opencv_sums"] = median(times_opencv_sums);
}

BENCHMARK(measure_dies)
    ->Args({16, 1})
    ->Args({16, 2})
    ->Args({32, 1})
    ->Args({32, 2})
    ->Iterations(40)
    ->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
