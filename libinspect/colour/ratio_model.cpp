// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/internal/ratio_model.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace waferglow::colour {
namespace {

constexpr int kRounds = 7;
constexpr int kRoundsBeforePriors = 2;  // the first fits are too rough to tell them from
constexpr double kBiweight = 4.685;     // 95 % efficient
constexpr double kLeastVariance = 1e-8;
constexpr std::size_t kCurvePoints = 257;
constexpr double kLeastSlope = 0.25;  // of the mean slope, everywhere: else the curve bends too much
constexpr double kSureCurve = 6.0;    // sigmas
constexpr double kWidened = 0.15;     // of the range of spectra, on either side
constexpr double kMostSpread = 4.0;   // sds from the median: what lies beyond is no support of a curve
constexpr double kMostSlope = 3.0;    // relative, either way
constexpr double kMostLeverage = 0.95;

int wafer_degree_for(std::size_t dies) {
    return dies >= 3000 ? 6 : dies >= 600 ? 4 : dies >= 60 ? 2 : dies >= 12 ? 1 : 0;
}

/// A field of one tile alone looks like the wafer's own trend.
int field_degree_for(std::size_t dies, std::int32_t tiles) {
    if (tiles < 4) return 0;
    return dies >= 1000 ? 4 : dies >= 200 ? 2 : 0;
}

int curve_degree_for(std::int64_t spectra) {
    return spectra >= 600 ? 4 : spectra >= 150 ? 3 : 2;
}

/// The range of wavelengths that spectra support: not by one die far off.
std::pair<double, double> supported_nm(const std::vector<ColourDie>& dies) {
    std::vector<double> peaks;
    for (const ColourDie& die : dies) {
        if (std::isfinite(die.peak_nm)) peaks.push_back(die.peak_nm);
    }
    if (peaks.size() < static_cast<std::size_t>(kLeastSpectra)) return {0.0, 0.0};
    const std::size_t beyond = peaks.size() / 200;
    std::vector<double> some = peaks;
    const double middle = upper_median(some);
    for (double& nm : some) nm -= middle;
    const double reach = kMostSpread * robust_sd(some);
    const double low = std::max(value_of_rank(peaks, beyond), middle - reach);
    const double high = std::min(value_of_rank(peaks, peaks.size() - 1 - beyond), middle + reach);
    const double widened = kWidened * (high - low);
    return {low - widened, high + widened};
}

class RatioModelFit {
  public:
    RatioModelFit(const ColourDies& all, const WavelengthCurve* sheet) : sheet_(sheet) {
        std::vector<ColourDie> sample = sample_dies(all);
        std::tie(low_nm_, high_nm_) = supported_nm(sample);
        dies_.pairs = all.pairs;
        dies_.light_tiles = all.light_tiles;
        dies_.colour_tiles = all.colour_tiles;
        by_spectra_ = sheet_ == nullptr && high_nm_ > low_nm_;
        group(std::move(sample));
    }

    RatioModel run() {
        RatioModel model;
        if (sheet_ == nullptr && !by_spectra_) {
            model.fault =
                fmt::format("fewer than {} dies with a spectrum have light in both channels", kLeastSpectra);
            return model;
        }
        for (int degree = by_spectra_ ? curve_degree_for(spectra_) : 0;; --degree) {
            if (by_spectra_ && degree == 0) {
                model.fault = "the ratio of the two lights does not follow the wavelengths of the spectra";
                return model;
            }
            if (fit_with(degree)) break;
        }
        tell(model);
        return model;
    }

  private:
    /// Group by group; dies with spectra out of the curve's range are left to the wafer's trend.
    void group(std::vector<ColourDie>&& sample) {
        const auto spectral = [this](const ColourDie& die) {
            return by_spectra_ && die.peak_nm >= low_nm_ && die.peak_nm <= high_nm_;
        };
        const auto key = [&](const ColourDie& die) { return std::pair(die.pair, spectral(die)); };
        std::ranges::stable_sort(sample, {}, key);
        dies_.dies = std::move(sample);
        for (std::size_t i = 0; i < dies_.dies.size(); ++i) {
            const auto [pair, with_spectrum] = key(dies_.dies[i]);
            if (dies_.groups.empty() || dies_.groups.back().pair != pair ||
                dies_.groups.back().spectral != with_spectrum)
                dies_.groups.push_back({i, i, pair, with_spectrum});
            dies_.groups.back().end = i + 1;
            spectra_ += with_spectrum ? 1 : 0;
        }
    }

