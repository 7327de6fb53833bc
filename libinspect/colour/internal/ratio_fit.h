// SPDX-License-Identifier: GPL-3.0-or-later
// One weighted linear fit of what logarithms of ratios are made of; see colour_wafer.h.
#pragma once

#include "libinspect/colour/internal/colour_dies.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace waferglow::colour {

struct FitShape {
    int wafer_degree = 0;  ///< of the wafer's own smooth trend
    int field_degree = 0;  ///< 0: nothing depends on the place in the field
    int curve_degree = 0;  ///< of the curve of dies with spectra; 0: no spectra
    double middle_nm = 0.0;
    double half_nm = 1.0;  ///< the curve is told from middle - half to middle + half
};

/// Standard deviations that are expected, of logarithms.
struct FitPriors {
    double exposure = 0.03;  ///< of a tile in one channel
    double misfit = 0.003;   ///< of a tile's dies without spectra about the wafer's smooth trend
    /// Of the wafer's trend: size of terms of degree 1; those of degree k are smaller by 2 to the power of
    /// k - 1. 0: not known, terms may be of any size. Dies decide; where they can't tell a trend from what
    /// the tiles have to themselves, this does.
    double trend = 0.0;
    double curve_slope = 0.0;  ///< size of the curve's term 1; 0: not known, terms may be of any size
};

/// Dies of one pair of tiles, all with or all without a spectrum that counts.
struct DieGroup {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int32_t pair = 0;
    bool spectral = false;
};

/// The dies that are fitted, group by group.
struct FitDies {
    std::vector<ColourDie> dies;
    std::vector<DieGroup> groups;
    std::vector<TilePair> pairs;
    std::int32_t light_tiles = 0;
    std::int32_t colour_tiles = 0;
};

/// Immutable; the dies are not kept.
class RatioFit {
  public:
    /// `weights` (one over the variance, 0: left out) and `slopes` belong to `dies.dies`. Throws Error(job)
    /// where the numbers can't be solved for. Deterministic for any number of threads.
    RatioFit(const FitDies& dies, std::span<const double> weights, std::span<const double> slopes,
             const FitShape& shape, const FitPriors& priors);
    ~RatioFit();
    RatioFit(RatioFit&&) noexcept;
    RatioFit& operator=(RatioFit&&) noexcept;

    [[nodiscard]] const FitShape& shape() const { return shape_; }
    /// Of the wafer's trend at a die; of dies without spectra alone.
    [[nodiscard]] double wafer(const ColourDie& die) const;
    /// Of the place in the field, where the slope is 1.
    [[nodiscard]] double field(const ColourDie& die) const;
    [[nodiscard]] double exposure(const TilePair& pair) const;
    [[nodiscard]] double curve(double nm) const;
    /// What the fit says of a die's ln ratio.
    [[nodiscard]] double expected(const ColourDie& die, const TilePair& pair, double slope,
                                  bool spectral) const;
    /// Sum of squares over count of the tiles' factors of both channels.
    [[nodiscard]] double exposure_variance() const;
    /// By how much a die with a spectrum draws the fit to itself, 0 to 1. Costs a solve.
    [[nodiscard]] double leverage(const ColourDie& die, const TilePair& pair, double weight,
                                  double slope) const;
    /// The size of the curve's term 1.
    [[nodiscard]] double curve_slope() const;
    /// The steepest term of the curve over its standard deviation.
    [[nodiscard]] double curve_significance() const;

  private:
    struct Solution;
    void fill(const ColourDie& die, double slope, bool spectral, std::span<double> row) const;
    [[nodiscard]] double wafer_prior(std::size_t at, const FitPriors& priors) const;
    [[nodiscard]] double curve_prior(std::size_t at, const FitPriors& priors) const;
    [[nodiscard]] std::size_t light_at(std::int32_t tile) const;
    [[nodiscard]] std::size_t colour_at(std::int32_t tile) const;
    [[nodiscard]] std::size_t misfit_at(std::int32_t tile) const;
    [[nodiscard]] double part(std::size_t first, std::span<const double> terms) const;

    FitShape shape_;
    std::size_t wafer_terms_ = 0;
    std::size_t field_terms_ = 0;
    std::size_t curve_terms_ = 0;
    std::size_t dense_ = 0;  // terms of all three
    std::size_t light_tiles_ = 0;
    std::size_t colour_tiles_ = 0;
    std::unique_ptr<Solution> solution_;
};

}  // namespace waferglow::colour
