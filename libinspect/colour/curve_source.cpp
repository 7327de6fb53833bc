// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/internal/curve_source.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace waferglow::colour {
namespace {

constexpr double kStep_nm = 0.25;
constexpr double kFlat = 1e-3;            // ln ratio a nm: what is flatter tells nothing
constexpr double kLeastOfSteepest = 0.1;  // a part ends where its slope is so much of its steepest
constexpr double kLeastShare = 1e-6;

/// Neighbouring points first to last of one sign of slope.
struct Part {
    std::size_t first = 0;
    std::size_t last = 0;
    double steepest = 0.0;
    std::size_t steepest_at = 0;
};

std::vector<Part> parts_of(const std::vector<double>& ln_share) {
    std::vector<Part> parts;
    for (std::size_t i = 1; i < ln_share.size(); ++i) {
        const double slope = (ln_share[i] - ln_share[i - 1]) / kStep_nm;
        if (std::abs(slope) < kFlat) continue;
        const bool goes_on =
            !parts.empty() && parts.back().last == i - 1 && parts.back().steepest * slope > 0.0;
        if (!goes_on) parts.push_back({i - 1, i, 0.0, i});
        Part& part = parts.back();
        part.last = i;
        if (std::abs(slope) > std::abs(part.steepest)) {
            part.steepest = slope;
            part.steepest_at = i;
        }
    }
    return parts;
}

/// Without its flat ends.
Part trimmed(Part part, const std::vector<double>& ln_share) {
    const auto flat = [&](std::size_t i) {
        return std::abs(ln_share[i] - ln_share[i - 1]) / kStep_nm <
               kLeastOfSteepest * std::abs(part.steepest);
    };
    while (part.first + 1 < part.steepest_at && flat(part.first + 1)) ++part.first;
    while (part.last > part.steepest_at && flat(part.last)) --part.last;
    return part;
}

}  // namespace

std::optional<WavelengthCurve> curve_of_sheet(const FilterCurve& filter, double fwhm_nm,
                                              double exposure_ratio, double median_ln_ratio) {
    const double first_nm = filter.wavelength_nm.front();
    std::vector<double> ln_ratio;
    for (double nm = first_nm; nm <= filter.wavelength_nm.back(); nm += kStep_nm)
        ln_ratio.push_back(
            std::log(exposure_ratio * std::max(kLeastShare, passed_share(filter, nm, fwhm_nm))));
    std::vector<Part> parts = parts_of(ln_ratio);
    for (Part& part : parts) part = trimmed(part, ln_ratio);
    std::erase_if(parts, [](const Part& part) { return part.last < part.first + 2; });
    if (parts.empty()) return std::nullopt;
    std::ranges::stable_sort(parts, std::ranges::greater{},
                             [](const Part& p) { return std::abs(p.steepest); });
    const auto shows = [&](const Part& part) {
        const auto [low, high] = std::minmax(ln_ratio[part.first], ln_ratio[part.last]);
        return median_ln_ratio >= low && median_ln_ratio <= high;
    };
    const auto found = std::ranges::find_if(parts, shows);
    const Part& part = found == parts.end() ? parts.front() : *found;
    const double moved = found == parts.end() ? median_ln_ratio - ln_ratio[part.steepest_at] : 0.0;
    std::vector<double> points;
    for (std::size_t i = part.first; i <= part.last; ++i) points.push_back(ln_ratio[i] + moved);
    return WavelengthCurve(first_nm + kStep_nm * static_cast<double>(part.first),
                           first_nm + kStep_nm * static_cast<double>(part.last), std::move(points));
}

}  // namespace waferglow::colour
