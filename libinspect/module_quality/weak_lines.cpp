// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/order_statistics.h"
#include "libinspect/module_quality/internal/line_view.h"
#include "libinspect/module_quality/internal/lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow::module {
namespace {

constexpr std::int32_t kBeside = 5;        // neighbours on either side: 11 with the line itself
constexpr double kPieceExtraSigmas = 0.5;  // many more pieces than rows are asked
constexpr double kPieceGain = 25.0;        // of snr squared: a piece tells more than the whole line
constexpr double kLeastShareMeasured = 0.5;

using Cut = std::vector<std::uint8_t>;

/// Means of one piece of every line, and how far each is from the median of its neighbours.
class PieceProfile {
  public:
    PieceProfile(const std::vector<LineSums>& sums, const Cut& taken, std::int32_t begin, std::int32_t end,
                 double spread)
        : begin_(begin), end_(end) {
        const auto lines = static_cast<std::int32_t>(sums.size());
        means_.assign(sums.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const std::int32_t measured = sums[i].measured(begin, end);
            if (taken[i] == 0 && measured > kLeastShareMeasured * (end - begin))
                means_[i] = sums[i].mean(begin, end);
        }
        off_.assign(sums.size(), std::numeric_limits<double>::quiet_NaN());
        std::vector<float> all;
        for (std::int32_t i = 0; i < lines; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (!std::isnan(means_[at])) off_[at] = means_[at] - median_beside(i);
            if (!std::isnan(off_[at])) all.push_back(static_cast<float>(std::abs(off_[at])));
        }
        const double theory = spread / std::sqrt(end - begin);
        sigma_ =
            all.empty() ? theory : std::max(theory, kMadToSigma * static_cast<double>(upper_median(all)));
    }

    [[nodiscard]] double off(std::size_t line) const { return off_[line]; }
    [[nodiscard]] double snr(std::size_t line) const { return std::abs(off_[line]) / sigma_; }
    [[nodiscard]] double beside(std::size_t line) const { return means_[line] - off_[line]; }
    [[nodiscard]] std::int32_t begin() const { return begin_; }
    [[nodiscard]] std::int32_t end() const { return end_; }

  private:
    [[nodiscard]] double median_beside(std::int32_t line) const {
        const auto lines = static_cast<std::int32_t>(means_.size());
        const std::int32_t first = std::clamp(line - kBeside, 0, std::max(0, lines - 2 * kBeside - 1));
        std::vector<double> near;
        for (std::int32_t i = first; i < std::min(lines, first + 2 * kBeside + 1); ++i) {
            const double mean = means_[static_cast<std::size_t>(i)];
            if (!std::isnan(mean)) near.push_back(mean);
        }
        if (near.size() < kBeside) return std::numeric_limits<double>::quiet_NaN();
        return upper_median(near);
    }

