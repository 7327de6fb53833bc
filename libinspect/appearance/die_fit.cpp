// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/die_fit.h"

#include "libinspect/appearance/internal/residual_kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::appearance {
namespace {

constexpr float kCut = 3.0F;
constexpr int kRobustSteps = 5;
constexpr float kSettled = 0.02F;  // sigmas by which a step changes the typical pixel; smaller ones end it
constexpr float kOutlier = 4.5F;   // largest residual that plain least squares may leave
constexpr double kRecenter_px = 0.3;
constexpr int kRecenterings = 4;

class Fitter {
  public:
    Fitter(const PhaseSet& phases, const FitInput& input, FitBuffers& buffers)
        : phases_(phases), input_(input), buffers_(buffers) {
        buffers_.residual.resize(phases.window.size());
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

    /// Mean square of cut differences, of a die as it is at `at`.
    [[nodiscard]] double misfit_at(PixelPoint at) {
        const DiePlace place = place_of(at, phases_.window);
        if (!inside(place, phases_.window, input_.image.width, input_.image.height)) {
            return std::numeric_limits<double>::infinity();
        }
        load(place);
        return misfit();
    }

  private:
    [[nodiscard]] const PhasePlanes& planes_of(const DiePlace& place) const {
        return phases_.phases.at(static_cast<std::size_t>(place.phase));
    }

    void load(const DiePlace& place) {
        const DieWindow& w = phases_.window;
        const std::uint16_t most =
            load_residual(input_.image, *input_.correction, w, planes_of(place), place.x, place.y,
                          input_.per_dn, input_.noise, buffers_.residual.data());
        buffers_.no_data.clear();
        if (most >= input_.correction->saturation_dn()) {
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
        blank();
    }

    void blank() {
        for (const std::size_t i : buffers_.no_data) buffers_.residual[i] = 0.0F;
    }

    [[nodiscard]] double misfit() const {
        // Rows by themselves: single precision is enough for each.
        double sum = 0.0;
        for (int y = 0; y < phases_.window.height; ++y) {
            const float* const row = buffers_.residual.data() + phases_.window.index(0, y);
            std::array<float, 8> sums{};
            for (int x = 0; x < phases_.window.stride; x += 8) {
                for (int k = 0; k < 8; ++k) {
                    const float cut = std::min(std::max(row[x + k], -kCut), kCut);
                    sums[static_cast<std::size_t>(k)] += cut * cut;
                }
            }
            for (const float s : sums) sum += static_cast<double>(s);
        }
        return sum / (static_cast<double>(phases_.window.width) * phases_.window.height);
    }

    /// One step of least squares with residuals cut at `cut`, within the terms' limits. Returns the largest
    /// residual before it and how much the typical pixel changes, both in sigmas.
    struct Step {
        float largest = 0.0F;
        float change = 0.0F;
    };
    Step step(const PhasePlanes& planes, float cut, std::array<float, kMostTerms>& terms) {
        const std::size_t n = phases_.terms;
        std::array<float, kMostTerms> sums{};
        Step done;
        done.largest = project(buffers_.residual, planes.basis, n, cut, sums.data());
        std::array<float, kMostTerms> change{};
        double gained = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            double by = 0.0;
            for (std::size_t j = 0; j < n; ++j) {
                by += planes.solve.at(i * kMostTerms + j) * static_cast<double>(sums.at(j));
            }
            const double limit = limit_of(i);
            const double to = std::clamp(static_cast<double>(terms.at(i)) + by, -limit, limit);
            change.at(i) = static_cast<float>(to - static_cast<double>(terms.at(i)));
            gained += static_cast<double>(change.at(i)) * static_cast<double>(sums.at(i));
            terms.at(i) += change.at(i);
        }
        take_off(buffers_.residual, planes.basis, n, change.data());
        blank();
        const auto pixels = static_cast<double>(phases_.window.width) * phases_.window.height;
        done.change = static_cast<float>(std::sqrt(std::max(0.0, gained) / pixels));
        return done;
    }

    [[nodiscard]] DieFit fit_at(PixelPoint center) {
        DieFit fit{.place = place_of(center, phases_.window)};
        fit.in_image = inside(fit.place, phases_.window, input_.image.width, input_.image.height);
        if (!fit.in_image) return fit;
        const PhasePlanes& planes = planes_of(fit.place);
        load(fit.place);
        fit.no_data_px = static_cast<int>(buffers_.no_data.size());
        constexpr float kUncut = std::numeric_limits<float>::max();
        Step done = step(planes, kUncut, fit.terms);
        for (int i = 0; i < kRobustSteps; ++i) {
            // A die without outliers is done by plain least squares; the first cut step tells.
            const float largest = largest_residual();
            if (largest <= kOutlier || (i > 0 && done.change < kSettled)) break;
            done = step(planes, kCut, fit.terms);
        }
        fit.largest = largest_residual();
        fit.misfit = fit.largest <= kCut ? 1.0 : misfit();
        fit.shift_x_px = static_cast<double>(fit.terms[0]) - fit.place.rest_x;
        fit.shift_y_px = static_cast<double>(fit.terms[1]) - fit.place.rest_y;
        return fit;
    }

    [[nodiscard]] float largest_residual() const {
        return project(buffers_.residual, planes_of({}).basis, 0, kCut, nullptr);
    }

    const PhaseSet& phases_;
    const FitInput& input_;
    FitBuffers& buffers_;
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
    const PixelPoint elsewhere = search(fitter, center, reach);
    DieFit moved = fitter.follow(elsewhere);
    if (moved.in_image && moved.misfit < kMuchBetter * fit.misfit) {
        moved.shift_x_px += elsewhere.x - center.x;
        moved.shift_y_px += elsewhere.y - center.y;
        return moved;
    }
    return fitter.follow(center);
}

}  // namespace waferglow::appearance
