// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/colour/wavelength_curve.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace waferglow::colour {

WavelengthCurve::WavelengthCurve(double first_nm, double last_nm, std::vector<double> ln_ratio)
    : first_nm_(first_nm), last_nm_(last_nm), ln_ratio_(std::move(ln_ratio)) {
    const bool enough = ln_ratio_.size() >= 2 && last_nm_ > first_nm_;
    rises_ = enough && ln_ratio_.back() > ln_ratio_.front();
    const auto against = [this](double a, double b) { return !(rises_ ? b > a : b < a); };
    if (!enough || std::ranges::adjacent_find(ln_ratio_, against) != ln_ratio_.end())
        throw Error(ErrorKind::usage, "a curve of colours must rise or fall throughout");
}

double WavelengthCurve::step_nm() const {
    return (last_nm_ - first_nm_) / static_cast<double>(ln_ratio_.size() - 1);
}

double WavelengthCurve::ln_ratio(double nm) const {
    const double at = (nm - first_nm_) / step_nm();
    const auto left =
        static_cast<std::size_t>(std::clamp(std::floor(at), 0.0, static_cast<double>(ln_ratio_.size() - 2)));
    return ln_ratio_[left] + (at - static_cast<double>(left)) * (ln_ratio_[left + 1] - ln_ratio_[left]);
}

double WavelengthCurve::slope(double nm) const {
    const double at =
        std::clamp((nm - first_nm_) / step_nm(), 0.0, static_cast<double>(ln_ratio_.size() - 1));
    const auto left =
        std::min(static_cast<std::size_t>(std::max(0.0, std::floor(at - 0.5))), ln_ratio_.size() - 2);
    const std::size_t right = std::min(left + 2, ln_ratio_.size() - 1);
    return (ln_ratio_[right] - ln_ratio_[left]) / (step_nm() * static_cast<double>(right - left));
}

double WavelengthCurve::wavelength_nm(double ln_ratio) const {
    const auto beyond = rises_ ? std::ranges::upper_bound(ln_ratio_, ln_ratio)
                               : std::ranges::upper_bound(ln_ratio_, ln_ratio, std::greater<>());
    const auto right = std::clamp<std::size_t>(static_cast<std::size_t>(beyond - ln_ratio_.begin()), 1,
                                               ln_ratio_.size() - 1);
    const double part = (ln_ratio - ln_ratio_[right - 1]) / (ln_ratio_[right] - ln_ratio_[right - 1]);
    return first_nm_ + (static_cast<double>(right - 1) + part) * step_nm();
}

WavelengthCurve WavelengthCurve::moved(double by_nm) const {
    return {first_nm_ + by_nm, last_nm_ + by_nm, ln_ratio_};
}

}  // namespace waferglow::colour
