// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/appearance/residual_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/appearance/filter_bank.h"
#include "libinspect/appearance/internal/residual_kernel.h"

#include <algorithm>
#include <array>

HWY_BEFORE_NAMESPACE();
namespace waferglow::appearance {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D16 = hn::CappedTag<std::int16_t, 16>;
using V16 = hn::Vec<D16>;
using D32 = hn::Repartition<std::int32_t, D16>;
using V32 = hn::Vec<D32>;

constexpr std::int16_t kCut = 96;          // 3 sigmas
constexpr std::int16_t kEighth = 1 << 12;  // as a factor of 2^-15
constexpr std::int16_t kMostSummed = static_cast<std::int16_t>(kLargestSummed / (8.0F * kResidualUnit));
constexpr float kLargest = 32000.0F;  // that a residual is cut at

std::uint16_t CorrectRow(const ImageView& image, const PixelCorrection& correction, int x0, int x1, int y,
                         float scale, std::int16_t* out) {
    const hn::Repartition<float, D16> d;
    const hn::Rebind<std::uint16_t, decltype(d)> d16;
    const hn::Rebind<std::int16_t, decltype(d)> to16;
    const D32 d32;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const auto factor = hn::Set(d, scale);
    const auto high = hn::Set(d, 32767.0F);
    const std::uint16_t* const raw_row = image.row(y) + x0;
    const std::uint16_t* const dark_row = correction.dark().row(y) + x0;
    const std::uint16_t* const gain_row = correction.gain().row(y) + x0;
    auto most = hn::Zero(d16);
    const auto correct = [&](const std::uint16_t* raw_at, const std::uint16_t* dark_at,
                             const std::uint16_t* gain_at, std::int16_t* to) {
        const auto raw = hn::LoadU(d16, raw_at);
        most = hn::Max(most, raw);
        const auto light = hn::Sub(hn::PromoteTo(d32, raw), hn::PromoteTo(d32, hn::LoadU(d16, dark_at)));
        const auto gain = hn::ConvertTo(d, hn::PromoteTo(d32, hn::LoadU(d16, gain_at)));
        const auto value = hn::Mul(hn::ConvertTo(d, light), hn::Mul(gain, factor));
        hn::StoreU(hn::DemoteTo(to16, hn::NearestInt(hn::Min(value, high))), to16, to);
    };
    const int count = x1 - x0;
    int x = 0;
    for (; x + lanes <= count; x += lanes) correct(raw_row + x, dark_row + x, gain_row + x, out + x);
    if (x < count) {
        std::array<std::array<std::uint16_t, 16>, 3> last{};
        std::array<std::int16_t, 16> light{};
        std::copy_n(raw_row + x, count - x, last[0].begin());
        std::copy_n(dark_row + x, count - x, last[1].begin());
        std::copy_n(gain_row + x, count - x, last[2].begin());
        correct(last[0].data(), last[1].data(), last[2].data(), light.data());
        std::copy_n(light.begin(), count - x, out + x);
    }
    return hn::GetLane(hn::MaxOfLanes(d16, most));
}

int LoadResidual(const LightView& from, const DieWindow& w, const PhasePlanes& planes, int x0, int y0,
                 float noise, int every, std::int16_t* out) {
    const hn::Repartition<float, D16> d;
    const hn::Rebind<std::int16_t, decltype(d)> d16;
    const D32 d32;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const auto unit = hn::Set(d, from.unit);
    const auto per_noise = hn::Set(d, 1.0F / (noise * kResidualUnit));
    const auto high = hn::Set(d, kLargest);
    const auto low = hn::Set(d, -kLargest);
    const float* light = planes.light.data();
    const float* inverse = planes.inverse.data();
    const int width = w.width;
    const int stride = w.stride;
    for (int y = 0; y < w.height; y += every) {
        // Beside the window all weights are zero: what is read there doesn't matter.
        const std::int16_t* const row = from.row(y0 + y) + x0;
        int x = 0;
        for (; x < width; x += lanes) {
            const auto value = hn::Mul(hn::ConvertTo(d, hn::PromoteTo(d32, hn::LoadU(d16, row + x))), unit);
            const auto difference = hn::Sub(value, hn::LoadU(d, light + x));
            const auto z = hn::Mul(difference, hn::Mul(hn::LoadU(d, inverse + x), per_noise));
            const auto rounded = hn::NearestInt(hn::Min(hn::Max(z, low), high));
            hn::StoreU(hn::DemoteTo(d16, rounded), d16, out + x);
        }
        for (; x < stride; x += lanes) hn::StoreU(hn::Zero(d16), d16, out + x);
        light += every * stride;
        inverse += every * stride;
        out += stride;
    }
    return (w.height + every - 1) / every;
}

double SumOf(V32 lanes) {
    const D32 d;
    alignas(64) std::array<std::int32_t, 16> values{};
    hn::StoreU(lanes, d, values.data());
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < hn::Lanes(d); ++i) sum += values[i];
    return static_cast<double>(sum);
}

