// SPDX-License-Identifier: GPL-3.0-or-later
// The logarithm of the filtered over the unfiltered light by wavelength: monotone, and therefore a wavelength
// by the logarithm.
#pragma once

#include <vector>

namespace waferglow::colour {

/// Beyond its ends it goes straight on, so that any ratio can be judged; only wavelengths within them are
/// measurements. Immutable value.
class WavelengthCurve {
  public:
    WavelengthCurve() = default;
    /// `ln_ratio` at even steps from `first_nm` to `last_nm`, both included, two values at least; rises or
    /// falls throughout. Throws Error(usage) where it does not.
    WavelengthCurve(double first_nm, double last_nm, std::vector<double> ln_ratio);

    [[nodiscard]] double first_nm() const { return first_nm_; }
    [[nodiscard]] double last_nm() const { return last_nm_; }
    [[nodiscard]] bool covers(double nm) const { return nm >= first_nm_ && nm <= last_nm_; }
    [[nodiscard]] double ln_ratio(double nm) const;
    /// d ln ratio / d nm, never 0.
    [[nodiscard]] double slope(double nm) const;
    [[nodiscard]] double wavelength_nm(double ln_ratio) const;
    /// The same curve with its wavelengths moved.
    [[nodiscard]] WavelengthCurve moved(double by_nm) const;

  private:
    [[nodiscard]] double step_nm() const;

    double first_nm_ = 0.0;
    double last_nm_ = 1.0;
    std::vector<double> ln_ratio_{0.0, 1.0};
    bool rises_ = true;
};

}  // namespace waferglow::colour
