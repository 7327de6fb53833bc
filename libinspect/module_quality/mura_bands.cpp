// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/order_statistics.h"
#include "libinspect/module_quality/internal/line_view.h"
#include "libinspect/module_quality/internal/mura_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace waferglow::module {
namespace {

constexpr std::int32_t kMostSegments = 8;
constexpr std::int32_t kLeastSegmentPx = 12;
constexpr double kMedianNoise = 1.2533;  // of a median over that of a mean
constexpr double kGoesThrough = 0.5;     // the lower quartile of the segments over their median
constexpr int kMostBands = 30;

/// Counts and means along one segment, one a line.
struct BandProfile {
    std::vector<double> sum;
    std::vector<double> count;
};

std::vector<BandProfile> profiles_of(const LineView& view, std::int32_t segments) {
    std::vector<BandProfile> profiles(static_cast<std::size_t>(segments));
    for (std::int32_t s = 0; s < segments; ++s) {
        BandProfile& profile = profiles[static_cast<std::size_t>(s)];
        const std::int32_t begin = view.length * s / segments;
        const std::int32_t end = view.length * (s + 1) / segments;
        for (std::int32_t line = 0; line < view.lines; ++line) {
            double sum = 0.0;
            double count = 0.0;
            for (std::int32_t k = begin; k < end; ++k) {
                const auto value = static_cast<double>(view.at(line, k));
                if (std::isnan(value)) continue;
                sum += value;
                count += 1.0;
            }
            profile.sum.push_back(sum);
            profile.count.push_back(count);
        }
    }
    return profiles;
}

/// Response of the band-pass at a line, and its noise for values of spread 1.
struct BandPass {
    double response = 0.0;
    double noise = 0.0;
};

std::optional<BandPass> band_pass(const BandProfile& profile, std::int32_t line, double sigma) {
    const double outer = kOuterScale * sigma;
    const auto reach = static_cast<std::int32_t>(std::ceil(3.0 * outer));
    const auto last = std::min(static_cast<std::int32_t>(profile.sum.size()) - 1, line + reach);
    double w1 = 0, w2 = 0, z1 = 0, z2 = 0, a11 = 0, a22 = 0, a12 = 0;
    for (std::int32_t i = std::max(0, line - reach); i <= last; ++i) {
        const double d = i - line;
        const double g1 = std::exp(-0.5 * d * d / (sigma * sigma));
        const double g2 = std::exp(-0.5 * d * d / (outer * outer));
        const double n = profile.count[static_cast<std::size_t>(i)];
        const double z = profile.sum[static_cast<std::size_t>(i)];
        w1 += g1 * n;
        w2 += g2 * n;
        z1 += g1 * z;
        z2 += g2 * z;
        a11 += g1 * g1 * n;
        a22 += g2 * g2 * n;
        a12 += g1 * g2 * n;
    }
    if (!(w1 > 0.0)) return std::nullopt;
    const double variance = a11 / (w1 * w1) + a22 / (w2 * w2) - 2.0 * a12 / (w1 * w2);
    if (!(variance > 0.0)) return std::nullopt;
    return BandPass{z1 / w1 - z2 / w2, std::sqrt(variance)};
}

/// Signal over noise of a band at a line and scale; 0: the segments don't agree.
double band_snr(const std::vector<BandProfile>& profiles, std::int32_t line, double sigma, double noise) {
    std::vector<double> responses;
    double variance = 0.0;
    for (const BandProfile& profile : profiles) {
        const auto passed = band_pass(profile, line, sigma);
        if (!passed) return 0.0;
        responses.push_back(passed->response);
        variance += passed->noise * passed->noise;
    }
    std::ranges::sort(responses);
    const std::size_t n = responses.size();
    const double median = 0.5 * (responses[(n - 1) / 2] + responses[n / 2]);
    const double quartile = median > 0.0 ? responses[n / 4] : responses[n - 1 - n / 4];
    if (quartile * median <= 0.0 || std::abs(quartile) < kGoesThrough * std::abs(median)) return 0.0;
    const double sigma_of_median = kMedianNoise * noise * std::sqrt(variance) / static_cast<double>(n);
    return median / sigma_of_median;
}

/// Height and place of a Gaussian over the whole profile by least squares, for the width that fits best.
GaussShape fitted_band(const BandProfile& whole, const GaussShape& start) {
    GaussShape best = start;
    double best_gain = -1.0;
    double place = start.row;
    for (const double factor : {0.5, 0.6, 0.72, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0}) {
        const double sigma = start.sigma_px * factor;
        for (double shift = -1.0; shift <= 1.0; shift += 0.125) {
            const double middle = place + shift * start.sigma_px;
            const auto reach = static_cast<std::int32_t>(std::ceil(3.0 * sigma));
            const auto last = static_cast<std::int32_t>(whole.sum.size()) - 1;
            double gg = 0.0;
            double gz = 0.0;
            for (auto i = std::max(0, static_cast<std::int32_t>(middle) - reach);
                 i <= std::min(last, static_cast<std::int32_t>(middle) + reach); ++i) {
                const double d = (i - middle) / sigma;
                const double g = std::exp(-0.5 * d * d);
                gg += g * g * whole.count[static_cast<std::size_t>(i)];
                gz += g * whole.sum[static_cast<std::size_t>(i)];
            }
            if (!(gg > 0.0)) continue;
            const double gain = gz * gz / gg;
            if (gain <= best_gain) continue;
            best_gain = gain;
            best.row = middle;
            best.sigma_px = sigma;
            best.height = gz / gg;
        }
    }
    return best;
}

BandProfile sum_of(const std::vector<BandProfile>& profiles) {
    BandProfile whole = profiles.front();
    for (std::size_t s = 1; s < profiles.size(); ++s) {
        for (std::size_t i = 0; i < whole.sum.size(); ++i) {
            whole.sum[i] += profiles[s].sum[i];
            whole.count[i] += profiles[s].count[i];
        }
    }
    return whole;
}

FoundShape strongest_band(const std::vector<BandProfile>& profiles, double noise) {
    FoundShape best;
    const auto lines = static_cast<std::int32_t>(profiles.front().sum.size());
    for (const double sigma : kMuraScalesPx) {
        if (4.0 * sigma > lines) break;  // such a band can't be told from the module's own bend
        const auto step = std::max(1, static_cast<std::int32_t>(sigma / 4.0));
        for (std::int32_t line = 0; line < lines; line += step) {
            const double snr = band_snr(profiles, line, sigma, noise);
            if (std::abs(snr) <= std::abs(best.snr)) continue;
            best.snr = snr;
            best.shape.row = line;
            best.shape.sigma_px = sigma;
        }
    }
    return best;
}

}  // namespace