    bool fit_with(int curve_degree) {
        const auto count = dies_.dies.size();
        const FitShape shape{.wafer_degree = wafer_degree_for(count),
                             .field_degree = field_degree_for(count, dies_.colour_tiles),
                             .curve_degree = curve_degree,
                             .middle_nm = by_spectra_ ? 0.5 * (low_nm_ + high_nm_) : 0.0,
                             .half_nm = by_spectra_ ? 0.5 * (high_nm_ - low_nm_) : 1.0};
        FitPriors priors;
        priors.trend = start();
        for (int round = 0; round < kRounds; ++round) {
            FitShape now = shape;
            if (round == 0) now.curve_degree = std::min(curve_degree, 1);  // tells the size of the others
            fit_ = std::make_unique<RatioFit>(dies_, weights_, slopes_, now, priors);
            if (by_spectra_ && !take_curve()) return false;
            if (by_spectra_) priors.curve_slope = fit_->curve_slope();
            set_slopes();
            set_weights();
            if (round >= kRoundsBeforePriors)
                priors.exposure = std::clamp(std::sqrt(fit_->exposure_variance()), 5e-4, 0.2);
        }
        priors_ = priors;
        return !by_spectra_ || fit_->curve_significance() > kSureCurve;
    }

    /// As if nothing were known but the middle of all ratios. Returns their spread.
    double start() {
        std::vector<double> ratios;
        for (const ColourDie& die : dies_.dies) ratios.push_back(die.ln_ratio);
        std::vector<double> off = ratios;
        const double middle = upper_median(off);
        for (double& ratio : off) ratio -= middle;
        const double sd = std::max(robust_sd(off), 1e-4);
        weights_.assign(ratios.size(), 0.0);
        slopes_.assign(ratios.size(), 1.0);
        for (std::size_t i = 0; i < ratios.size(); ++i) {
            if (std::abs(ratios[i] - middle) < 6.0 * sd)
                weights_[i] = 1.0 / (static_cast<double>(dies_.dies[i].variance) + sd * sd);
        }
        return sd;
    }

    /// False where the curve is not monotone, or bends so much that it nearly stands still.
    bool take_curve() {
        std::vector<double> points;
        for (std::size_t i = 0; i < kCurvePoints; ++i)
            points.push_back(fit_->curve(low_nm_ + (high_nm_ - low_nm_) * static_cast<double>(i) /
                                                       static_cast<double>(kCurvePoints - 1)));
        const double mean = (points.back() - points.front()) / static_cast<double>(kCurvePoints - 1);
        for (std::size_t i = 1; i < points.size(); ++i) {
            if (!((points[i] - points[i - 1]) / mean > kLeastSlope)) return false;
        }
        curve_.emplace(low_nm_, high_nm_, std::move(points));
        return true;
    }

    /// The curve that a slope is asked of, and by how much the wafer's ratios lie beside it.
    void set_slopes() {
        const WavelengthCurve& curve = by_spectra_ ? *curve_ : *sheet_;
        std::vector<double> nm(dies_.dies.size());
        for (const DieGroup& group : dies_.groups) {
            for (std::size_t i = group.begin; i < group.end; ++i)
                nm[i] = curve.wavelength_nm(fit_->wafer(dies_.dies[i]));
        }
        std::vector<double> some = nm;
        slope_in_middle_ = curve.slope(upper_median(some));
        for (std::size_t i = 0; i < nm.size(); ++i)
            slopes_[i] = std::clamp(curve.slope(nm[i]) / slope_in_middle_, 1.0 / kMostSlope, kMostSlope);
    }

    void set_weights() {
        std::array<std::vector<double>, 2> residuals;  // without, with a spectrum
        std::array<std::vector<double>, 2> noise;
        std::vector<double> all(dies_.dies.size());
        for (const DieGroup& group : dies_.groups) {
            for (std::size_t i = group.begin; i < group.end; ++i) {
                const ColourDie& die = dies_.dies[i];
                all[i] = die.ln_ratio - fit_->expected(die, dies_.pairs[static_cast<std::size_t>(die.pair)],
                                                       slopes_[i], group.spectral);
                residuals[group.spectral ? 1 : 0].push_back(all[i]);
                noise[group.spectral ? 1 : 0].push_back(die.variance);
            }
        }
        for (std::size_t kind = 0; kind < 2; ++kind)
            extra_[kind] = std::max(kLeastVariance, excess_variance(residuals[kind], noise[kind]));
        for (const DieGroup& group : dies_.groups) {
            for (std::size_t i = group.begin; i < group.end; ++i) {
                const double variance =
                    static_cast<double>(dies_.dies[i].variance) + extra_[group.spectral ? 1 : 0];
                const double u = all[i] * all[i] / (kBiweight * kBiweight * variance);
                weights_[i] = u < 1.0 ? (1.0 - u) * (1.0 - u) / variance : 0.0;
            }
        }
    }

