// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/intensity/tile_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/intensity/tile_kernel.h"

#include <algorithm>
#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::ScalableTag<float>;
using DI32 = hn::RebindToSigned<DF>;
using DU16Half = hn::Rebind<std::uint16_t, DF>;
using VF = hn::Vec<DF>;

/// Rows [begin, end).
struct Rows {
    int begin = 0;
    int end = 0;
    [[nodiscard]] int count() const { return std::max(0, end - begin); }
};

/// One strip: dies that share their pixel rows, and the columns they need.
struct Strip {
    std::int32_t row = 0;
    std::int32_t col_begin = 0;
    std::int32_t col_end = 0;
    int x_begin = 0;
    int x_end = 0;
    Rows street;
    int top = 0;
    Rows upper, core, lower;  // interior rows above, in, and below the core
    int bottom0 = 0;
    int bottom1 = 0;
};

struct Columns {
    float* street;
    float* street_squares;
    float* top;
    float* interior;
    float* core;
    float* core_squares;
    float* bottom0;
    float* bottom1;
};

class Pass {
  public:
    Pass(const Input& input, const DieSums& sums) : in_(input), plan_(*input.plan), out_(sums) {}

    void run() {
        for (std::int32_t row = in_.rect.row_begin; row < in_.rect.row_end; ++row) cut_row(row);
    }

  private:
    void cut_row(std::int32_t row) {
        std::int32_t col = in_.rect.col_begin;
        const std::int32_t end = in_.rect.col_end;
        const double half_x = plan_.x.window_half_px;
        const double half_y = plan_.y.window_half_px;
        const auto inside = [&](PixelPoint c) {
            return c.x - half_x >= -0.5 && c.x + half_x <= in_.tile.width - 0.5 && c.y - half_y >= -0.5 &&
                   c.y + half_y <= in_.tile.height - 0.5;
        };
        while (col < end) {
            const PixelPoint first = in_.lattice.center({row, col});
            if (!inside(first)) {
                ++col;
                continue;
            }
            const RowStep step(first.y, half_y);
            const double x_limit = first.x + kBlock_px - plan_.x.pitch_px;
            std::int32_t next = col + 1;
            for (; next < end; ++next) {
                const PixelPoint c = in_.lattice.center({row, next});
                if (!inside(c) || RowStep(c.y, half_y).center != step.center || c.x > x_limit) break;
            }
            measure(make_strip(row, col, next, step));
            col = next;
        }
    }

    [[nodiscard]] Strip make_strip(std::int32_t row, std::int32_t begin, std::int32_t end,
                                   const RowStep& step) const {
        Strip s;
        s.row = row;
        s.col_begin = begin;
        s.col_end = end;
        const double cell = std::max(0.5 * plan_.x.pitch_px, plan_.x.window_half_px + 0.5);
        const int width = in_.tile.width;
        const int height = in_.tile.height;
        s.x_begin = std::max(0, static_cast<int>(std::ceil(in_.lattice.center({row, begin}).x - cell)));
        s.x_end =
            std::min(width, static_cast<int>(std::floor(in_.lattice.center({row, end - 1}).x + cell)) + 1);
        const AxisPlan& y = plan_.y;
        const double top_edge = step.center - 0.25 - y.window_half_px;  // of the highest die of the step
        s.top = std::max(0, step.top);
        s.bottom0 = static_cast<int>(std::floor(top_edge + 2.0 * y.window_half_px + 0.5));
        s.bottom1 = std::min(s.bottom0 + 1, height - 1);
        s.bottom0 = std::min(s.bottom0, height - 1);
        const Rows interior{s.top + 1, s.bottom0};
        s.core.begin = std::max(interior.begin, static_cast<int>(std::ceil(step.center - y.core_half_px)));
        s.core.end = std::min(interior.end, static_cast<int>(std::floor(step.center + y.core_half_px)) + 1);
        s.core.end = std::max(s.core.begin, s.core.end);
        s.upper = {interior.begin, s.core.begin};
        s.lower = {s.core.end, interior.end};
        if (plan_.streets_y) {
            const double middle = step.center - 0.5 * y.pitch_px;
            const double half = 0.5 * y.pitch_px - y.street_begin_px;
            s.street = {static_cast<int>(std::ceil(middle - half)),
                        static_cast<int>(std::floor(middle + half)) + 1};
            if (s.street.count() == 0) {
                s.street.begin = static_cast<int>(std::floor(middle + 0.5));
                s.street.end = s.street.begin + 1;
            }
            s.street = {std::max(0, s.street.begin), std::min(height, s.street.end)};
        }
        return s;
    }

    struct Sum {
        VF s0, q0, s1, q1;
    };