    std::vector<double> means_;
    std::vector<double> off_;
    double sigma_ = 0.0;
    std::int32_t begin_;
    std::int32_t end_;
};

struct LineHit {
    std::int32_t line = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double off = 0.0;
    double snr = 0.0;
    double beside = 0.0;
};

/// The piece of the line that differs most from `beside` for its length, at least `least` long.
LineHit sharpened(const LineHit& hit, const LineSums& sums, std::int32_t least, double sigma_of_one) {
    LineHit best = hit;
    const auto length = static_cast<std::int32_t>(sums.sum.size()) - 1;
    const auto score_of = [&](std::int32_t begin, std::int32_t end) {
        const double off = sums.mean(begin, end) - hit.beside;
        return off * hit.off > 0.0 ? off * off * sums.measured(begin, end) : 0.0;
    };
    double best_score = 0.0;
    for (std::int32_t begin = 0; begin + least <= length; ++begin) {
        for (std::int32_t end = begin + least; end <= length; ++end) {
            if (2 * sums.measured(begin, end) < end - begin) continue;
            const double score = score_of(begin, end);
            if (score <= best_score) continue;
            best_score = score;
            best.begin = begin;
            best.end = end;
        }
    }
    const double whole = score_of(0, length);
    if (best_score - whole < kPieceGain * sigma_of_one * sigma_of_one) {
        best.begin = 0;
        best.end = length;
    }
    best.off = sums.mean(best.begin, best.end) - hit.beside;
    best.snr = std::abs(best.off) / sigma_of_one * std::sqrt(sums.measured(best.begin, best.end));
    return best;
}

/// Of hits of neighbouring lines only the strongest counts: the others stand in its shade.
void keep_strongest(std::vector<LineHit>& hits) {
    std::ranges::sort(hits, [](const LineHit& a, const LineHit& b) {
        return std::pair(-a.snr, a.line) < std::pair(-b.snr, b.line);
    });
    std::vector<LineHit> kept;
    for (const LineHit& hit : hits) {
        const bool same = std::ranges::any_of(kept, [&](const LineHit& other) {
            return other.line == hit.line && std::min(other.end, hit.end) > std::max(other.begin, hit.begin);
        });
        if (!same) kept.push_back(hit);
    }
    hits = std::move(kept);
}

std::vector<LineHit> hits_along(const LineView& view, const Cut& taken, double spread,
                                const QualitySettings& settings) {
    std::vector<LineSums> sums;
    for (std::int32_t i = 0; i < view.lines; ++i)
        sums.push_back(sums_of_line(view, i, settings.outlier_sigmas * spread));
    const auto least = static_cast<std::int32_t>(settings.line_min);
    std::vector<LineHit> hits;
    for (std::int32_t piece = view.length; piece >= least; piece /= 2) {
        const bool whole = piece == view.length;
        const double limit = settings.line_sigmas + (whole ? 0.0 : kPieceExtraSigmas);
        for (std::int32_t begin = 0; begin + piece <= view.length; begin += std::max(1, piece / 2)) {
            const PieceProfile profile(sums, taken, begin, begin + piece, spread);
            for (std::int32_t i = 0; i < view.lines; ++i) {
                const auto at = static_cast<std::size_t>(i);
                if (!(profile.snr(at) > limit)) continue;
                const LineHit hit{
                    i, begin, begin + piece, profile.off(at), profile.snr(at), profile.beside(at)};
                hits.push_back(sharpened(hit, sums[at], least, spread));
            }
        }
    }
    keep_strongest(hits);
    return hits;
}

/// Means over [begin, end) of the healthy of the lines beside: their median.
double level_beside(const LineView& view, const Cut& taken, const LineHit& hit, double reach) {
    std::vector<double> levels;
    for (std::int32_t i = std::max(0, hit.line - kBeside); i <= std::min(view.lines - 1, hit.line + kBeside);
         ++i) {
        if (i == hit.line || taken[static_cast<std::size_t>(i)] != 0) continue;
        const double level = trimmed_mean(view, i, hit.begin, hit.end, reach);
        if (!std::isnan(level)) levels.push_back(level);
    }
    return levels.empty() ? 0.0 : upper_median(levels);
}

}  // namespace

std::vector<Line> weak_lines(const LineLayer& layer, const Module& module, const QualitySettings& settings,
                             std::span<const Line> taken) {
    std::vector<Line> lines;
    if (!(layer.spread > 0.0)) return lines;
    for (const Axis axis : {Axis::row, Axis::col}) {
        const LineView view(layer.log_relative, module.grid, axis);
        Cut cut(static_cast<std::size_t>(view.lines), 0);
        for (const Line& line : taken) {
            if (line.axis == axis) cut[static_cast<std::size_t>(line.index)] = 1;
        }
        const double reach = settings.outlier_sigmas * layer.spread;
        for (const LineHit& hit : hits_along(view, cut, layer.spread, settings)) {
            const double mean = trimmed_mean(view, hit.line, hit.begin, hit.end, reach);
            lines.push_back({.axis = axis,
                             .index = hit.line,
                             .sub_pixel = layer.sub_pixel,
                             .begin = hit.begin,
                             .end = hit.end,
                             .contrast = std::expm1(mean - level_beside(view, cut, hit, reach)),
                             .snr = hit.snr,
                             .strong = false});
        }
    }
    return lines;
}

std::vector<Line> joined_lines(const std::vector<Line>& lines, std::size_t colours) {
    std::vector<Line> joined;
    std::vector<std::uint8_t> used(lines.size(), 0);
    constexpr std::int32_t kSameEnd = 10;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (used[i] != 0) continue;
        std::vector<std::size_t> same{i};
        for (std::size_t k = i + 1; k < lines.size(); ++k) {
            const Line& a = lines[i];
            const Line& b = lines[k];
            if (used[k] == 0 && a.axis == b.axis && a.index == b.index && a.sub_pixel != b.sub_pixel &&
                a.contrast * b.contrast > 0.0 && std::abs(a.begin - b.begin) <= kSameEnd &&
                std::abs(a.end - b.end) <= kSameEnd)
                same.push_back(k);
        }
        Line line = lines[i];
        if (colours > 1 && same.size() == colours) {
            line.sub_pixel = kAllSubPixels;
            line.contrast = line.snr = 0.0;
            for (const std::size_t k : same) {
                used[k] = 1;
                line.contrast += lines[k].contrast / static_cast<double>(colours);
                line.snr = std::hypot(line.snr, lines[k].snr);
                line.strong = line.strong || lines[k].strong;
            }
        }
        used[i] = 1;
        joined.push_back(line);
    }
    return joined;
}

}  // namespace waferglow::module