HWY_INLINE V16 Cut(V16 z, std::int16_t at) {
    const D16 d;
    return hn::Min(hn::Max(z, hn::Set(d, static_cast<std::int16_t>(-at))), hn::Set(d, at));
}

/// Sums of kCount columns side by side: one pass over the residuals for all of them.
template <std::size_t kCount>
HWY_NOINLINE void ProjectSome(const std::int16_t* residual, std::size_t size, const std::int16_t* columns,
                              bool cut, double* sums) {
    const D16 d;
    const D32 d32;
    V32 even[kCount];
    V32 odd[kCount];
    for (std::size_t k = 0; k < kCount; ++k) even[k] = odd[k] = hn::Zero(d32);
    const V16 eighth = hn::Set(d, kEighth);
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
        const V16 raw = hn::LoadU(d, residual + i);
        const V16 z = cut ? Cut(raw, kCut) : Cut(hn::MulFixedPoint15(raw, eighth), kMostSummed);
        for (std::size_t k = 0; k < kCount; ++k) {
            even[k] =
                hn::ReorderWidenMulAccumulate(d32, z, hn::LoadU(d, columns + k * size + i), even[k], odd[k]);
        }
    }
    for (std::size_t k = 0; k < kCount; ++k) sums[k] = SumOf(hn::Add(even[k], odd[k]));
}

void Project(const std::int16_t* residual, std::size_t size, const std::int16_t* columns, std::size_t count,
             bool cut, double* sums) {
    std::size_t k = 0;
    for (; k + 5 <= count; k += 5) ProjectSome<5>(residual, size, columns + k * size, cut, sums + k);
    for (; k + 4 <= count; k += 4) ProjectSome<4>(residual, size, columns + k * size, cut, sums + k);
    for (; k + 2 <= count; k += 2) ProjectSome<2>(residual, size, columns + k * size, cut, sums + k);
    for (; k < count; ++k) ProjectSome<1>(residual, size, columns + k * size, cut, sums + k);
}

/// Size of the residuals, gathered vector by vector.
class Sizes {
  public:
    HWY_INLINE Sizes() {
        const D16 d;
        const D32 d32;
        most_ = least_ = hn::Zero(d);
        even_ = odd_ = hn::Zero(d32);
    }
    HWY_INLINE void Add(V16 z) {
        most_ = hn::Max(most_, z);
        least_ = hn::Min(least_, z);
        const V16 cut = Cut(z, kCut);
        even_ = hn::ReorderWidenMulAccumulate(D32(), cut, cut, even_, odd_);
    }
    [[nodiscard]] ResidualSize Sum() const {
        const D16 d;
        const int most = hn::GetLane(hn::MaxOfLanes(d, most_));
        const int least = hn::GetLane(hn::MinOfLanes(d, least_));
        return {std::max(most, -least), SumOf(hn::Add(even_, odd_))};
    }

  private:
    V16 most_, least_;
    V32 even_, odd_;
};

ResidualSize SizeOf(const std::int16_t* residual, std::size_t size) {
    const D16 d;
    Sizes sizes;
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) sizes.Add(hn::LoadU(d, residual + i));
    return sizes.Sum();
}

template <std::size_t kCount>
HWY_NOINLINE ResidualSize TakeOffSome(std::int16_t* residual, std::size_t size, const std::int16_t* columns,
                                      const std::int16_t* amounts) {
    const D16 d;
    V16 amount[kCount];
    for (std::size_t k = 0; k < kCount; ++k) amount[k] = hn::Set(d, amounts[k]);
    Sizes sizes;
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
        V16 z = hn::LoadU(d, residual + i);
        for (std::size_t k = 0; k < kCount; ++k) {
            const V16 column = hn::LoadU(d, columns + k * size + i);
            z = hn::SaturatedSub(z, hn::MulFixedPoint15(amount[k], column));
        }
        hn::StoreU(z, d, residual + i);
        sizes.Add(z);
    }
    return sizes.Sum();
}

