// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/intensity/tile_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "libinspect/intensity/internal/column_sums-inl.h"
#include "libinspect/intensity/internal/die_sums-inl.h"
#include "libinspect/intensity/internal/tile_kernel.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {

/// Pixels at or above saturation whose centres lie in the window. Rare, so plain.
void count_saturated(const Input& in, const Strip& s, const DieSums& sums) {
    const WindowPlan& plan = *in.plan;
    const auto first_from = [](double v) { return std::max(0, static_cast<int>(std::ceil(v))); };
    for (std::int32_t col = s.col_begin; col < s.col_end; ++col) {
        const PixelPoint c = in.lattice.center({s.row, col});
        const int x0 = first_from(c.x - plan.x.window_half_px);
        const int x1 = std::min(in.tile.width, first_from(c.x + plan.x.window_half_px));
        const int y0 = first_from(c.y - plan.y.window_half_px);
        const int y1 = std::min(in.tile.height, first_from(c.y + plan.y.window_half_px));
        std::int32_t count = 0;
        for (int y = y0; y < y1; ++y) {
            const std::uint16_t* line = in.tile.row(y);
            for (int x = x0; x < x1; ++x) count += line[x] >= in.saturation_dn ? 1 : 0;
        }
        const auto k = static_cast<std::ptrdiff_t>(s.row - in.rect.row_begin) * in.rect.cols() +
                       (col - in.rect.col_begin);
        sums.saturated_px[k] = count;
    }
}

void SumDies(const Input& in, const DieSums& sums) {
    const auto array = [&](std::size_t i) { return in.columns + i * in.places; };
    const Columns columns{array(0), array(1), array(2), array(3), array(4), array(5), array(6), array(7)};
    const ColumnSums pixels(in, columns);
    DieTotals dies(in, sums);
    std::vector<Strip*>& active = *in.active;  // from left to right
    active.clear();
    std::size_t next = 0;
    for (int y = 0; y < in.tile.height && (next < in.strips.size() || !active.empty()); ++y) {
        for (; next < in.strips.size() && in.strips[next].y_begin() <= y; ++next) {
            Strip* const s = &in.strips[next];
            const auto after = std::upper_bound(active.begin(), active.end(), s->x_begin,
                                                [](int x, const Strip* other) { return x < other->x_begin; });
            active.insert(after, s);
        }
        std::size_t kept = 0;
        for (Strip* const s : active) {
            pixels.add_row(*s, y);
            if (y < s->bottom1) {
                active[kept++] = s;
                continue;
            }
            pixels.clear_empty(*s);
            dies.total(*s, columns);
            if (s->saturated) count_saturated(in, *s, sums);
        }
        active.resize(kept);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::kernel {

HWY_EXPORT(SumDies);

void sum_dies(const Input& input, const DieSums& sums) {
    HWY_DYNAMIC_DISPATCH(SumDies)(input, sums);
}

}  // namespace waferglow::kernel
#endif
