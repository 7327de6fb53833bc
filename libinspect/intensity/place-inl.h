// SPDX-License-Identifier: GPL-3.0-or-later
// Where dies lie between the pixels, and what a plan's tables say there. Included once per SIMD target.
#if defined(WAFERGLOW_PLACE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_PLACE_INL
#undef WAFERGLOW_PLACE_INL
#else
#define WAFERGLOW_PLACE_INL
#endif

#include "hwy/highway.h"
#include "libinspect/intensity/tile_kernel.h"

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::ScalableTag<float>;
using VF = hn::Vec<DF>;

inline constexpr std::size_t kRowPad = 32;  // zeros beside a row: the widest box and the widest vector fit in

HWY_INLINE VF all(float value) {
    return hn::Set(DF(), value);
}

/// a / b where b > 0, else 0.
HWY_INLINE VF ratio(VF a, VF b) {
    return hn::IfThenElseZero(hn::Gt(b, hn::Zero(DF())), hn::Div(a, b));
}

/// Positions between pixel centres, 0 to 1.
struct Place {
    VF x, y;
};

/// Of the dies of a rectangle from its column `c` on; row -1 (as of std::size_t) is the one above its first.
HWY_INLINE Place place_of(const Input& in, std::size_t row, std::size_t c) {
    const DF df;
    const TileLattice& l = in.lattice;
    const PixelPoint first =
        l.center({in.rect.row_begin + static_cast<std::int32_t>(row), in.rect.col_begin});
    const VF col = hn::Iota(df, static_cast<float>(c));
    const auto fraction = [&](double step, double begin) {
        const VF at = hn::MulAdd(col, all(static_cast<float>(step)), all(static_cast<float>(begin)));
        return hn::Sub(at, hn::Floor(at));
    };
    return {fraction(l.along_col.x, first.x), fraction(l.along_col.y, first.y)};
}

HWY_INLINE VF look_up(const AxisPlan::Table& table, VF phase) {
    const DF df;
    const hn::RebindToSigned<DF> di;
    const auto node =
        hn::ConvertTo(di, hn::MulAdd(phase, all(static_cast<float>(AxisPlan::kPhases)), all(0.5F)));
    return hn::GatherIndex(df, table.data(), node);
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
