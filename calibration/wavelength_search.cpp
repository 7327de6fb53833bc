// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/wavelength_search.h"

#include <algorithm>
#include <cmath>

namespace waferglow::calibration {
namespace {

/// How well peaks meet lines: each peak earns up to its weight.
double score(const std::vector<Sighting>& peaks, const std::vector<LampLine>& lines, const Correction& c,
             double tolerance_nm) {
    double sum = 0.0;
    for (const Sighting& peak : peaks) {
        const double nm = peak.nm + c.at(peak.u);
        const double off = (lines[nearest_line(lines, nm)].nm - nm) / tolerance_nm;
        if (std::abs(off) < 1.0) sum += peak.weight * (1.0 - off * off);
    }
    return sum;
}

struct Scored {
    Correction correction;
    double score = -1.0;
};

/// Calls `visit` for every correction of a grid about `middle`.
template <class Visit>
void for_grid(const Correction& middle, const Correction& reach, double step, Visit visit) {
    const auto steps = [step](double r) { return static_cast<int>(std::ceil(r / step)); };
    for (int i = -steps(reach.offset); i <= steps(reach.offset); ++i)
        for (int j = -steps(reach.stretch); j <= steps(reach.stretch); ++j)
            for (int k = -steps(reach.bend); k <= steps(reach.bend); ++k)
                visit(
                    Correction{middle.offset + i * step, middle.stretch + j * step, middle.bend + k * step});
}

}  // namespace

std::size_t nearest_line(const std::vector<LampLine>& lines, double nm) {
    const auto next = std::ranges::lower_bound(lines, nm, {}, &LampLine::nm);
    if (next == lines.begin()) return 0;
    const auto before = next - 1;
    const bool take_next = next != lines.end() && next->nm - nm < nm - before->nm;
    return static_cast<std::size_t>((take_next ? next : before) - lines.begin());
}

Correction search_correction(const std::vector<Sighting>& peaks, const std::vector<LampLine>& lines,
                             const CorrectionLimits& limits) {
    constexpr std::size_t kBest = 60;
    constexpr double kStepsInRange = 1000.0;  // at most, to bound the time
    const double coarse_nm = std::max(0.5 * limits.tolerance_nm, limits.range_nm / kStepsInRange);
    std::vector<Scored> best;
    const auto better = [](const Scored& a, const Scored& b) { return a.score > b.score; };
    // Of equals the smallest correction.
    const auto rate = [&](const Correction& c, double tolerance) {
        return Scored{c, score(peaks, lines, c, tolerance) -
                             1e-6 * (std::abs(c.offset) + std::abs(c.stretch) + std::abs(c.bend))};
    };
    for_grid({}, limits.reach, coarse_nm, [&](const Correction& c) {
        const Scored one = rate(c, 2.0 * coarse_nm);
        if (best.size() == kBest && one.score <= best.back().score) return;
        best.insert(std::ranges::upper_bound(best, one, better), one);
        if (best.size() > kBest) best.pop_back();
    });
    Scored winner;
    for (Scored candidate : best) {
        double step = 0.5 * coarse_nm;
        while (step > 0.05 * limits.tolerance_nm) {
            const Correction middle = candidate.correction;
            candidate.score = -1.0;
            for_grid(middle, {2.0 * step, 2.0 * step, 2.0 * step}, step, [&](const Correction& c) {
                const Scored one = rate(c, std::max(0.5 * limits.tolerance_nm, 2.0 * step));
                if (one.score > candidate.score) candidate = one;
            });
            step /= 2.0;
        }
        if (candidate.score > winner.score) winner = candidate;
    }
    return winner.correction;
}

}  // namespace waferglow::calibration