void take_off(const GaussShape& shape, const DieGrid& grid, std::vector<float>& layer) {
    const double reach = 6.0 * shape.sigma_px;
    const auto span = [&](double middle, std::int32_t count, bool whole) {
        if (whole) return ColumnSpan{0, count};
        return ColumnSpan{std::clamp(static_cast<std::int32_t>(middle - reach), 0, count),
                          std::clamp(static_cast<std::int32_t>(middle + reach) + 1, 0, count)};
    };
    const ColumnSpan rows = span(shape.row, grid.rows, shape.kind == MuraKind::band_col);
    const ColumnSpan cols = span(shape.col, grid.cols, shape.kind == MuraKind::band_row);
    for (std::int32_t r = rows.begin; r < rows.end; ++r) {
        for (std::int32_t c = cols.begin; c < cols.end; ++c)
            layer[grid.cell({r, c})] -= static_cast<float>(shape.at(r, c));
    }
}

std::vector<FoundShape> take_bands(std::vector<float>& residual, const DieGrid& grid, Axis axis, double noise,
                                   double least_snr) {
    std::vector<FoundShape> bands;
    const LineView view(residual, grid, axis);
    const std::int32_t segments = std::clamp(view.length / kLeastSegmentPx, 1, kMostSegments);
    if (segments < 3 || !(noise > 0.0)) return bands;
    std::vector<BandProfile> profiles = profiles_of(view, segments);
    for (int i = 0; i < kMostBands; ++i) {
        FoundShape band = strongest_band(profiles, noise);
        if (std::abs(band.snr) < least_snr) break;
        const bool shade = std::ranges::any_of(bands, [&](const FoundShape& other) {
            const double place = axis == Axis::row ? other.shape.row : other.shape.col;
            return std::abs(place - band.shape.row) <
                   1.5 * std::max(other.shape.sigma_px, band.shape.sigma_px);
        });
        band.shape = fitted_band(sum_of(profiles), band.shape);
        band.shape.kind = axis == Axis::row ? MuraKind::band_row : MuraKind::band_col;
        if (axis == Axis::col) std::swap(band.shape.row, band.shape.col);
        (axis == Axis::row ? band.shape.col : band.shape.row) =
            0.5 * ((axis == Axis::row ? grid.cols : grid.rows) - 1);
        take_off(band.shape, grid, residual);
        profiles = profiles_of(view, segments);
        if (!shade) bands.push_back(band);
    }
    return bands;
}

}  // namespace waferglow::module
