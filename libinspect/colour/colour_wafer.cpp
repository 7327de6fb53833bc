// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/colour_wafer.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/colour/internal/colour_dies.h"
#include "libinspect/colour/internal/curve_source.h"
#include "libinspect/colour/internal/die_trend.h"
#include "libinspect/colour/internal/posterior.h"
#include "libinspect/colour/internal/ratio_model.h"
#include "libinspect/map/die_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace waferglow::colour {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLeastDies = 50;
constexpr std::size_t kBlockDies = 1U << 14U;
constexpr std::size_t kFewSpectra = 3;      // that tell the level of a data sheet's curve
constexpr double kJudgeSigmas = 5.0;        // of noise and scatter: below it no die is off
constexpr double kToleranceSigmas = 6.0;    // of scatter; as of spectra, see resolve_rules
constexpr double kLeastTolerance_nm = 1.0;  // likewise
constexpr double kMostNoise = 4.0;          // of scatter: noisier dies would say what the trend says
constexpr double kLeastScatter_nm = 0.25;   // counts as that
constexpr std::size_t kSureSpectra = 200;   // that may tell that sigmas are too large
constexpr double kNormal95 = 1.959963984540054;
constexpr double kUsualWidening = 0.05;  // of lines, where no spectra tell it
constexpr std::size_t kCurveSamples = 33;

double median_of(std::vector<double> values) {
    return values.empty() ? kUnknown : upper_median(values);
}

class Colours {
  public:
    Colours(const ColourLayers& layers, const DieGrid& grid, const TilePlaces& tiles,
            const ColourSettings& settings)
        : layers_(layers), grid_(grid), settings_(settings), all_(gather_dies(layers, grid, tiles)) {
        result_.wavelength_nm.assign(grid.cells(), kNoData);
        result_.sigma_nm = result_.score = result_.wavelength_nm;
    }

    ColourResult run() {
        if (all_.dies.size() < kLeastDies)
            result_.summary.fault = fmt::format("only {} dies have light in both channels", all_.dies.size());
        else
            result_.summary.fault = fit();
        if (!result_.summary.fault.empty()) return std::move(result_);
        set_wavelengths();
        set_noise();
        trend_ = find_trend(all_.dies, nm_, variance_nm2_, grid_);
        scatter_.sd_nm = scatter_of_dies();
        take_off_peak_noise();
        set_odd_share();
        set_scale();
        judge();
        summarise();
        return std::move(result_);
    }

  private:
    [[nodiscard]] std::vector<double> with_spectra(std::span<const float> layer) const {
        std::vector<double> values;
        for (const ColourDie& die : all_.dies) {
            if (!layer.empty() && std::isfinite(die.peak_nm) && std::isfinite(layer[die.cell]))
                values.push_back(layer[die.cell]);
        }
        return values;
    }

    /// The curve of the wafer's own spectra, else that of the data sheet. Says why there is neither.
    std::string fit() {
        const auto spectra =
            std::ranges::count_if(all_.dies, [](const ColourDie& die) { return std::isfinite(die.peak_nm); });
        std::string why = fmt::format("{} dies have a spectrum, a curve needs {}", spectra, kLeastSpectra);
        if (spectra >= kLeastSpectra) {
            model_ = fit_ratios(all_, nullptr);
            if (model_.fault.empty()) {
                curve_ = *model_.curve;
                return {};
            }
            why = model_.fault;
        }
        if (settings_.filter.empty())
            return why + "; give more spectra, or [colour] filter of the recipe: the filter's data sheet";
        std::vector<double> ratios;
        for (const ColourDie& die : all_.dies) ratios.push_back(die.ln_ratio);
        const double fwhm_nm = median_of(with_spectra(layers_.fwhm_nm));
        fwhm_nm_ = std::isfinite(fwhm_nm) ? fwhm_nm : kTypicalFwhm_nm;
        const auto sheet = curve_of_sheet(settings_.filter, fwhm_nm_, settings_.exposure_ratio,
                                          median_of(std::move(ratios)));
        if (!sheet) return why + "; the filter's data sheet slopes nowhere";
        model_ = fit_ratios(all_, &*sheet);
        curve_ = *sheet;
        by_sheet_ = true;
        move_to_spectra();
        return {};
    }

