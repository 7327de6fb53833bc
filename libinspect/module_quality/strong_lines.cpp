// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/line_view.h"
#include "libinspect/module_quality/internal/lines.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module {
namespace {

constexpr double kNearlyAll = 0.9;
constexpr int kMissesThatEnd = 3;  // measured sub-pixels in a row that are as their neighbours
constexpr float kDarkLog = -6.9F;  // a thousandth

/// Runs of members; pieces of one line that a few sub-pixels part are one.
class RunFinder {
  public:
    RunFinder(const LineView& view, double threshold, std::int64_t least)
        : view_(view), threshold_(threshold), least_(least) {}

    void find(std::int32_t line, int sign, std::vector<Line>& found) {
        begin_ = -1;
        for (std::int32_t k = 0; k < view_.length; ++k) {
            const auto value = static_cast<double>(view_.at(line, k));
            if (std::isnan(value)) continue;
            if (sign * value > threshold_) {
                if (begin_ < 0) {
                    begin_ = k;
                    members_ = measured_ = 0;
                }
                last_ = k;
                measured_ += misses_ + 1;
                ++members_;
                misses_ = 0;
            } else if (begin_ >= 0 && ++misses_ == kMissesThatEnd) {
                close(line, found);
            }
        }
        close(line, found);
    }

  private:
    void close(std::int32_t line, std::vector<Line>& found) {
        if (begin_ >= 0 && members_ >= least_ &&
            static_cast<double>(members_) >= kNearlyAll * static_cast<double>(measured_))
            found.push_back({.axis = view_.axis, .index = line, .begin = begin_, .end = last_ + 1});
        begin_ = -1;
        misses_ = 0;
    }

    const LineView& view_;
    double threshold_;
    std::int64_t least_;
    std::int32_t begin_ = -1;
    std::int32_t last_ = -1;
    std::int64_t members_ = 0;
    std::int64_t measured_ = 0;
    int misses_ = 0;
};

bool overlap(const Line& a, const Line& b) {
    const std::int32_t common = std::min(a.end, b.end) - std::max(a.begin, b.begin);
    return 2 * common > std::min(a.end - a.begin, b.end - b.begin);
}

/// Runs side by side that are not much longer than they are many are a block, not lines.
void take_out_blocks(std::vector<Line>& runs) {
    constexpr std::int32_t kLongerThanWide = 8;
    constexpr std::int32_t kMostBeside = 2;
    std::vector<Line> kept;
    for (const Line& run : runs) {
        std::int32_t wide = 1;
        for (const int way : {-1, 1}) {
            for (std::int32_t index = run.index + way;; index += way) {
                const bool beside = std::ranges::any_of(
                    runs, [&](const Line& other) { return other.index == index && overlap(run, other); });
                if (!beside) break;
                ++wide;
            }
        }
        if (wide <= kMostBeside || run.end - run.begin > kLongerThanWide * wide) kept.push_back(run);
    }
    runs = std::move(kept);
}

}  // namespace

std::vector<float> log_of_relative(std::span<const float> relative) {
    std::vector<float> logs(relative.size());
    for (std::size_t i = 0; i < logs.size(); ++i) {
        if (std::isnan(relative[i]))
            logs[i] = relative[i];
        else
            logs[i] = relative[i] > 1e-3F ? std::log(relative[i]) : kDarkLog;
    }
    return logs;
}

std::vector<Line> strong_lines(const LineLayer& layer, const Module& module,
                               const QualitySettings& settings) {
    std::vector<Line> lines;
    for (const Axis axis : {Axis::row, Axis::col}) {
        const LineView view(layer.log_relative, module.grid, axis);
        for (const int sign : {-1, 1}) {
            std::vector<Line> runs;
            RunFinder finder(view, settings.outlier_sigmas * layer.spread, settings.line_min);
            for (std::int32_t line = 0; line < view.lines; ++line) finder.find(line, sign, runs);
            take_out_blocks(runs);
            for (Line& run : runs) {
                const double mean = trimmed_mean(view, run.index, run.begin, run.end,
                                                 std::max(1.0, settings.outlier_sigmas * layer.spread));
                run.sub_pixel = layer.sub_pixel;
                run.contrast = mean > 0.9 * static_cast<double>(kDarkLog) ? std::expm1(mean) : -1.0;
                run.snr = std::abs(mean) / layer.spread * std::sqrt(run.end - run.begin);
                run.strong = true;
                lines.push_back(run);
            }
        }
    }
    return lines;
}

std::vector<std::uint8_t> line_mask(std::span<const Line> lines, std::size_t sub_pixel, const DieGrid& grid,
                                    bool strong_only) {
    std::vector<std::uint8_t> mask(grid.cells(), 0);
    for (const Line& line : lines) {
        if (line.sub_pixel != sub_pixel && line.sub_pixel != kAllSubPixels) continue;
        if (strong_only && !line.strong) continue;
        for (std::int32_t k = line.begin; k < line.end; ++k)
            mask[grid.cell(line.axis == Axis::row ? DieIndex{line.index, k} : DieIndex{k, line.index})] = 1;
    }
    return mask;
}

}  // namespace waferglow::module
