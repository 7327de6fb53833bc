// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/wavelength_axis.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr double kBlendFwhm = 1.2;      // a neighbour nearer than this,
constexpr double kBlendStrength = 0.1;  // and so strong against the line, moves its peak
constexpr std::size_t kMostPeaks = 40;
constexpr double kLinesAPeak = 1.5;  // of the list: more would match by chance

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double interpolate(std::span<const double> nm, double pixel) {
    const double top = static_cast<double>(nm.size()) - 1.0;
    const auto i = static_cast<std::size_t>(std::clamp(std::floor(pixel), 0.0, top - 1.0));
    return nm[i] + (pixel - static_cast<double>(i)) * (nm[i + 1] - nm[i]);
}

/// The strongest lines of the range, ascending; `blended` tells which take part in the search alone.
struct Candidates {
    std::vector<LampLine> lines;
    std::vector<bool> blended;
};

Candidates candidates(const LineList& list, double from_nm, double to_nm, double fwhm_nm, std::size_t most) {
    Candidates result;
    for (const LampLine& line : list.lines)
        if (line.nm >= from_nm && line.nm <= to_nm) result.lines.push_back(line);
    if (result.lines.size() > most) {
        std::ranges::stable_sort(result.lines,
                                 [](const auto& a, const auto& b) { return a.strength > b.strength; });
        result.lines.resize(most);
        std::ranges::sort(result.lines, {}, &LampLine::nm);
    }
    for (const LampLine& line : result.lines) {
        result.blended.push_back(std::ranges::any_of(list.lines, [&](const LampLine& other) {
            return other.nm != line.nm && std::abs(other.nm - line.nm) < kBlendFwhm * fwhm_nm &&
                   other.strength > kBlendStrength * line.strength;
        }));
    }
    return result;
}

std::size_t nearest(const std::vector<LampLine>& lines, double nm) {
    const auto next = std::ranges::lower_bound(lines, nm, {}, &LampLine::nm);
    if (next == lines.begin()) return 0;
    const auto before = next - 1;
    const bool take_next = next != lines.end() && next->nm - nm < nm - before->nm;
    return static_cast<std::size_t>((take_next ? next : before) - lines.begin());
}

/// Correction of the coarse axis: offset + stretch u + bend (u^2 - 1/3), u from -1 to 1 over the pixels.
struct Correction {
    double offset = 0.0;
    double stretch = 0.0;
    double bend = 0.0;
    [[nodiscard]] double at(double u) const { return offset + stretch * u + bend * (u * u - 1.0 / 3.0); }
};

/// A peak as the search sees it.
struct Sighting {
    double u = 0.0;
    double nm = 0.0;  // by the coarse axis
    double weight = 0.0;
};

