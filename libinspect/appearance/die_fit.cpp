// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/die_fit.h"

#include "libinspect/appearance/internal/residual_kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace waferglow::appearance {
namespace {

constexpr int kRobustSteps = 5;
constexpr float kSettled = 0.02F;  // sigmas by which a step changes the typical pixel; smaller ones end it
constexpr int kOutlier = static_cast<int>(4.5F / kResidualUnit);  // that plain least squares may leave
constexpr int kCut = static_cast<int>(3.0F / kResidualUnit);
constexpr double kRecenter_px = 0.3;
constexpr int kRecenterings = 4;

class Fitter {
  public:
    Fitter(const PhaseSet& phases, const FitInput& input, FitBuffers& buffers)
        : phases_(phases),
          input_(input),
          buffers_(buffers),
          pixels_(static_cast<double>(phases.window.width) * phases.window.height) {
        buffers_.residual.resize(phases.window.size());
        for (std::size_t k = 0; k < kMostTerms; ++k) limits_[k] = limit_of(k);
    }

    /// Fits a die whose centre is expected at `center`; follows it where it lies elsewhere.
    [[nodiscard]] DieFit follow(PixelPoint center) {
        DieFit fit;
        PixelPoint at = center;
        for (int round = 0; round <= kRecenterings; ++round) {
            const DieFit here = fit_at(at);
            if (!here.in_image) break;
            fit = here;
            const PixelPoint moved{at.x + fit.shift_x_px, at.y + fit.shift_y_px};
            fit.shift_x_px = moved.x - center.x;
            fit.shift_y_px = moved.y - center.y;
            if (std::hypot(moved.x - at.x, moved.y - at.y) < kRecenter_px || round == kRecenterings) break;
            at = moved;
        }
        return fit;
    }

    /// Mean square of cut differences, of every third row of a die as it is at `at`: enough to tell places.
    [[nodiscard]] double misfit_at(PixelPoint at) {
        const DiePlace place = place_of(at, phases_.window);
        if (!input_.light.holds(place, phases_.window)) {
            return std::numeric_limits<double>::infinity();
        }
        constexpr int kEvery = 3;
        const int rows = load_residual(input_.light, phases_.window, planes_of(place), place.x, place.y,
                                       input_.noise, kEvery, buffers_.residual.data());
        const auto size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(phases_.window.stride);
        return size_of(std::span(buffers_.residual).first(size)).squares / rows;
    }

  private:
    [[nodiscard]] const PhasePlanes& planes_of(const DiePlace& place) const {
        return phases_.phases.at(static_cast<std::size_t>(place.phase));
    }

    /// Finds where the window has no data.
    void find_no_data(const DiePlace& place) {
        const DieWindow& w = phases_.window;
        buffers_.no_data.clear();
        if (input_.light.saturated) {
            for (int y = 0; y < w.height; ++y) {
                for (int x = 0; x < w.width; ++x) {
                    if (input_.image.at(place.x + x, place.y + y) >= input_.correction->saturation_dn()) {
                        buffers_.no_data.push_back(w.index(x, y));
                    }
                }
            }
        }
        input_.dead->for_each(place.x, place.y, w.width, w.height, [&](int x, int y) {
            buffers_.no_data.push_back(w.index(x - place.x, y - place.y));
        });
    }

    void blank() {
        for (const std::size_t i : buffers_.no_data) buffers_.residual[i] = 0;
    }

    [[nodiscard]] double misfit(const ResidualSize& size) const {
        constexpr auto kUnit = static_cast<double>(kResidualUnit);
        return size.squares * kUnit * kUnit / pixels_;
    }

    /// One step of least squares within the terms' limits, robust or plain. Returns what it leaves and how
    /// much the typical pixel changes, in sigmas.
    struct Step {
        ResidualSize left;
        float change = 0.0F;
    };
    using Sums = std::array<double, kMostTerms>;

    Step plain_step(const DiePlace& place, std::array<float, kMostTerms>& terms) {
        const PhasePlanes& planes = planes_of(place);
        Sums sums{};
        find_no_data(place);
        std::int16_t* const residual = buffers_.residual.data();
        load_and_project(input_.light, phases_.window, planes, place.x, place.y, input_.noise, phases_.terms,
                         residual, sums.data());
        if (!buffers_.no_data.empty()) {
            blank();
            project(buffers_.residual, planes.columns, phases_.terms, false, sums.data());
        }
        return step(planes, 8.0 * static_cast<double>(kResidualUnit), sums, terms);
    }

    Step robust_step(const PhasePlanes& planes, std::array<float, kMostTerms>& terms) {
        Sums sums{};
        project(buffers_.residual, planes.columns, phases_.terms, true, sums.data());
        return step(planes, static_cast<double>(kResidualUnit), sums, terms);
    }

