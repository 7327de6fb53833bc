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
#include <type_traits>

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

/// From light to differences in units of the spread, eight or sixteen neighbours at a time. All numbers are
/// 16-bit ones; the product with the inverse of the spread and that with the noise here are rounded each.
template <bool kScaled>
class Differences {
  public:
    Differences(const LightView& light, const PhasePlanes& planes, float noise) {
        const D16 d;
        const double at_noise_1 = static_cast<double>(planes.inverse_unit) * 32768.0 /
                                  static_cast<double>(kLightUnits * kResidualUnit);
        double factor = at_noise_1 / static_cast<double>(noise);
        for (; factor > 32767.0 / 32768.0 && doublings_ < kMostDoublings; factor *= 0.5) ++doublings_;
        factor_ = hn::Set(d, static_cast<std::int16_t>(std::min(32768.0 * factor + 0.5, 32767.0)));
        const float more = 32768.0F * (light.unit * kLightUnits - 1.0F);
        more_ = hn::Set(d, static_cast<std::int16_t>(std::clamp(more, -32767.0F, 32767.0F)));
    }
    HWY_INLINE V16 Of(const std::int16_t* light, const std::int16_t* golden,
                      const std::int16_t* inverse) const {
        const D16 d;
        V16 value = hn::LoadU(d, light);
        if (kScaled) value = hn::SaturatedAdd(value, hn::MulFixedPoint15(value, more_));
        V16 difference = hn::SaturatedSub(value, hn::LoadU(d, golden));
        for (int i = 0; i < doublings_; ++i) difference = hn::SaturatedAdd(difference, difference);
        return hn::MulFixedPoint15(hn::MulFixedPoint15(difference, hn::LoadU(d, inverse)), factor_);
    }

  private:
    static constexpr int kMostDoublings = 15;
    V16 factor_, more_;
    int doublings_ = 0;
};

template <bool kScaled>
int LoadRows(const LightView& from, const DieWindow& w, const PhasePlanes& planes, int x0, int y0,
             float noise, int every, std::int16_t* out) {
    const D16 d;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const Differences<kScaled> differences(from, planes, noise);
    const std::int16_t* golden = planes.light_numbers.data();
    const std::int16_t* inverse = planes.inverse_numbers.data();
    const int stride = w.stride;
    for (int y = 0; y < w.height; y += every) {
        // Beside the window all weights are zero: what is read there doesn't matter.
        const std::int16_t* const row = from.row(y0 + y) + x0;
        for (int x = 0; x < stride; x += lanes)
            hn::StoreU(differences.Of(row + x, golden + x, inverse + x), d, out + x);
        golden += every * stride;
        inverse += every * stride;
        out += stride;
    }
    return (w.height + every - 1) / every;
}

