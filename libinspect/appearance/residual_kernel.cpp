// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/appearance/residual_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/appearance/internal/residual_kernel.h"

#include <algorithm>
#include <array>

HWY_BEFORE_NAMESPACE();
namespace waferglow::appearance {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<float, 8>;
using V = hn::Vec<D>;

struct Lines {
    const std::uint16_t* raw;
    const std::uint16_t* dark;
    const std::uint16_t* gain;
};

std::uint16_t LoadResidual(const ImageView& image, const PixelCorrection& correction, const DieWindow& w,
                           const PhasePlanes& planes, int x0, int y0, float scale, float noise, float* out) {
    const D d;
    const hn::Rebind<std::uint16_t, D> d16;
    const hn::Rebind<std::int32_t, D> d32;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const V factor = hn::Set(d, scale);
    const V per_noise = hn::Set(d, 1.0F / noise);
    auto most = hn::Zero(d16);
    const auto wide = [&](auto v) { return hn::ConvertTo(d, hn::PromoteTo(d32, v)); };
    for (int y = 0; y < w.height; ++y) {
        const Lines line{image.row(y0 + y) + x0, correction.dark().row(y0 + y) + x0,
                         correction.gain().row(y0 + y) + x0};
        for (int x = 0; x < w.stride; x += lanes) {
            // The last pixels of a row may be the last ones of the image.
            const bool whole = x + lanes <= w.width;
            const int left = std::clamp(w.width - x, 0, lanes);
            const auto load = [&](const std::uint16_t* from) {
                if (whole) return hn::LoadU(d16, from + x);
                std::array<std::uint16_t, 8> last{};
                std::copy_n(from + x, left, last.begin());
                return hn::LoadU(d16, last.data());
            };
            const auto raw = load(line.raw);
            most = hn::Max(most, raw);
            const V value =
                hn::Mul(hn::Sub(wide(raw), wide(load(line.dark))), hn::Mul(wide(load(line.gain)), factor));
            const std::size_t at = w.index(x, y);
            const V difference = hn::Sub(value, hn::LoadU(d, planes.light.data() + at));
            hn::StoreU(hn::Mul(difference, hn::Mul(hn::LoadU(d, planes.inverse.data() + at), per_noise)), d,
                       out + at);
        }
    }
    return hn::GetLane(hn::MaxOfLanes(d16, most));
}

/// Sums of kCount columns side by side: one pass over the residuals for all of them.
template <std::size_t kCount>
HWY_INLINE void ProjectSome(const float* residual, std::size_t size, const float* basis, float cut,
                            float* sums) {
    const D d;
    const V high = hn::Set(d, cut);
    const V low = hn::Set(d, -cut);
    V sum[kCount];
    for (V& s : sum) s = hn::Zero(d);
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
        const V z = hn::Min(hn::Max(hn::LoadU(d, residual + i), low), high);
        for (std::size_t k = 0; k < kCount; ++k) {
            sum[k] = hn::MulAdd(z, hn::LoadU(d, basis + k * size + i), sum[k]);
        }
    }
    for (std::size_t k = 0; k < kCount; ++k) sums[k] = hn::GetLane(hn::SumOfLanes(d, sum[k]));
}

float Project(const float* residual, std::size_t size, const float* basis, std::size_t count, float cut,
              float* sums) {
    const D d;
    std::size_t k = 0;
    for (; k + 4 <= count; k += 4) ProjectSome<4>(residual, size, basis + k * size, cut, sums + k);
    for (; k < count; ++k) ProjectSome<1>(residual, size, basis + k * size, cut, sums + k);
    V most = hn::Zero(d);
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
        most = hn::Max(most, hn::Abs(hn::LoadU(d, residual + i)));
    }
    return hn::GetLane(hn::MaxOfLanes(d, most));
}

template <std::size_t kCount>
HWY_INLINE void TakeOffSome(float* residual, std::size_t size, const float* basis, const float* amounts) {
    const D d;
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
        V z = hn::LoadU(d, residual + i);
        for (std::size_t k = 0; k < kCount; ++k) {
            z = hn::NegMulAdd(hn::Set(d, amounts[k]), hn::LoadU(d, basis + k * size + i), z);
        }
        hn::StoreU(z, d, residual + i);
    }
}

void TakeOff(float* residual, std::size_t size, const float* basis, std::size_t count, const float* amounts) {
    std::size_t k = 0;
    for (; k + 4 <= count; k += 4) TakeOffSome<4>(residual, size, basis + k * size, amounts + k);
    for (; k < count; ++k) TakeOffSome<1>(residual, size, basis + k * size, amounts + k);
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::appearance
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::appearance {
namespace {
HWY_EXPORT(LoadResidual);
HWY_EXPORT(Project);
HWY_EXPORT(TakeOff);
}  // namespace

std::uint16_t load_residual(const ImageView& image, const PixelCorrection& correction,
                            const DieWindow& window, const PhasePlanes& planes, int x, int y, float per_dn,
                            float noise, float* residual) {
    return HWY_DYNAMIC_DISPATCH(LoadResidual)(image, correction, window, planes, x, y,
                                              per_dn * correction.gain_unit(), noise, residual);
}

float project(std::span<const float> residual, const Floats& basis, std::size_t count, float cut,
              float* sums) {
    return HWY_DYNAMIC_DISPATCH(Project)(residual.data(), residual.size(), basis.data(), count, cut, sums);
}

void take_off(std::span<float> residual, const Floats& basis, std::size_t count, const float* amounts) {
    HWY_DYNAMIC_DISPATCH(TakeOff)(residual.data(), residual.size(), basis.data(), count, amounts);
}

}  // namespace waferglow::appearance
#endif