/// How well peaks meet lines: each peak earns up to its weight.
double score(const std::vector<Sighting>& peaks, const std::vector<LampLine>& lines, const Correction& c,
             double tolerance_nm) {
    double sum = 0.0;
    for (const Sighting& peak : peaks) {
        const double nm = peak.nm + c.at(peak.u);
        const double off = (lines[nearest(lines, nm)].nm - nm) / tolerance_nm;
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

/// Over a grid; then over finer ones about each of its best, since with lines so many the best of a coarse
/// look is often a chance.
Correction search(const std::vector<Sighting>& peaks, const std::vector<LampLine>& lines,
                  const WavelengthSearch& limits, double range_nm, double tolerance_nm) {
    constexpr std::size_t kBest = 60;
    constexpr double kStepsInRange = 1000.0;  // at most, to bound the time
    const double coarse_nm = std::max(0.5 * tolerance_nm, range_nm / kStepsInRange);
    std::vector<Scored> best;
    const auto better = [](const Scored& a, const Scored& b) { return a.score > b.score; };
    // Of equals the smallest correction.
    const auto rate = [&](const Correction& c, double tolerance) {
        return Scored{c, score(peaks, lines, c, tolerance) -
                             1e-6 * (std::abs(c.offset) + std::abs(c.stretch) + std::abs(c.bend))};
    };
    const Correction reach{limits.offset_share * range_nm, limits.stretch_share * range_nm,
                           limits.bend_share * range_nm};
    for_grid({}, reach, coarse_nm, [&](const Correction& c) {
        const Scored one = rate(c, 2.0 * coarse_nm);
        if (best.size() == kBest && one.score <= best.back().score) return;
        best.insert(std::ranges::upper_bound(best, one, better), one);
        if (best.size() > kBest) best.pop_back();
    });
    Scored winner;
    for (Scored candidate : best) {
        for (double step = 0.5 * coarse_nm; step > 0.05 * tolerance_nm; step /= 2.0) {
            const Correction middle = candidate.correction;
            candidate.score = -1.0;
            for_grid(middle, {2.0 * step, 2.0 * step, 2.0 * step}, step, [&](const Correction& c) {
                const Scored one = rate(c, std::max(0.5 * tolerance_nm, 2.0 * step));
                if (one.score > candidate.score) candidate = one;
            });
        }
        if (candidate.score > winner.score) winner = candidate;
    }
    return winner.correction;
}

/// Least squares, in u for the sake of rounding; coefficients of the powers of the pixel.
std::vector<double> fit_polynomial(const std::vector<MatchedLine>& pairs, int degree, double half_px) {
    const auto n = static_cast<Eigen::Index>(pairs.size());
    const Eigen::Index terms = degree + 1;
    Eigen::MatrixXd a(n, terms);
    Eigen::VectorXd b(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const MatchedLine& pair = pairs[static_cast<std::size_t>(i)];
        const double u = pair.pixel / half_px - 1.0;
        double power = 1.0;
        for (Eigen::Index k = 0; k < terms; ++k, power *= u) a(i, k) = power;
        b(i) = pair.nm;
    }
    const Eigen::VectorXd c = a.colPivHouseholderQr().solve(b);
    std::vector<double> result(static_cast<std::size_t>(terms), 0.0);  // Horner in u = p / half - 1
    for (Eigen::Index k = terms - 1; k >= 0; --k) {
        for (std::size_t i = result.size() - 1; i > 0; --i) result[i] = result[i - 1] / half_px - result[i];
        result[0] = c(k) - result[0];
    }
    return result;
}

/// Each line with the nearest peak and the other way round, within the tolerance of `nm_of`.
template <class NmOf>
std::vector<MatchedLine> match(const std::vector<SpectrumPeak>& peaks, const Candidates& lamp, NmOf nm_of,
                               double tolerance_nm) {
    std::vector<MatchedLine> pairs;
    for (std::size_t l = 0; l < lamp.lines.size(); ++l) {
        if (lamp.blended[l]) continue;
        const double line_nm = lamp.lines[l].nm;
        const auto peak = std::ranges::min_element(
            peaks, {}, [&](const SpectrumPeak& p) { return std::abs(nm_of(p.pixel) - line_nm); });
        const double off = nm_of(peak->pixel) - line_nm;
        if (std::abs(off) > tolerance_nm || lamp.lines[nearest(lamp.lines, nm_of(peak->pixel))].nm != line_nm)
            continue;
        pairs.push_back({peak->pixel, line_nm, off});
    }
    return pairs;
}

}  // namespace

double WavelengthAxis::at(double pixel) const {
    double nm = 0.0;
    for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) nm = nm * pixel + *c;
    return nm;
}

std::vector<double> WavelengthAxis::wavelengths_nm(std::size_t pixels) const {
    std::vector<double> nm;
    for (std::size_t p = 0; p < pixels; ++p) nm.push_back(at(static_cast<double>(p)));
    return nm;
}

