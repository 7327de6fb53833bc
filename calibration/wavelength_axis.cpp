// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/wavelength_axis.h"

#include "calibration/line_consensus.h"
#include "calibration/shuffled_peaks.h"
#include "calibration/wavelength_search.h"
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr double kBlendFwhm = 1.2;      // a neighbour nearer than this,
constexpr double kBlendStrength = 0.1;  // and so strong against the line, moves its peak
constexpr std::size_t kMostPeaks = 40;
constexpr std::size_t kPeaksALine = 12;  // one more line is asked for with so many peaks
constexpr double kLinesAPeak = 1.5;      // of the list: more would match by chance

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

std::vector<double> fit_polynomial(const std::vector<MatchedLine>& matched, int degree, double half_px) {
    std::vector<LinePair> pairs;
    pairs.reserve(matched.size());
    for (const MatchedLine& line : matched) pairs.push_back({line.pixel, line.nm});
    return fit_polynomial(pairs, degree, half_px);
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
        if (std::abs(off) > tolerance_nm ||
            lamp.lines[nearest_line(lamp.lines, nm_of(peak->pixel))].nm != line_nm)
            continue;
        pairs.push_back({peak->pixel, line_nm, off});
    }
    return pairs;
}

/// One fit: what it is given, and the steps to its axis.
class AxisFinder {
  public:
    AxisFinder(std::vector<SpectrumPeak> peaks, std::span<const double> coarse_nm, const LineList& list,
               const WavelengthSearch& limits)
        : coarse_nm_(coarse_nm),
          list_(list),
          limits_(limits),
          needed_(static_cast<std::size_t>(limits.degree) + 2 + peaks.size() / kPeaksALine),
          range_nm_(coarse_nm.back() - coarse_nm.front()),
          pixel_nm_(range_nm_ / static_cast<double>(coarse_nm.size() - 1)),
          half_px_(0.5 * static_cast<double>(coarse_nm.size() - 1)),
          peaks_(std::move(peaks)) {}

    WavelengthAxis run() {
        measure_peaks();
        const std::vector<Sighting> sightings = strongest();
        lamp_ = lamp_lines(sightings.size());
        pair_up(sightings);
        improve();
        judge();
        return axis_;
    }

  private:
    void measure_peaks() {
        axis_.peaks = static_cast<int>(peaks_.size());
        if (peaks_.size() < needed_)
            throw Error(ErrorKind::job,
                        fmt::format("wavelength: only {} lines stand out of the noise, {} are "
                                    "needed; is the lamp on, and the integration long enough?",
                                    peaks_.size(), needed_));
        std::vector<double> widths;
        for (const SpectrumPeak& peak : peaks_) widths.push_back(peak.fwhm_px);
        axis_.fwhm_nm = upper_median(widths) * pixel_nm_;
        tolerance_nm_ = std::max(axis_.fwhm_nm, 1.5 * pixel_nm_);
    }