    /// Some spectra tell at least where the data sheet's curve lies.
    void move_to_spectra() {
        std::vector<double> off;
        for (const ColourDie& die : all_.dies) {
            if (std::isfinite(die.peak_nm)) off.push_back(die.peak_nm - own_wavelength(die));
        }
        relative_ = off.size() < kFewSpectra;
        if (relative_) return;
        model_.spectra = static_cast<std::int64_t>(off.size());
        curve_ = curve_.moved(median_of(off));
    }

    [[nodiscard]] double own_wavelength(const ColourDie& die) const {
        double nm = curve_.wavelength_nm(die.ln_ratio - model_.exposure[static_cast<std::size_t>(die.pair)]);
        for (int i = 0; i < 2; ++i) nm = curve_.wavelength_nm(model_.freed(die, curve_, nm));
        return nm;
    }

    void set_wavelengths() {
        nm_.resize(all_.dies.size());
        parallel_blocks(nm_.size(), kBlockDies, [this](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) nm_[i] = own_wavelength(all_.dies[i]);
        });
    }

    /// Of a die's own wavelength. The fit's errors are in the extra variance of left out dies, but for tiles
    /// that are known worse than most.
    void set_noise() {
        std::vector<double> off;
        std::vector<double> noise;
        for (const LeftOutDie& out : model_.left_out) {
            off.push_back(out.ln_ratio - curve_.ln_ratio(out.die.peak_nm));
            noise.push_back(out.die.variance);
        }
        const double extra = excess_variance(off, noise);
        extra_ = extra;
        left_out_variance_ = off.empty() ? 0.0 : excess_variance(off, std::vector<double>(off.size(), 0.0));
        const double usual = model_.left_out.empty() ? 0.0 : median_of(model_.exposure_variance);
        variance_nm2_.resize(nm_.size());
        for (std::size_t i = 0; i < nm_.size(); ++i) {
            const ColourDie& die = all_.dies[i];
            const double slope = curve_.slope(nm_[i]);
            const double tile =
                std::max(0.0, model_.exposure_variance[static_cast<std::size_t>(die.pair)] - usual);
            variance_nm2_[i] = (static_cast<double>(die.variance) + extra + tile) / (slope * slope);
        }
    }

    /// Spectra tell it directly; without them it is what the ratios' scatter has beyond noise.
    [[nodiscard]] double scatter_of_dies() const {
        std::vector<double> off;
        for (std::size_t i = 0; i < nm_.size(); ++i) {
            const double peak = all_.dies[i].peak_nm;
            if (!by_sheet_ && std::isfinite(peak)) off.push_back(peak - trend_.nm[i]);
        }
        const std::vector<double> no_noise(off.size(), 0.0);
        return off.empty() ? trend_.scatter_nm : std::sqrt(std::max(1e-6, excess_variance(off, no_noise)));
    }

    /// The noise of the spectra's own peaks is in what spectra scatter about the trend, and in what ratios
    /// err by beside them, but not in what ratios scatter about the trend. Where ratios are too noisy to tell
    /// it stays where it is.
    void take_off_peak_noise() {
        if (model_.left_out.empty()) return;
        const double slope = curve_.slope(middle_nm());
        const double spectral = scatter_.sd_nm * scatter_.sd_nm;
        const double by_ratios = trend_.scatter_nm * trend_.scatter_nm;
        const double told = std::max(0.0, 1.0 - left_out_variance_ / (slope * slope) / spectral);
        peak_variance_nm2_ = std::clamp(0.5 * told * (spectral - by_ratios), 0.0, extra_ / (slope * slope));
        scatter_.sd_nm = std::sqrt(std::max(1e-6, spectral - peak_variance_nm2_));
        for (double& variance : variance_nm2_) variance -= std::min(peak_variance_nm2_, 0.5 * variance);
    }

    void set_odd_share() {
        std::size_t odd = 0;
        for (std::size_t i = 0; i < nm_.size(); ++i) {
            const double off = nm_[i] - trend_.nm[i];
            const double variance = variance_nm2_[i] + scatter_.sd_nm * scatter_.sd_nm;
            odd += off * off > kJudgeSigmas * kJudgeSigmas * variance ? 1 : 0;
        }
        scatter_.odd_share =
            std::clamp(static_cast<double>(odd) / static_cast<double>(nm_.size()), 2e-4, 0.05);
    }

    /// By how much sigmas are to be larger, by the dies with spectra that were left out.
    void set_scale() {
        std::vector<double> z;
        std::vector<double> sigmas;
        for (const LeftOutDie& out : model_.left_out) {
            const auto at = std::ranges::lower_bound(all_.dies, out.die.cell, {}, &ColourDie::cell);
            const auto i = static_cast<std::size_t>(at - all_.dies.begin());
            const Told told =
                tell_wavelength(curve_.wavelength_nm(out.ln_ratio), variance_nm2_[i], trend_.nm[i], scatter_);
            const double both = std::hypot(told.sigma_nm, std::sqrt(peak_variance_nm2_));
            z.push_back(std::abs(told.nm - out.die.peak_nm) / both);
            sigmas.push_back(told.sigma_nm);
        }
        if (z.size() < static_cast<std::size_t>(kLeastSpectra)) return;
        const double at_95 = value_of_share(z, 0.95) / kNormal95;
        const double sigma = median_of(std::move(sigmas));
        const double share = peak_variance_nm2_ / (sigma * sigma);
        const double scale = std::sqrt(std::max(0.0, at_95 * at_95 * (1.0 + share) - share));
        scale_ = std::clamp(scale, z.size() < kSureSpectra ? 1.0 : 0.7, 3.0);
    }

    void judge() {
        ColourSummary& s = result_.summary;
        s.tolerance_nm =
            settings_.tolerance_nm.value_or(std::max(kLeastTolerance_nm, kToleranceSigmas * scatter_.sd_nm));
        const double most_nm = kMostNoise * std::max(scatter_.sd_nm, kLeastScatter_nm);
        for (std::size_t i = 0; i < nm_.size(); ++i) {
            if (variance_nm2_[i] > most_nm * most_nm) continue;
            const std::size_t cell = all_.dies[i].cell;
            const double allowed = std::max(
                s.tolerance_nm, kJudgeSigmas * std::hypot(scatter_.sd_nm, std::sqrt(variance_nm2_[i])));
            result_.score[cell] = static_cast<float>(std::abs(nm_[i] - trend_.nm[i]) / allowed);
            const Told told = tell_wavelength(nm_[i], variance_nm2_[i], trend_.nm[i], scatter_);
            if (!curve_.covers(told.nm)) {
                ++s.beyond_range;
                continue;
            }
            ++s.dies;
            result_.wavelength_nm[cell] = static_cast<float>(told.nm);
            result_.sigma_nm[cell] = static_cast<float>(scale_ * told.sigma_nm);
        }
    }

    void summarise() {
        ColourSummary& s = result_.summary;
        s.spectra = model_.spectra;
        s.relative = relative_;
        s.first_nm = curve_.first_nm();
        s.last_nm = curve_.last_nm();
        s.scatter_nm = scatter_.sd_nm;
        s.exposure_spread = model_.exposure_spread;
        std::vector<double> sigmas;
        for (const float sigma : result_.sigma_nm) {
            if (std::isfinite(sigma)) sigmas.push_back(sigma);
        }
        s.sigma_median_nm = median_of(std::move(sigmas));
        for (std::size_t i = 0; i < kCurveSamples; ++i) {
            const double nm =
                s.first_nm + (s.last_nm - s.first_nm) * static_cast<double>(i) / (kCurveSamples - 1);
            s.curve_nm.push_back(nm);
            s.curve_ratio.push_back(std::exp(curve_.ln_ratio(nm)));
        }
        s.residual_nm = s.leave_one_out_nm = kUnknown;
        if (by_sheet_) {
            const double wider =
                passed_share(settings_.filter, middle_nm(), fwhm_nm_ * (1.0 + kUsualWidening));
            const double usual = passed_share(settings_.filter, middle_nm(), fwhm_nm_);
            s.fwhm_effect_nm = std::abs(std::log(wider / usual) / curve_.slope(middle_nm()));
            return;
        }
        std::vector<double> off;
        std::vector<double> left_out;
        for (std::size_t i = 0; i < model_.left_out.size(); ++i) {
            const LeftOutDie& out = model_.left_out[i];
            const double slope = curve_.slope(out.die.peak_nm);
            off.push_back(model_.residuals[i] / slope);
            left_out.push_back((out.ln_ratio - curve_.ln_ratio(out.die.peak_nm)) / slope);
        }
        s.fwhm_effect_nm = fwhm_effect(off);
        s.residual_nm = robust_sd(off);
        s.leave_one_out_nm = robust_sd(left_out);
    }

    [[nodiscard]] double middle_nm() const { return 0.5 * (curve_.first_nm() + curve_.last_nm()); }

    /// Slope of the residuals over the widths of the lines times the spread of these.
    [[nodiscard]] double fwhm_effect(const std::vector<double>& residuals_nm) const {
        if (layers_.fwhm_nm.empty()) return kUnknown;
        std::vector<double> widths;
        for (const LeftOutDie& out : model_.left_out) widths.push_back(layers_.fwhm_nm[out.die.cell]);
        std::vector<double> known;
        std::ranges::copy_if(widths, std::back_inserter(known), [](double w) { return std::isfinite(w); });
        if (known.size() < static_cast<std::size_t>(kLeastSpectra)) return kUnknown;
        const double middle = median_of(known);
        for (double& width : known) width -= middle;
        const double sd = robust_sd(known);
        std::vector<double> off = residuals_nm;
        const double reach = 5.0 * robust_sd(off);
        double products = 0.0;
        double squares = 0.0;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const double width = widths[i] - middle;
            if (!(std::abs(width) < 5.0 * sd) || std::abs(residuals_nm[i]) > reach) continue;
            products += width * residuals_nm[i];
            squares += width * width;
        }
        return squares > 0.0 ? std::abs(products / squares) * sd : kUnknown;
    }

    const ColourLayers& layers_;
    const DieGrid& grid_;
    const ColourSettings& settings_;
    ColourDies all_;
    RatioModel model_;
    WavelengthCurve curve_;
    bool by_sheet_ = false;
    bool relative_ = false;
    double fwhm_nm_ = kTypicalFwhm_nm;
    std::vector<double> nm_;            // of each die's own ratio
    std::vector<double> variance_nm2_;  // of its noise
    double extra_ = 0.0;                // variance of left out ln ratios beyond noise
    double left_out_variance_ = 0.0;    // likewise, noise included
    double peak_variance_nm2_ = 0.0;    // of the peaks of spectra
    DieTrend trend_;
    Scatter scatter_;
    double scale_ = 1.0;
    ColourResult result_;
};

}  // namespace

ColourResult measure_colours(const ColourLayers& layers, const DieGrid& grid, const TilePlaces& tiles,
                             const ColourSettings& settings) {
    return Colours(layers, grid, tiles, settings).run();
}

}  // namespace waferglow::colour