    /// `unit`: of the sums.
    Step step(const PhasePlanes& planes, double unit, Sums& sums, std::array<float, kMostTerms>& terms) {
        const std::size_t n = phases_.terms;
        Sums change{};
        // The matrix is symmetric: a row of it is what a sum gives to all terms.
        for (std::size_t j = 0; j < n; ++j) {
            sums[j] *= unit * planes.column_unit[j];
            const double* const row = planes.solve.data() + j * kMostTerms;
            for (std::size_t i = 0; i < kMostTerms; ++i) change[i] += row[i] * sums[j];
        }
        double gained = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            const auto before = static_cast<double>(terms[i]);
            change[i] = std::clamp(before + change[i], -limits_[i], limits_[i]) - before;
            gained += change[i] * sums[i];
            terms[i] = static_cast<float>(before + change[i]);
        }
        Step done;
        done.left = take_off_terms(planes, change);
        done.change = static_cast<float>(std::sqrt(std::max(0.0, gained) / pixels_));
        return done;
    }

    /// In several goes where one doesn't hold the change: on very even dies.
    ResidualSize take_off_terms(const PhasePlanes& planes, const Sums& change) {
        constexpr double kFactor = 32768.0 / static_cast<double>(kResidualUnit);
        constexpr std::int64_t kMost = 32767;
        std::array<std::int64_t, kMostTerms> left{};
        for (std::size_t k = 0; k < phases_.terms; ++k) {
            const double amount = change[k] * kFactor * planes.column_unit[k];
            left[k] = static_cast<std::int64_t>(amount + (amount < 0.0 ? -0.5 : 0.5));
        }
        ResidualSize size;
        for (bool more = true; more;) {
            more = false;
            std::array<std::int16_t, kMostTerms> amounts{};
            for (std::size_t k = 0; k < phases_.terms; ++k) {
                const std::int64_t taken = std::clamp(left[k], -kMost, kMost);
                amounts[k] = static_cast<std::int16_t>(taken);
                left[k] -= taken;
                more = more || left[k] != 0;
            }
            size = take_off(buffers_.residual, planes.columns, phases_.terms, amounts.data());
        }
        if (buffers_.no_data.empty()) return size;
        blank();
        return size_of(buffers_.residual);
    }

    [[nodiscard]] DieFit fit_at(PixelPoint center) {
        DieFit fit{.place = place_of(center, phases_.window)};
        fit.in_image = input_.light.holds(fit.place, phases_.window);
        if (!fit.in_image) return fit;
        const PhasePlanes& planes = planes_of(fit.place);
        Step done = plain_step(fit.place, fit.terms);
        fit.no_data_px = static_cast<int>(buffers_.no_data.size());
        for (int i = 0; i < kRobustSteps; ++i) {
            // A die without outliers is done by plain least squares; the first cut step tells.
            if (done.left.largest <= kOutlier || (i > 0 && done.change < kSettled)) break;
            done = robust_step(planes, fit.terms);
        }
        fit.largest = done.left.largest;
        fit.misfit = fit.largest <= kCut ? 1.0 : misfit(done.left);
        fit.shift_x_px = static_cast<double>(fit.terms[0]) - fit.place.rest_x;
        fit.shift_y_px = static_cast<double>(fit.terms[1]) - fit.place.rest_y;
        return fit;
    }

    const PhaseSet& phases_;
    const FitInput& input_;
    FitBuffers& buffers_;
    double pixels_;
    std::array<double, kMostTerms> limits_{};
};

/// The place within `reach` px around `center` where the die as it is fits best, of every second pixel: the
/// fit itself reaches as far.
PixelPoint search(Fitter& fitter, PixelPoint center, int reach) {
    constexpr int kStep_px = 2;
    double best = std::numeric_limits<double>::infinity();
    PixelPoint at = center;
    for (int y = -reach; y <= reach; y += kStep_px) {
        for (int x = -reach; x <= reach; x += kStep_px) {
            const PixelPoint there{center.x + x, center.y + y};
            const double misfit = fitter.misfit_at(there);
            if (misfit >= best) continue;
            best = misfit;
            at = there;
        }
    }
    return at;
}

}  // namespace

DeadPixels::DeadPixels(const PixelCorrection& correction)
    : first_(static_cast<std::size_t>(correction.height()) + 1, 0) {
    for (const DefectivePixel& pixel : correction.defects()) {
        ++first_[static_cast<std::size_t>(pixel.y) + 1];
        x_.push_back(pixel.x);
    }
    for (std::size_t row = 1; row < first_.size(); ++row) first_[row] += first_[row - 1];
}

DieFit fit_die(const PhaseSet& phases, const FitInput& input, PixelPoint center, FitBuffers& buffers) {
    constexpr double kFitsNowhere = 2.5;  // a good die has about 1
    constexpr double kMuchBetter = 0.7;
    Fitter fitter(phases, input, buffers);
    DieFit fit = fitter.follow(center);
    if (!fit.in_image || fit.misfit < kFitsNowhere) return fit;
    const double short_side = std::min(phases.window.die_width_px, phases.window.die_height_px);
    const int reach = std::clamp(static_cast<int>(0.2 * short_side), 2, 4);
    buffers.swap_other();
    buffers.residual.resize(phases.window.size());
    const PixelPoint elsewhere = search(fitter, center, reach);
    DieFit moved = fitter.follow(elsewhere);
    if (moved.in_image && moved.misfit < kMuchBetter * fit.misfit) {
        moved.shift_x_px += elsewhere.x - center.x;
        moved.shift_y_px += elsewhere.y - center.y;
        return moved;
    }
    buffers.swap_other();
    return fit;
}

}  // namespace waferglow::appearance