    [[nodiscard]] std::vector<Sighting> strongest() const {
        std::vector<SpectrumPeak> sorted = peaks_;
        std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.height > b.height; });
        sorted.resize(std::min(sorted.size(), kMostPeaks));
        std::vector<Sighting> sightings;
        sightings.reserve(sorted.size());
        for (const SpectrumPeak& peak : sorted)
            sightings.push_back({u_of(peak.pixel), interpolate(coarse_nm_, peak.pixel),
                                 std::pow(peak.height / sorted.front().height, 0.25)});
        return sightings;
    }

    /// The lines that the axis may show.
    [[nodiscard]] Candidates lamp_lines(std::size_t peaks) const {
        const double reach_nm = (limits_.offset_share + limits_.stretch_share) * range_nm_;
        const auto most =
            std::max(needed_ + 4, static_cast<std::size_t>(kLinesAPeak * static_cast<double>(peaks)));
        Candidates lamp = candidates(list_, coarse_nm_.front() - reach_nm, coarse_nm_.back() + reach_nm,
                                     axis_.fwhm_nm, most);
        if (lamp.lines.size() < needed_)
            throw Error(ErrorKind::job,
                        fmt::format("wavelength: the list has only {} lines between {:.0f} "
                                    "and {:.0f} nm; take another lamp or list",
                                    lamp.lines.size(), coarse_nm_.front(), coarse_nm_.back()));
        return lamp;
    }

    void pair_up(const std::vector<Sighting>& sightings) {
        const Correction found =
            search_correction(sightings, lamp_.lines,
                              {.reach = {limits_.offset_share * range_nm_, limits_.stretch_share * range_nm_,
                                         limits_.bend_share * range_nm_},
                               .range_nm = range_nm_,
                               .tolerance_nm = tolerance_nm_});
        agree([&](double pixel) { return interpolate(coarse_nm_, pixel) + found.at(u_of(pixel)); });
    }

    /// The matches are those that agree on a polynomial near `nm_of`: a list has lines that the lamp does
    /// not show, and a lamp shows lines that the list has not, so most pairs within reach may be wrong.
    template <class NmOf>
    void agree(NmOf nm_of) {
        const double reach_nm = 1.5 * tolerance_nm_;
        const auto tallest = std::ranges::max_element(peaks_, {}, &SpectrumPeak::height);
        std::vector<LinePair> pairs;
        std::vector<double> about_nm;
        for (const SpectrumPeak& peak : peaks_) {
            const double nm = nm_of(peak.pixel);
            for (std::size_t l = 0; l < lamp_.lines.size(); ++l) {
                if (lamp_.blended[l] || std::abs(lamp_.lines[l].nm - nm) > reach_nm) continue;
                pairs.push_back(
                    {peak.pixel, lamp_.lines[l].nm, std::pow(peak.height / tallest->height, 0.25)});
                about_nm.push_back(nm);
            }
        }
        const std::vector<LinePair> agreed = find_consensus(std::move(pairs), about_nm,
                                                            {.degree = limits_.degree,
                                                             .half_px = half_px_,
                                                             .tolerance_nm = agreement_nm(),
                                                             .reach_nm = reach_nm});
        for (const LinePair& pair : agreed) axis_.matched.push_back({pair.pixel, pair.nm, 0.0});
    }

    /// How well the peak of a line that stands alone is placed: by a share of its width, or of a pixel.
    [[nodiscard]] double agreement_nm() const {
        constexpr double kShareOfWidth = 0.12;
        constexpr double kShareOfPixel = 0.25;
        return std::max(kShareOfWidth * axis_.fwhm_nm, kShareOfPixel * pixel_nm_);
    }

    /// From the matches to the polynomial and back, until they stay.
    void improve() {
        constexpr int kRounds = 12;
        constexpr double kRobustSigmas = 4.0 * kMadToSigma;
        for (int round = 0; round < kRounds && axis_.matched.size() >= needed_; ++round) {
            axis_.coefficients = fit_polynomial(axis_.matched, limits_.degree, half_px_);
            std::vector<double> off;
            for (const MatchedLine& pair : axis_.matched)
                off.push_back(std::abs(axis_.at(pair.pixel) - pair.nm));
            const double tolerance =
                std::clamp(kRobustSigmas * upper_median(off), 0.1 * pixel_nm_, 1.5 * agreement_nm());
            const auto by_fit = [&](double pixel) { return axis_.at(pixel); };
            axis_.matched = match(peaks_, lamp_, by_fit, tolerance);
        }
        if (axis_.matched.size() < needed_)
            throw Error(
                ErrorKind::job,
                fmt::format(
                    "wavelength: only {} of {} peaks match a line of the list ({}), {} are needed; is "
                    "it the right lamp, and the coarse axis within a few percent?",
                    axis_.matched.size(), peaks_.size(), list_.source, needed_));
        axis_.coefficients = fit_polynomial(axis_.matched, limits_.degree, half_px_);
    }

    void judge() {
        double squares = 0.0;
        for (MatchedLine& pair : axis_.matched) {
            pair.residual_nm = axis_.at(pair.pixel) - pair.nm;
            squares += pair.residual_nm * pair.residual_nm;
            axis_.largest_nm = std::max(axis_.largest_nm, std::abs(pair.residual_nm));
        }
        axis_.rms_nm =
            std::sqrt(squares / (static_cast<double>(axis_.matched.size()) - (limits_.degree + 1.0)));
        const std::size_t n = coarse_nm_.size();
        const std::vector<double> nm = axis_.wavelengths_nm(n);
        for (std::size_t p = 0; p < n; ++p)
            axis_.shift_nm += (nm[p] - coarse_nm_[p]) / static_cast<double>(n);
        if (!std::ranges::is_sorted(nm))
            throw Error(ErrorKind::job,
                        "wavelength: the polynomial turns back on itself; take a smaller degree");
        axis_.earned = earned();
        axis_.first_nm = axis_.matched.front().nm;
        axis_.last_nm = axis_.matched.back().nm;
    }

    /// Of the matched lines: the weight of their peaks, the less the larger the residuals. Those are taken
    /// for the degrees of freedom that are left: a polynomial through few lines has small ones anyway.
    [[nodiscard]] double earned() const {
        const double highest = std::ranges::max_element(peaks_, {}, &SpectrumPeak::height)->height;
        double sum = 0.0;
        for (const MatchedLine& line : axis_.matched) {
            const double height = std::ranges::find(peaks_, line.pixel, &SpectrumPeak::pixel)->height;
            sum += std::pow(height / highest, 0.25);
        }
        const double off = axis_.rms_nm / (0.9 * agreement_nm());
        return sum / (1.0 + off * off);
    }

    /// -1 at the first pixel, 1 at the last.
    [[nodiscard]] double u_of(double pixel) const { return pixel / half_px_ - 1.0; }

    std::span<const double> coarse_nm_;
    const LineList& list_;
    const WavelengthSearch& limits_;
    std::size_t needed_;  // lines, for a polynomial and one degree of freedom or more
    double range_nm_;
    double pixel_nm_;
    double half_px_;
    std::vector<SpectrumPeak> peaks_;
    Candidates lamp_;
    double tolerance_nm_ = 0.0;
    WavelengthAxis axis_;
};