int LoadResidual(const LightView& from, const DieWindow& w, const PhasePlanes& planes, int x0, int y0,
                 float noise, int every, std::int16_t* out) {
    const bool scaled = from.unit != 1.0F / kLightUnits;
    return (scaled ? LoadRows<true> : LoadRows<false>)(from, w, planes, x0, y0, noise, every, out);
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

/// Residuals as they enter the sums of a fit.
template <bool kCutSums>
HWY_INLINE V16 Summed(V16 z) {
    if (kCutSums) return Cut(z, kCut);
    return Cut(hn::MulFixedPoint15(z, hn::Set(D16(), kEighth)), kMostSummed);
}

/// Sums of kCount columns side by side: one pass over the residuals for all of them.
template <std::size_t kCount>
class ColumnSums {
  public:
    HWY_INLINE explicit ColumnSums(const std::int16_t* columns, std::size_t size)
        : columns_(columns), size_(size) {
        for (std::size_t k = 0; k < kCount; ++k) even_[k] = odd_[k] = hn::Zero(D32());
    }
    /// Of the neighbours from position i on.
    HWY_INLINE void Add(V16 z, std::size_t i) {
        const D16 d;
        for (std::size_t k = 0; k < kCount; ++k) {
            even_[k] = hn::ReorderWidenMulAccumulate(D32(), z, hn::LoadU(d, columns_ + k * size_ + i),
                                                     even_[k], odd_[k]);
        }
    }
    HWY_INLINE void Store(double* sums) const {
        for (std::size_t k = 0; k < kCount; ++k) sums[k] = SumOf(hn::Add(even_[k], odd_[k]));
    }

  private:
    const std::int16_t* columns_;
    std::size_t size_;
    V32 even_[kCount], odd_[kCount];
};

template <std::size_t kCount, bool kCutSums>
HWY_NOINLINE void ProjectSome(const std::int16_t* residual, std::size_t size, const std::int16_t* columns,
                              double* sums) {
    const D16 d;
    ColumnSums<kCount> gathered(columns, size);
    for (std::size_t i = 0; i < size; i += hn::Lanes(d))
        gathered.Add(Summed<kCutSums>(hn::LoadU(d, residual + i)), i);
    gathered.Store(sums);
}

template <bool kCutSums>
void ProjectFrom(const std::int16_t* residual, std::size_t size, const std::int16_t* columns,
                 std::size_t count, std::size_t k, double* sums) {
    const auto some = [&]<std::size_t kCount>(std::integral_constant<std::size_t, kCount>) {
        for (; k + kCount <= count; k += kCount)
            ProjectSome<kCount, kCutSums>(residual, size, columns + k * size, sums + k);
    };
    some(std::integral_constant<std::size_t, 9>());
    some(std::integral_constant<std::size_t, 6>());
    some(std::integral_constant<std::size_t, 3>());
    some(std::integral_constant<std::size_t, 1>());
}

void Project(const std::int16_t* residual, std::size_t size, const std::int16_t* columns, std::size_t count,
             bool cut, double* sums) {
    (cut ? ProjectFrom<true> : ProjectFrom<false>)(residual, size, columns, count, 0, sums);
}

template <std::size_t kCount>
HWY_NOINLINE void LoadAndProjectSome(const LightView& from, const DieWindow& w, const PhasePlanes& planes,
                                     int x0, int y0, float noise, std::int16_t* out, double* sums) {
    const D16 d;
    const Differences<false> differences(from, planes, noise);
    const std::int16_t* const golden = planes.light_numbers.data();
    const std::int16_t* const inverse = planes.inverse_numbers.data();
    const auto stride = static_cast<std::size_t>(w.stride);
    ColumnSums<kCount> gathered(planes.columns.data(), w.size());
    std::size_t i = 0;
    for (int y = 0; y < w.height; ++y) {
        const std::int16_t* const row = from.row(y0 + y) + x0;
        for (std::size_t x = 0; x < stride; x += hn::Lanes(d), i += hn::Lanes(d)) {
            const V16 z = differences.Of(row + x, golden + i, inverse + i);
            hn::StoreU(z, d, out + i);
            gathered.Add(Summed<false>(z), i);
        }
    }
    gathered.Store(sums);
}

void LoadAndProject(const LightView& from, const DieWindow& w, const PhasePlanes& planes, int x0, int y0,
                    float noise, std::size_t count, std::int16_t* out, double* sums) {
    std::size_t done = 0;
    if (from.unit != 1.0F / kLightUnits) {
        LoadRows<true>(from, w, planes, x0, y0, noise, 1, out);
    } else if (count >= 9) {
        LoadAndProjectSome<9>(from, w, planes, x0, y0, noise, out, sums);
        done = 9;
    } else if (count >= 6) {
        LoadAndProjectSome<6>(from, w, planes, x0, y0, noise, out, sums);
        done = 6;
    } else {
        LoadRows<false>(from, w, planes, x0, y0, noise, 1, out);
    }
    ProjectFrom<false>(out, w.size(), planes.columns.data(), count, done, sums);
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
HWY_EXPORT(LoadAndProject);
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

void load_and_project(const LightView& light, const DieWindow& window, const PhasePlanes& planes, int x,
                      int y, float noise, std::size_t count, std::int16_t* residual, double* sums) {
    HWY_DYNAMIC_DISPATCH(LoadAndProject)(light, window, planes, x, y, noise, count, residual, sums);
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