    void tell(RatioModel& model) {
        model.exposure.reserve(dies_.pairs.size());
        for (const TilePair& pair : dies_.pairs) model.exposure.push_back(fit_->exposure(pair));
        model.exposure_spread = priors_.exposure;
        model.exposure_variance = how_well_known();
        model.slope_in_middle = slope_in_middle_;
        model.curve = curve_;
        if (by_spectra_) leave_out(model);
        model.extra_variance = extra_[1];
        model.field = [fit = std::shared_ptr<const RatioFit>(std::move(fit_))](const ColourDie& die) {
            return fit->field(die);
        };
    }

    /// By the dies of the tile of each pair that has fewer of them.
    [[nodiscard]] std::vector<double> how_well_known() const {
        std::vector<double> light(static_cast<std::size_t>(dies_.light_tiles));
        std::vector<double> colour(static_cast<std::size_t>(dies_.colour_tiles));
        for (const DieGroup& group : dies_.groups) {
            double weight = 0.0;
            for (std::size_t i = group.begin; i < group.end; ++i) weight += weights_[i];
            if (!group.spectral && weight > 0.0)
                weight = 1.0 / (1.0 / weight + priors_.misfit * priors_.misfit);
            const TilePair& pair = dies_.pairs[static_cast<std::size_t>(group.pair)];
            light[static_cast<std::size_t>(pair.light)] += weight;
            colour[static_cast<std::size_t>(pair.colour)] += weight;
        }
        const double prior = 0.5 / (priors_.exposure * priors_.exposure);
        std::vector<double> variances;
        for (const TilePair& pair : dies_.pairs)
            variances.push_back(1.0 / (prior + std::min(light[static_cast<std::size_t>(pair.light)],
                                                        colour[static_cast<std::size_t>(pair.colour)])));
        return variances;
    }

    /// A fit without a die errs there by its residual over 1 - leverage.
    void leave_out(RatioModel& model) {
        constexpr std::int64_t kMostLeftOut = 2000;
        const auto step = static_cast<std::size_t>(spectra_ / kMostLeftOut + 1);
        std::size_t number = 0;
        for (const DieGroup& group : dies_.groups) {
            for (std::size_t i = group.begin; group.spectral && i < group.end; ++i) {
                if (weights_[i] > 0.0) ++model.spectra;
                if (number++ % step != 0) continue;
                const ColourDie& die = dies_.dies[i];
                const TilePair& pair = dies_.pairs[static_cast<std::size_t>(die.pair)];
                const double off = die.ln_ratio - fit_->expected(die, pair, slopes_[i], true);
                const double lever =
                    std::min(kMostLeverage, fit_->leverage(die, pair, weights_[i], slopes_[i]));
                model.residuals.push_back(off);
                model.left_out.push_back({die, curve_->ln_ratio(die.peak_nm) + off / (1.0 - lever)});
            }
        }
    }

    const WavelengthCurve* sheet_;
    double low_nm_ = 0.0;
    double high_nm_ = 0.0;
    bool by_spectra_ = false;
    FitDies dies_;
    std::int64_t spectra_ = 0;
    std::vector<double> weights_;
    std::vector<double> slopes_;
    std::array<double, 2> extra_{};
    std::unique_ptr<RatioFit> fit_;
    std::optional<WavelengthCurve> curve_;
    double slope_in_middle_ = 1.0;
    FitPriors priors_;
};

}  // namespace

double RatioModel::relative_slope(const WavelengthCurve& of, double nm) const {
    return std::clamp(of.slope(nm) / slope_in_middle, 1.0 / kMostSlope, kMostSlope);
}

RatioModel fit_ratios(const ColourDies& dies, const WavelengthCurve* sheet) {
    return RatioModelFit(dies, sheet).run();
}

double excess_variance(std::span<const double> residuals, std::span<const double> noise) {
    constexpr double kMedianOfSquares = 0.45493642311957283;  // of a normal distribution
    constexpr int kSteps = 60;
    if (residuals.empty()) return 0.0;
    std::vector<double> squares(residuals.size());
    const auto median_with = [&](double extra) {
        for (std::size_t i = 0; i < squares.size(); ++i)
            squares[i] = residuals[i] * residuals[i] / (noise[i] + extra);
        return upper_median(squares);
    };
    if (median_with(0.0) <= kMedianOfSquares) return 0.0;
    double low = 0.0;
    double high = 1e-6;
    while (median_with(high) > kMedianOfSquares) high *= 4.0;
    for (int i = 0; i < kSteps && high - low > 1e-6 * high; ++i) {
        const double middle = 0.5 * (low + high);
        (median_with(middle) > kMedianOfSquares ? low : high) = middle;
    }
    return high;
}

}  // namespace waferglow::colour