WavelengthAxis fit_wavelengths(std::span<const double> counts, std::span<const double> coarse_nm,
                               const LineList& list, const WavelengthSearch& limits) {
    const std::size_t n = counts.size();
    if (n < 16 || coarse_nm.size() != n || !(coarse_nm.back() > coarse_nm.front()))
        throw Error(
            ErrorKind::job,
            "wavelength: a spectrum of 16 pixels or more and a coarse wavelength for each are needed");
    std::vector<SpectrumPeak> peaks = find_peaks(counts, limits.saturation);
    WavelengthAxis axis;
    axis.peaks = static_cast<int>(peaks.size());
    const auto needed = static_cast<std::size_t>(limits.degree) + 2;
    if (peaks.size() < needed)
        throw Error(ErrorKind::job, fmt::format("wavelength: only {} lines stand out of the noise, {} are "
                                                "needed; is the lamp on, and the integration long enough?",
                                                peaks.size(), needed));
    std::vector<double> widths;
    for (const SpectrumPeak& peak : peaks) widths.push_back(peak.fwhm_px);
    const double range_nm = coarse_nm.back() - coarse_nm.front();
    const double pixel_nm = range_nm / static_cast<double>(n - 1);
    axis.fwhm_nm = median(widths) * pixel_nm;

    std::vector<SpectrumPeak> strongest = peaks;
    std::ranges::stable_sort(strongest, [](const auto& a, const auto& b) { return a.height > b.height; });
    strongest.resize(std::min(strongest.size(), kMostPeaks));
    const double half_px = 0.5 * static_cast<double>(n - 1);
    std::vector<Sighting> sightings;
    for (const SpectrumPeak& peak : strongest)
        sightings.push_back({peak.pixel / half_px - 1.0, interpolate(coarse_nm, peak.pixel),
                             std::pow(peak.height / strongest.front().height, 0.25)});
    const double reach_nm = (limits.offset_share + limits.stretch_share) * range_nm;
    const Candidates lamp = candidates(
        list, coarse_nm.front() - reach_nm, coarse_nm.back() + reach_nm, axis.fwhm_nm,
        std::max(needed + 4, static_cast<std::size_t>(kLinesAPeak * static_cast<double>(strongest.size()))));
    if (lamp.lines.size() < needed)
        throw Error(ErrorKind::job, fmt::format("wavelength: the list has only {} lines between {:.0f} and "
                                                "{:.0f} nm; take another lamp or list",
                                                lamp.lines.size(), coarse_nm.front(), coarse_nm.back()));
    const double tolerance_nm = std::max(axis.fwhm_nm, 1.5 * pixel_nm);
    const Correction found = search(sightings, lamp.lines, limits, range_nm, tolerance_nm);

    // From the search's axis to the polynomial; each round trusts the one before more.
    const auto by_search = [&](double pixel) {
        return interpolate(coarse_nm, pixel) + found.at(pixel / half_px - 1.0);
    };
    axis.matched = match(peaks, lamp, by_search, 1.5 * tolerance_nm);
    constexpr int kRounds = 12;
    for (int round = 0; round < kRounds && axis.matched.size() >= needed; ++round) {
        const int degree = round == 0 ? std::min(2, limits.degree) : limits.degree;
        axis.coefficients = fit_polynomial(axis.matched, degree, half_px);
        std::vector<double> off;
        for (const MatchedLine& pair : axis.matched) off.push_back(std::abs(axis.at(pair.pixel) - pair.nm));
        constexpr double kRobustSigmas = 4.0 * 1.4826;
        const double tolerance = std::clamp(kRobustSigmas * median(off), 0.1 * pixel_nm,
                                            round < 3 ? tolerance_nm : 0.75 * tolerance_nm);
        const auto by_fit = [&](double pixel) { return axis.at(pixel); };
        axis.matched = match(peaks, lamp, by_fit, tolerance);
    }
    if (axis.matched.size() < needed)
        throw Error(
            ErrorKind::job,
            fmt::format("wavelength: only {} of {} peaks match a line of the list ({}), {} are needed; is "
                        "it the right lamp, and the coarse axis within a few percent?",
                        axis.matched.size(), peaks.size(), list.source, needed));
    axis.coefficients = fit_polynomial(axis.matched, limits.degree, half_px);
    double squares = 0.0;
    for (MatchedLine& pair : axis.matched) {
        pair.residual_nm = axis.at(pair.pixel) - pair.nm;
        squares += pair.residual_nm * pair.residual_nm;
        axis.largest_nm = std::max(axis.largest_nm, std::abs(pair.residual_nm));
    }
    axis.rms_nm = std::sqrt(squares / static_cast<double>(axis.matched.size() - needed + 1));
    const std::vector<double> nm = axis.wavelengths_nm(n);
    for (std::size_t p = 0; p < n; ++p) axis.shift_nm += (nm[p] - coarse_nm[p]) / static_cast<double>(n);
    if (!std::ranges::is_sorted(nm))
        throw Error(ErrorKind::job, "wavelength: the polynomial turns back on itself; take a smaller degree");
    axis.first_nm = axis.matched.front().nm;
    axis.last_nm = axis.matched.back().nm;
    return axis;
}

}  // namespace waferglow::calibration