    HWY_INLINE VF corrected(int y, int x) const {
        const DF df;
        const DI32 di;
        const DU16Half du;
        const auto raw = hn::PromoteTo(di, hn::LoadU(du, in_.tile.row(y) + x));
        const auto dark = hn::PromoteTo(di, hn::LoadU(du, in_.dark.row(y) + x));
        const auto gain = hn::PromoteTo(di, hn::LoadU(du, in_.gain.row(y) + x));
        return hn::Mul(hn::ConvertTo(df, hn::Sub(raw, dark)), hn::ConvertTo(df, gain));
    }

    HWY_INLINE void add_rows(Rows rows, int x, Sum& sum) const {
        const int n = static_cast<int>(hn::Lanes(DF()));
        for (int y = rows.begin; y < rows.end; ++y) {
            const VF a = corrected(y, x);
            const VF b = corrected(y, x + n);
            sum.s0 = hn::Add(sum.s0, a);
            sum.q0 = hn::MulAdd(a, a, sum.q0);
            sum.s1 = hn::Add(sum.s1, b);
            sum.q1 = hn::MulAdd(b, b, sum.q1);
        }
    }

    HWY_INLINE static Sum zero() {
        const VF z = hn::Zero(DF());
        return {z, z, z, z};
    }

    HWY_INLINE static void store(float* to, VF a, VF b) {
        const DF df;
        hn::StoreU(a, df, to);
        hn::StoreU(b, df, to + hn::Lanes(df));
    }

    void sum_columns(const Strip& s, const Columns& to) {
        const int n = static_cast<int>(2 * hn::Lanes(DF()));
        int x = s.x_begin;
        bool last = false;
        while (!last) {
            // The last block ends with the strip, or with the image; it may repeat columns, to the same
            // result.
            if (x + n >= s.x_end) {
                last = true;
                x = std::min(x, std::max(in_.tile.width, kLeastWidth_px) - n);
            }
            const std::ptrdiff_t i = x - s.x_begin;
            Sum sum = zero();
            add_rows(s.street, x, sum);
            store(to.street + i, sum.s0, sum.s1);
            store(to.street_squares + i, sum.q0, sum.q1);
            const int half = n / 2;
            store(to.top + i, corrected(s.top, x), corrected(s.top, x + half));
            sum = zero();
            add_rows(s.core, x, sum);
            store(to.core + i, sum.s0, sum.s1);
            store(to.core_squares + i, sum.q0, sum.q1);
            add_rows(s.upper, x, sum);
            add_rows(s.lower, x, sum);
            store(to.interior + i, sum.s0, sum.s1);
            store(to.bottom0 + i, corrected(s.bottom0, x), corrected(s.bottom0, x + half));
            store(to.bottom1 + i, corrected(s.bottom1, x), corrected(s.bottom1, x + half));
            x += n;
        }
    }

