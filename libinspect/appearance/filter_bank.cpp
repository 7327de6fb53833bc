// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/appearance/filter_bank.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/appearance/filter_bank.h"

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace waferglow::appearance {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<float, 8>;
using V = hn::Vec<D>;

/// 1 2 1 along rows and columns; beyond the window residuals are zero.
void Smooth(const float* z, const DieWindow& w, float* smooth) {
    const D d;
    const PaddedLayout layout(w);
    const V two = hn::Set(d, 2.0F);
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const float* const rows = z;
    // Vertically into the padded picture, then along its rows in place: both ends are zero there.
    for (int y = 0; y < w.height; ++y) {
        const float* row = rows + static_cast<std::ptrdiff_t>(y) * w.stride;
        float* to = smooth + layout.index(0, y);
        for (int x = 0; x < w.stride; x += lanes) {
            V sum = hn::Mul(hn::LoadU(d, row + x), two);
            if (y > 0) sum = hn::Add(sum, hn::LoadU(d, row - w.stride + x));
            if (y + 1 < w.height) sum = hn::Add(sum, hn::LoadU(d, row + w.stride + x));
            hn::StoreU(sum, d, to + x);
        }
        V before = hn::Zero(d);
        V here = hn::LoadU(d, to);
        for (int x = 0; x < w.stride; x += lanes) {
            const V after = x + lanes < w.stride ? hn::LoadU(d, to + x + lanes) : hn::Zero(d);
            // Neighbours from what was there before anything was written.
            alignas(64) float values[24];
            hn::StoreU(before, d, values);
            hn::StoreU(here, d, values + lanes);
            hn::StoreU(after, d, values + 2 * lanes);
            const V left = hn::LoadU(d, values + lanes - 1);
            const V right = hn::LoadU(d, values + lanes + 1);
            hn::StoreU(hn::Add(hn::Add(left, right), hn::Mul(here, two)), d, to + x);
            before = here;
            here = after;
        }
        // The smoothed picture reaches one pixel over the window's right end where that has no padding.
        for (int x = w.width; x < w.stride; ++x) to[x] = 0.0F;
    }
}

template <int kHalf>
HWY_INLINE V LineSum(const float* at, std::ptrdiff_t step) {
    const D d;
    V sum = hn::LoadU(d, at);
    for (int i = 1; i <= kHalf; ++i) {
        sum = hn::Add(sum, hn::Add(hn::LoadU(d, at - i * step), hn::LoadU(d, at + i * step)));
    }
    return sum;
}

void ShortLines(const DieWindow& w, FilterBuffers& buffers) {
    const D d;
    const PaddedLayout layout(w);
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const float* const smooth = buffers.smooth.data();
    for (std::size_t k = 0; k < kDirections; ++k) {
        const LineFilter& line = kLines[k];
        const std::ptrdiff_t step = static_cast<std::ptrdiff_t>(line.step.y) * layout.stride + line.step.x;
        float* const out = buffers.lines[k].data();
        for (int y = 0; y < w.height; ++y) {
            const std::ptrdiff_t row = layout.index(0, y);
            for (int x = 0; x < w.width; x += lanes) {
                const V sum =
                    line.half == 2 ? LineSum<2>(smooth + row + x, step) : LineSum<3>(smooth + row + x, step);
                hn::StoreU(sum, d, out + row + x);
            }
            for (int x = w.width; x < w.stride; ++x) out[row + x] = 0.0F;
        }
    }
}

/// The groups of neighbouring pixels. Most neighbours are of one group, and their weights need no choice.
struct Groups {
    hn::Mask<D> metal;
    hn::Mask<D> rim;
    int common = -1;  // the group of all of them
};

/// Keeps the strongest answers of each place.
class Best {
  public:
    HWY_INLINE explicit Best(const Groups& groups) : groups_(groups) {
        const D d;
        most_ = hn::Zero(d);
        least_ = hn::Zero(d);
    }
    HWY_INLINE void Add(V answer, const std::array<float, kTailGroups>& weights) {
        const D d;
        const V weight = groups_.common >= 0
                             ? hn::Set(d, weights[static_cast<std::size_t>(groups_.common)])
                             : hn::IfThenElse(groups_.rim, hn::Set(d, weights[2]),
                                              hn::IfThenElse(groups_.metal, hn::Set(d, weights[1]),
                                                             hn::Set(d, weights[0])));
        const V scaled = hn::Mul(answer, weight);
        most_ = hn::Max(most_, scaled);
        least_ = hn::Min(least_, scaled);
    }
    [[nodiscard]] HWY_INLINE V most() const { return most_; }
    [[nodiscard]] HWY_INLINE V least() const { return least_; }

  private:
    const Groups& groups_;
    V most_, least_;
};

HWY_INLINE V Blob4(const float* at, std::ptrdiff_t stride) {
    const D d;
    return hn::Add(hn::Add(hn::LoadU(d, at - stride - 1), hn::LoadU(d, at - stride + 1)),
                   hn::Add(hn::LoadU(d, at + stride - 1), hn::LoadU(d, at + stride + 1)));
}

HWY_INLINE V Blob6(const float* at, std::ptrdiff_t stride) {
    const D d;
    V sum = hn::Zero(d);
    for (int v = -2; v <= 2; v += 2) {
        const float* row = at + v * stride;
        sum = hn::Add(sum, hn::Add(hn::LoadU(d, row - 2), hn::Add(hn::LoadU(d, row), hn::LoadU(d, row + 2))));
    }
    return sum;
}

void Strongest(const PhasePlanes& planes, const DieWindow& w, const FilterWeights& weights,
               FilterBuffers& buffers, float* strongest) {
    const D d;
    const hn::Rebind<std::int32_t, D> di;
    const PaddedLayout layout(w);
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const auto group_is = [&](hn::Vec<decltype(di)> group, TailGroup which) {
        return hn::RebindMask(d, hn::Eq(group, hn::Set(di, static_cast<std::int32_t>(which))));
    };
    V body_most = hn::Zero(d), metal_most = hn::Zero(d), rim_most = hn::Zero(d);
    for (int y = 0; y < w.height; ++y) {
        const std::ptrdiff_t row = layout.index(0, y);
        for (int x = 0; x < w.width; x += lanes) {
            const std::size_t to = w.index(x, y);
            const std::ptrdiff_t at = row + x;
            const auto group = hn::LoadU(di, planes.group.data() + to);
            const auto metal = group_is(group, TailGroup::metal);
            const auto rim = group_is(group, TailGroup::rim);
            const auto body = group_is(group, TailGroup::body);
            const auto none = group_is(group, TailGroup::none);
            if (hn::AllTrue(d, none)) {
                hn::StoreU(hn::Zero(d), d, buffers.dark.data() + to);
                hn::StoreU(hn::Zero(d), d, buffers.bright.data() + to);
                continue;
            }
            Groups groups{metal, rim};
            if (hn::AllTrue(d, body)) groups.common = static_cast<int>(TailGroup::body);
            if (hn::AllTrue(d, metal)) groups.common = static_cast<int>(TailGroup::metal);
            if (hn::AllTrue(d, rim)) groups.common = static_cast<int>(TailGroup::rim);
            Best best(groups);
            const float* const smooth = buffers.smooth.data() + at;
            best.Add(hn::LoadU(d, smooth), weights.of[kPointFilter]);
            best.Add(Blob4(smooth, layout.stride), weights.of[kBlob4Filter]);
            best.Add(Blob6(smooth, layout.stride), weights.of[kBlob6Filter]);
            for (std::size_t k = 0; k < kDirections; ++k) {
                const float* const line = buffers.lines[k].data() + at;
                best.Add(hn::LoadU(d, line), weights.of[kFirstShort + k]);
                if (!weights.long_lines) continue;
                const std::ptrdiff_t step =
                    static_cast<std::ptrdiff_t>(kLines[k].step.y) * layout.stride + kLines[k].step.x;
                best.Add(hn::Add(hn::LoadU(d, line - kLines[k].half * step),
                                 hn::LoadU(d, line + (kLines[k].half + 1) * step)),
                         weights.of[kFirstLong + k]);
            }
            const V dark = hn::IfThenZeroElse(none, hn::Neg(best.least()));
            const V bright = hn::IfThenZeroElse(none, best.most());
            hn::StoreU(dark, d, buffers.dark.data() + to);
            hn::StoreU(bright, d, buffers.bright.data() + to);
            const V most = hn::Max(dark, bright);
            metal_most = hn::Max(metal_most, hn::IfThenElseZero(metal, most));
            rim_most = hn::Max(rim_most, hn::IfThenElseZero(rim, most));
            body_most = hn::Max(body_most, hn::IfThenElseZero(body, most));
        }
    }
    strongest[0] = hn::GetLane(hn::MaxOfLanes(d, body_most));
    strongest[1] = hn::GetLane(hn::MaxOfLanes(d, metal_most));
    strongest[2] = hn::GetLane(hn::MaxOfLanes(d, rim_most));
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::appearance
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::appearance {
namespace {
HWY_EXPORT(Smooth);
HWY_EXPORT(ShortLines);
HWY_EXPORT(Strongest);
}  // namespace

void FilterBuffers::fit(const DieWindow& window) {
    const PaddedLayout layout(window);
    smooth.assign(layout.size(), 0.0F);
    for (Floats& line : lines) line.assign(layout.size(), 0.0F);
    dark.assign(window.size(), 0.0F);
    bright.assign(window.size(), 0.0F);
}

std::array<float, kFilters> answers_at(const FilterBuffers& buffers, const DieWindow& window, bool long_lines,
                                       int x, int y) {
    const PaddedLayout layout(window);
    const auto smooth = [&](int u, int v) {
        return buffers.smooth[static_cast<std::size_t>(layout.index(u, v))];
    };
    std::array<float, kFilters> answers{};
    answers[kPointFilter] = smooth(x, y);
    for (int v = -1; v <= 1; v += 2) {
        for (int u = -1; u <= 1; u += 2) answers[kBlob4Filter] += smooth(x + u, y + v);
    }
    for (int v = -2; v <= 2; v += 2) {
        for (int u = -2; u <= 2; u += 2) answers[kBlob6Filter] += smooth(x + u, y + v);
    }
    for (std::size_t k = 0; k < kDirections; ++k) {
        const LineFilter& line = kLines.at(k);
        for (int i = -line.half; i <= line.half; ++i) {
            answers.at(kFirstShort + k) += smooth(x + i * line.step.x, y + i * line.step.y);
        }
        if (!long_lines) continue;
        const auto shifted = [&](int steps) {
            return buffers.lines.at(
                k)[static_cast<std::size_t>(layout.index(x + steps * line.step.x, y + steps * line.step.y))];
        };
        answers.at(kFirstLong + k) = shifted(-line.half) + shifted(line.half + 1);
    }
    return answers;
}

void prepare_filters(std::span<const float> residual, const DieWindow& window, FilterBuffers& buffers) {
    HWY_DYNAMIC_DISPATCH(Smooth)(residual.data(), window, buffers.smooth.data());
    HWY_DYNAMIC_DISPATCH(ShortLines)(window, buffers);
}

std::array<float, kTailGroups> strongest_answers(const PhasePlanes& planes, const DieWindow& window,
                                                 const FilterWeights& weights, FilterBuffers& buffers) {
    std::array<float, kTailGroups> strongest{};
    HWY_DYNAMIC_DISPATCH(Strongest)(planes, window, weights, buffers, strongest.data());
    return strongest;
}

}  // namespace waferglow::appearance
#endif