ResidualSize TakeOff(std::int16_t* residual, std::size_t size, const std::int16_t* columns, std::size_t count,
                     const std::int16_t* amounts) {
    std::size_t k = 0;
    ResidualSize left;
    for (; k + 9 <= count; k += 9) left = TakeOffSome<9>(residual, size, columns + k * size, amounts + k);
    for (; k + 6 <= count; k += 6) left = TakeOffSome<6>(residual, size, columns + k * size, amounts + k);
    for (; k + 2 <= count; k += 2) left = TakeOffSome<2>(residual, size, columns + k * size, amounts + k);
    for (; k < count; ++k) left = TakeOffSome<1>(residual, size, columns + k * size, amounts + k);
    return left;
}

/// 1 2 1 along columns and rows; beyond the window differences are zero.
void Smooth(const std::int16_t* z, int halved, const DieWindow& w, std::int16_t* row, std::int16_t* smooth) {
    const D16 d;
    const PaddedLayout layout(w);
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const V16 rounding = hn::Set(d, 2);
    // Halving as a product of 2^-15: rounded, and the same on every processor.
    const V16 factor = hn::Set(d, static_cast<std::int16_t>(1 << (15 - std::max(halved, 1))));
    const auto load = [&](const std::int16_t* from) {
        const V16 v = hn::LoadU(d, from);
        return halved == 0 ? v : hn::MulFixedPoint15(v, factor);
    };
    for (int y = 0; y < w.height; ++y) {
        const std::int16_t* const here = z + static_cast<std::ptrdiff_t>(y) * w.stride;
        const std::int16_t* const above = y > 0 ? here - w.stride : nullptr;
        const std::int16_t* const below = y + 1 < w.height ? here + w.stride : nullptr;
        std::int16_t* const down = row + PaddedLayout::kPadX;
        for (int x = 0; x < w.stride; x += lanes) {
            const V16 middle = load(here + x);
            V16 sum = hn::Add(middle, middle);
            if (above != nullptr) sum = hn::Add(sum, load(above + x));
            if (below != nullptr) sum = hn::Add(sum, load(below + x));
            hn::StoreU(sum, d, down + x);
        }
        std::int16_t* const to = smooth + layout.index(0, y);
        for (int x = 0; x < w.width; x += lanes) {
            const V16 middle = hn::LoadU(d, down + x);
            const V16 sides = hn::Add(hn::LoadU(d, down + x - 1), hn::LoadU(d, down + x + 1));
            const V16 sum = hn::Add(hn::Add(middle, middle), hn::Add(sides, rounding));
            // Right of the window it stays zero.
            const auto within = hn::FirstN(d, static_cast<std::size_t>(std::min(lanes, w.width - x)));
            hn::StoreU(hn::IfThenElseZero(within, hn::ShiftRight<2>(sum)), d, to + x);
        }
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::appearance
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::appearance {
namespace {
HWY_EXPORT(CorrectRow);
HWY_EXPORT(LoadResidual);
HWY_EXPORT(Project);
HWY_EXPORT(SizeOf);
HWY_EXPORT(TakeOff);
HWY_EXPORT(Smooth);
}  // namespace

std::uint16_t correct_row(const ImageView& image, const PixelCorrection& correction, int x0, int x1, int y,
                          float per_dn, std::int16_t* light) {
    return HWY_DYNAMIC_DISPATCH(CorrectRow)(image, correction, x0, x1, y, per_dn * correction.gain_unit(),
                                            light);
}

int load_residual(const LightView& light, const DieWindow& window, const PhasePlanes& planes, int x, int y,
                  float noise, int every, std::int16_t* residual) {
    return HWY_DYNAMIC_DISPATCH(LoadResidual)(light, window, planes, x, y, noise, every, residual);
}

void project(std::span<const std::int16_t> residual, const Shorts& columns, std::size_t count, bool cut,
             double* sums) {
    HWY_DYNAMIC_DISPATCH(Project)(residual.data(), residual.size(), columns.data(), count, cut, sums);
}

ResidualSize size_of(std::span<const std::int16_t> residual) {
    return HWY_DYNAMIC_DISPATCH(SizeOf)(residual.data(), residual.size());
}

ResidualSize take_off(std::span<std::int16_t> residual, const Shorts& columns, std::size_t count,
                      const std::int16_t* amounts) {
    return HWY_DYNAMIC_DISPATCH(TakeOff)(residual.data(), residual.size(), columns.data(), count, amounts);
}

void smooth_residual(const std::int16_t* residual, int halved, const DieWindow& window, std::int16_t* row,
                     std::int16_t* smooth) {
    HWY_DYNAMIC_DISPATCH(Smooth)(residual, halved, window, row, smooth);
}

}  // namespace waferglow::appearance
#endif