    void sum_die(const Strip& s, std::int32_t col, const Columns& from) {
        const DF df;
        const PixelPoint c = in_.lattice.center({s.row, col});
        const AxisPlan& px = plan_.x;
        const auto row_weight = [&](int y) {
            return static_cast<float>(std::clamp(plan_.y.window_half_px + 0.5 - std::abs(y - c.y), 0.0, 1.0));
        };
        const VF weight_top = hn::Set(df, s.top < s.upper.begin ? row_weight(s.top) : 0.0F);
        const VF weight_bottom0 = hn::Set(df, row_weight(s.bottom0));
        const VF weight_bottom1 = hn::Set(df, s.bottom1 > s.bottom0 ? row_weight(s.bottom1) : 0.0F);
        // A cell that the image cuts is cut on both sides alike.
        const double in_image = std::min(c.x + 0.5, in_.tile.width - 0.5 - c.x);
        const VF cell = hn::Set(df, static_cast<float>(std::min(0.5 * px.pitch_px, in_image)));
        const VF street_begin = hn::Set(df, static_cast<float>(px.street_begin_px));
        const VF core_half = hn::Set(df, static_cast<float>(px.core_half_px));
        const VF window_end = hn::Set(df, static_cast<float>(px.window_half_px + 0.5));
        const VF one = hn::Set(df, 1.0F);
        const VF street_rows = hn::Set(df, static_cast<float>(s.street.count()));
        const VF core_rows = hn::Set(df, static_cast<float>(s.core.count()));
        const bool crossings = plan_.choice.crossings_only;
        const bool beside = plan_.streets_x && !crossings;

        const double reach = std::max(0.5 * px.pitch_px, px.window_half_px + 0.5);
        const int x_begin = std::max(s.x_begin, static_cast<int>(std::ceil(c.x - reach)));
        const int x_end = std::min(s.x_end, static_cast<int>(std::floor(c.x + reach)) + 1);
        VF d = hn::Add(hn::Iota(df, 0.0F), hn::Set(df, static_cast<float>(x_begin - c.x)));
        VF window = hn::Zero(df), core = window, core2 = window, core_n = window;
        VF street = window, street2 = window, street_n = window;
        const int n = static_cast<int>(hn::Lanes(df));
        for (int x = x_begin; x < x_end; x += n) {
            const std::ptrdiff_t i = x - s.x_begin;
            const VF far = hn::Abs(d);
            const VF w = hn::Max(hn::Zero(df), hn::Min(one, hn::Sub(window_end, far)));
            VF column = hn::LoadU(df, from.interior + i);
            column = hn::MulAdd(weight_top, hn::LoadU(df, from.top + i), column);
            column = hn::MulAdd(weight_bottom0, hn::LoadU(df, from.bottom0 + i), column);
            column = hn::MulAdd(weight_bottom1, hn::LoadU(df, from.bottom1 + i), column);
            window = hn::MulAdd(w, column, window);
            const VF core_s = hn::LoadU(df, from.core + i);
            const VF core_q = hn::LoadU(df, from.core_squares + i);
            const auto in_core = hn::Le(far, core_half);
            core = hn::Add(core, hn::IfThenElseZero(in_core, core_s));
            core2 = hn::Add(core2, hn::IfThenElseZero(in_core, core_q));
            core_n = hn::Add(core_n, hn::IfThenElseZero(in_core, core_rows));
            const auto in_cell = hn::Le(far, cell);
            const auto in_street = hn::And(in_cell, hn::Ge(far, street_begin));
            const auto in_between = crossings ? in_street : in_cell;
            street = hn::Add(street, hn::IfThenElseZero(in_between, hn::LoadU(df, from.street + i)));
            street2 =
                hn::Add(street2, hn::IfThenElseZero(in_between, hn::LoadU(df, from.street_squares + i)));
            street_n = hn::Add(street_n, hn::IfThenElseZero(in_between, street_rows));
            if (beside) {
                street = hn::Add(street, hn::IfThenElseZero(in_street, core_s));
                street2 = hn::Add(street2, hn::IfThenElseZero(in_street, core_q));
                street_n = hn::Add(street_n, hn::IfThenElseZero(in_street, core_rows));
            }
            d = hn::Add(d, hn::Set(df, static_cast<float>(n)));
        }
        const std::size_t k =
            static_cast<std::size_t>(s.row - in_.rect.row_begin) * static_cast<std::size_t>(in_.rect.cols()) +
            static_cast<std::size_t>(col - in_.rect.col_begin);
        const auto total = [&](VF v) { return hn::GetLane(hn::SumOfLanes(df, v)); };
        out_.window[k] = total(window);
        out_.core[k] = total(core);
        out_.core_squares[k] = total(core2);
        out_.core_pixels[k] = total(core_n);
        out_.street[k] = total(street);
        out_.street_squares[k] = total(street2);
        out_.street_pixels[k] = total(street_n);
    }

    void count_saturated(const Strip& s, std::int32_t col) {
        const PixelPoint c = in_.lattice.center({s.row, col});
        const auto first = [](double v) { return static_cast<int>(std::ceil(v)); };
        const int x0 = std::max(0, first(c.x - plan_.x.window_half_px));
        const int x1 = std::min(in_.tile.width, first(c.x + plan_.x.window_half_px));
        const int y0 = std::max(0, first(c.y - plan_.y.window_half_px));
        const int y1 = std::min(in_.tile.height, first(c.y + plan_.y.window_half_px));
        std::int32_t count = 0;
        for (int y = y0; y < y1; ++y) {
            const std::uint16_t* line = in_.tile.row(y);
            for (int x = x0; x < x1; ++x) count += line[x] >= in_.saturation_dn ? 1 : 0;
        }
        const std::size_t k =
            static_cast<std::size_t>(s.row - in_.rect.row_begin) * static_cast<std::size_t>(in_.rect.cols()) +
            static_cast<std::size_t>(col - in_.rect.col_begin);
        out_.saturated_px[k] = count;
    }

    void measure(const Strip& s) {
        const std::size_t stride = column_floats(plan_.x.pitch_px) / kClasses;
        const auto array = [&](std::size_t i) { return in_.columns + i * stride + kPad_px; };
        const Columns columns{array(0), array(1), array(2), array(3), array(4), array(5), array(6), array(7)};
        sum_columns(s, columns);
        for (std::int32_t col = s.col_begin; col < s.col_end; ++col) {
            sum_die(s, col, columns);
            count_saturated(s, col);
        }
    }

    const Input& in_;
    const WindowPlan& plan_;
    const DieSums& out_;
};

void SumDies(const Input& input, const DieSums& sums) {
    Pass(input, sums).run();
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

std::size_t column_floats(double pitch_px) {
    const auto block = static_cast<std::size_t>(std::max<double>(kBlock_px, 2.0 * pitch_px));
    return kClasses * (block + 2 * kPad_px);
}

}  // namespace waferglow::kernel
#endif