/// What the axis of these peaks earns; 0 where there is none.
double earned_by(std::vector<SpectrumPeak> peaks, std::span<const double> coarse_nm, const LineList& list,
                 const WavelengthSearch& limits) {
    try {
        return AxisFinder(std::move(peaks), coarse_nm, list, limits).run().earned;
    } catch (const Error&) {
        return 0.0;
    }
}

/// The most that shuffled peaks earn; stops at the first that earns `enough`.
double earned_by_chance(const std::vector<SpectrumPeak>& peaks, std::span<const double> coarse_nm,
                        const LineList& list, const WavelengthSearch& limits, double enough) {
    constexpr std::size_t kTrials = 100;
    std::vector<double> earned(kTrials, 0.0);
    std::atomic<bool> stop = false;
    parallel_blocks(kTrials, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t trial = begin; trial < end && !stop; ++trial) {
            earned[trial] =
                earned_by(shuffle_peaks(peaks, coarse_nm.size(), trial + 1), coarse_nm, list, limits);
            if (earned[trial] > enough) stop = true;
        }
    });
    return *std::ranges::max_element(earned);
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
    if (counts.size() < 16 || coarse_nm.size() != counts.size() || !(coarse_nm.back() > coarse_nm.front()))
        throw Error(
            ErrorKind::job,
            "wavelength: a spectrum of 16 pixels or more and a coarse wavelength for each are needed");
    const std::vector<SpectrumPeak> peaks = find_peaks(counts, limits.saturation);
    WavelengthAxis axis = AxisFinder(peaks, coarse_nm, list, limits).run();
    constexpr double kLead = 1.07;
    axis.earned_by_chance = earned_by_chance(peaks, coarse_nm, list, limits, axis.earned / kLead);
    if (axis.earned_by_chance * kLead > axis.earned)
        throw Error(
            ErrorKind::job,
            fmt::format("wavelength: too few of the peaks match: {} of {} meet a line of the list ({}), "
                        "and about as many would wherever they stood; is it the right lamp, and the "
                        "coarse axis within a few percent? A smaller --degree needs fewer lines",
                        axis.matched.size(), axis.peaks, list.source));
    return axis;
}

}  // namespace waferglow::calibration
