// SPDX-License-Identifier: GPL-3.0-or-later
// The light of a tile's dies and of those just around them, for what dies spill. Included once per SIMD
// target.
//
// Dies that the image cuts can't be measured but glow all the same: their light is taken to be that of the
// die beside them. Where the grid has ended nothing glows: as the input's presence says, or without that
// where a die would lie in the image but is none of the rectangle's.
#if defined(WAFERGLOW_LIGHT_FIELD_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_LIGHT_FIELD_INL
#undef WAFERGLOW_LIGHT_FIELD_INL
#else
#define WAFERGLOW_LIGHT_FIELD_INL
#endif

#include "libinspect/intensity/internal/place-inl.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// One number a die, and a border of one die around the rectangle. Values of the dies `measurable` are
/// written through `row`; `fill_in` completes them.
class LightField {
    using Shares = RowTables::Shares;

  public:
    /// `memory` holds `floats` of them.
    LightField(const Input& input, std::span<const ColumnSpan> measurable, std::size_t stride, float* memory)
        : in_(input),
          plan_(*input.plan),
          measurable_(measurable),
          rows_(static_cast<std::size_t>(input.rect.rows())),
          cols_(static_cast<std::size_t>(input.rect.cols())),
          stride_(stride),
          values_(memory),
          scratch_(memory + (rows_ + 2) * stride) {}
    static std::size_t floats(std::size_t rows, std::size_t stride) { return 2 * (rows + 2) * stride; }

    /// Of the die in the rectangle's first column; row -1 (as of std::size_t) is the one above its first.
    [[nodiscard]] float* row(std::size_t row) const { return line(values_, row); }

    void fill_in() const {
        const auto known = [](const ColumnSpan& span) { return span.begin < span.end; };
        const auto first = std::ranges::find_if(measurable_, known);
        if (first == measurable_.end()) {
            std::fill(values_, values_ + (rows_ + 2) * stride_, 0.0F);
            return;
        }
        const auto begin = static_cast<std::size_t>(first - measurable_.begin());
        std::size_t end = rows_;
        while (!known(measurable_[end - 1])) --end;
        for (std::size_t r = begin; r < end; ++r) {
            if (known(measurable_[r])) {
                fill_in_row(r);
            } else {
                copy_row(r - 1, r);
            }
        }
        for (std::size_t r = begin; r-- > 0;) copy_row(r + 1, r);
        for (std::size_t r = end; r < rows_; ++r) copy_row(r - 1, r);
        copy_row(0, kAbove);
        copy_row(rows_ - 1, rows_);
        for (std::size_t r = kAbove; r != rows_ + 1; ++r) {
            clear_absent(r);
            widen_border(row(r));
        }
    }

    /// Takes off what dies spill into the windows of the next ones: the inverse of 1 + N to second order,
    /// along each axis.
    void separate() const {
        if (!plan_.around.empty()) {
            separate_around();
            return;
        }
        const DF df;
        for (std::size_t r = kAbove; r != rows_ + 1; ++r) {
            float* const from = row(r);
            float* const once = line(scratch_, r);
            over_columns(from, once, [&](std::size_t c) {
                return hn::NegMulAdd(from_next(plan_.x, place_of(in_, r, c).x), beside(from, c),
                                     hn::LoadU(df, from + c));
            });
            over_columns(from, from, [&](std::size_t c) {
                return hn::NegMulAdd(from_next(plan_.x, place_of(in_, r, c).x), beside(once, c),
                                     hn::LoadU(df, from + c));
            });
        }
        copy(row(kAbove), line(scratch_, kAbove));
        copy(row(rows_), line(scratch_, rows_));
        const auto less = [&](float* plane, std::size_t r, std::size_t c) {
            const Place place = place_of(in_, r, c);
            const VF above = next_row(line(plane, r - 1) + c, r, place);
            const VF below = next_row(line(plane, r + 1) + c, r, place);
            const VF over = in_.next.has_fields() ? hn::MulAdd(all(in_.next.above(r)), above,
                                                               hn::Mul(all(in_.next.below(r)), below))
                                                  : hn::Add(above, below);
            return hn::NegMulAdd(from_next(plan_.y, place.y), over, hn::LoadU(df, row(r) + c));
        };
        for (std::size_t r = 0; r < rows_; ++r)
            over_columns(row(r), line(scratch_, r), [&](std::size_t c) { return less(values_, r, c); });
        for (std::size_t r = 0; r < rows_; ++r)
            over_columns(row(r), row(r), [&](std::size_t c) { return less(scratch_, r, c); });
    }

    /// What street pixels of a cell see of the dies around it, by where the cell lies between the pixels.
    struct StreetShares {
        Shares street_x, street_y, along_x, along_y;
        Shares next_street_x, next_along_x;  ///< of staggered rows
    };
    /// Of the cells from column c on, from tables whose streets are spread.
    [[nodiscard]] StreetShares street_shares(const RowTables& tables, std::size_t c) const {
        StreetShares s{tables.street_x(c), tables.street_y(c), {}, {}, {}, {}};
        if (!plan_.choice.crossings_only) {
            s.along_x = tables.along_x(c);
            s.along_y = tables.along_y(c);
        }
        if (!plan_.x.next_row.empty()) {
            s.next_street_x = tables.next_street_x(c);
            if (!plan_.choice.crossings_only) s.next_along_x = tables.next_along_x(c);
        }
        return s;
    }
    /// Mean over the street pixels of a cell of what the dies around it spill there; 0 where it has none.
    [[nodiscard]] VF in_street(const StreetShares& s, std::size_t r, std::size_t c) const {
        if (!plan_.around.empty()) return in_street_around(s, r, c);
        if (plan_.choice.crossings_only)
            return ratio(sum(s.street_x, s.street_y, s.next_street_x, r, c),
                         hn::Mul(s.street_x.count, s.street_y.count));
        const VF light = hn::Add(sum(s.along_x, s.street_y, s.next_along_x, r, c),
                                 sum(s.street_x, s.along_y, s.next_street_x, r, c));
        return ratio(
            light, hn::MulAdd(s.along_x.count, s.street_y.count, hn::Mul(s.street_x.count, s.along_y.count)));
    }

  private:
    static constexpr std::size_t kAbove = static_cast<std::size_t>(-1);

    /// Takes off what dies spill into the windows of all those around, as `separate` does.
    void separate_around() const {
        const auto less = [&](float* plane, std::size_t r, std::size_t c) {
            const Place place = place_of(in_, r, c);
            const VF captured = hn::Mul(look_up(plan_.x.window, &AxisPlan::Window::captured, place.x),
                                        look_up(plan_.y.window, &AxisPlan::Window::captured, place.y));
            const VF spilt = from_around(plane, r, c, [&](const DiesAround::Die& die) {
                return hn::Mul(share_x(die, &DiesAround::Shares::window, place),
                               share_y(die, &DiesAround::Shares::window, place));
            });
            return hn::NegMulAdd(spilt, hn::Div(all(1.0F), captured), hn::LoadU(DF(), row(r) + c));
        };
        for (const std::size_t border : {kAbove, rows_}) {
            widen_border(row(border));
            copy(row(border), line(scratch_, border));
        }
        for (std::size_t r = 0; r < rows_; ++r)
            over_columns(row(r), line(scratch_, r), [&](std::size_t c) { return less(values_, r, c); });
        for (std::size_t r = 0; r < rows_; ++r)
            over_columns(row(r), row(r), [&](std::size_t c) { return less(scratch_, r, c); });
    }
    [[nodiscard]] VF in_street_around(const StreetShares& s, std::size_t r, std::size_t c) const {
        using Seen = DiesAround::Shares;
        const Place place = place_of(in_, r, c);
        const VF own = hn::MulAdd(s.along_x.own, s.street_y.own, hn::Mul(s.street_x.own, s.along_y.own));
        const VF others = from_around(values_, r, c, [&](const DiesAround::Die& die) {
            return hn::MulAdd(share_x(die, &Seen::along, place), share_y(die, &Seen::street, place),
                              hn::Mul(share_x(die, &Seen::street, place), share_y(die, &Seen::along, place)));
        });
        return ratio(
            hn::MulAdd(own, hn::LoadU(DF(), row(r) + c), others),
            hn::MulAdd(s.along_x.count, s.street_y.count, hn::Mul(s.street_x.count, s.along_y.count)));
    }
    [[nodiscard]] VF share_x(const DiesAround::Die& die, float DiesAround::Shares::*of,
                             const Place& place) const {
        return look_up(plan_.around.x[die.x], of, place.x);
    }
    [[nodiscard]] VF share_y(const DiesAround::Die& die, float DiesAround::Shares::*of,
                             const Place& place) const {
        return look_up(plan_.around.y[die.y], of, place.y);
    }
    /// Light that the cells from column c on see of the dies around them, `share` telling it of each.
    template <class Share>
    [[nodiscard]] VF from_around(float* plane, std::size_t r, std::size_t c, const Share& share) const {
        const DF df;
        const hn::RebindToSigned<DF> di;
        const auto at_row = static_cast<std::ptrdiff_t>(r);
        const auto last_row = static_cast<std::ptrdiff_t>(rows_);
        const bool odd_row = (in_.rect.row_begin + static_cast<std::int32_t>(at_row)) % 2 != 0;
        const auto of_parity = [&](bool odd_col) {
            VF sum = hn::Zero(df);
            for (const DiesAround::Die& die : plan_.around.of[(odd_row ? 2U : 0U) + (odd_col ? 1U : 0U)]) {
                const std::ptrdiff_t from = std::clamp<std::ptrdiff_t>(at_row + die.row, -1, last_row);
                VF light = hn::LoadU(df, line(plane, static_cast<std::size_t>(from)) + c + die.col);
                if (in_.next.has_fields()) light = hn::Mul(light, across_fields(die, r, c));
                sum = hn::MulAdd(share(die), light, sum);
            }
            return sum;
        };
        const std::int32_t first = in_.rect.col_begin + static_cast<std::int32_t>(c);
        const auto parity = hn::And(hn::Iota(di, first % 2 != 0 ? 1 : 0), hn::Set(di, 1));
        const auto odd = hn::RebindMask(df, hn::Eq(parity, hn::Set(di, 1)));
        return hn::IfThenElse(odd, of_parity(true), of_parity(false));
    }
    /// Of the light from a die around, what arrives across the streets between fields.
    [[nodiscard]] VF across_fields(const DiesAround::Die& die, std::size_t r, std::size_t c) const {
        VF share = all(1.0F);
        if (die.col != 0) share = hn::LoadU(DF(), (die.col < 0 ? in_.next.before() : in_.next.after()) + c);
        if (die.row == 0) return share;
        return hn::Mul(share, all(die.row < 0 ? in_.next.above(r) : in_.next.below(r)));
    }

    /// Of the light of a die and the eight around it; `next_x` where rows are staggered.
    [[nodiscard]] VF sum(Shares x, Shares y, const Shares& next_x, std::size_t r, std::size_t c) const {
        const DF df;
        if (in_.next.has_fields()) {
            x.before = hn::Mul(x.before, hn::LoadU(df, in_.next.before() + c));
            x.after = hn::Mul(x.after, hn::LoadU(df, in_.next.after() + c));
            y.before = hn::Mul(y.before, all(in_.next.above(r)));
            y.after = hn::Mul(y.after, all(in_.next.below(r)));
        }
        const AxisPlan::Staggered* const next = next_row_of(in_, r);
        const Shares& other = next == nullptr ? x : next_x;
        const std::ptrdiff_t nearest = static_cast<std::ptrdiff_t>(c) + (next == nullptr ? 0 : next->nearest);
        const VF here = hn::Mul(y.own, along_row(x, row(r) + c));
        const VF above = hn::MulAdd(y.before, along_row(other, row(r - 1) + nearest), here);
        return hn::MulAdd(y.after, along_row(other, row(r + 1) + nearest), above);
    }
    static VF along_row(const Shares& x, const float* here) {
        const DF df;
        const VF beside =
            hn::MulAdd(x.before, hn::LoadU(df, here - 1), hn::Mul(x.after, hn::LoadU(df, here + 1)));
        return hn::MulAdd(x.own, hn::LoadU(df, here), beside);
    }
    /// Light from both sides of the dies at `from` + c.
    [[nodiscard]] VF beside(const float* from, std::size_t c) const {
        const DF df;
        const VF before = hn::LoadU(df, from + c - 1);
        const VF after = hn::LoadU(df, from + c + 1);
        if (!in_.next.has_fields()) return hn::Add(before, after);
        return hn::MulAdd(hn::LoadU(df, in_.next.before() + c), before,
                          hn::Mul(hn::LoadU(df, in_.next.after() + c), after));
    }
    /// Light of the dies of a row next to row `r`, at `other` for the same column, as far as it lies in the
    /// columns of the windows; relative to what they catch of their own.
    [[nodiscard]] VF next_row(const float* other, std::size_t r, const Place& place) const {
        const DF df;
        const AxisPlan::Staggered* const next = next_row_of(in_, r);
        if (next == nullptr) return hn::LoadU(df, other);
        const float* const nearest = other + next->nearest;
        const auto share = [&](float AxisPlan::Light::*of) { return look_up(next->window, of, place.x); };
        const VF beside = hn::MulAdd(share(&AxisPlan::Light::before), hn::LoadU(df, nearest - 1),
                                     hn::Mul(share(&AxisPlan::Light::after), hn::LoadU(df, nearest + 1)));
        return hn::Div(hn::MulAdd(share(&AxisPlan::Light::own), hn::LoadU(df, nearest), beside),
                       look_up(plan_.x.window, &AxisPlan::Window::captured, place.x));
    }
    [[nodiscard]] bool staggered() const { return !plan_.x.next_row.empty() || !plan_.around.empty(); }
    /// Where there are staggers one looks one die farther.
    void widen_border(float* line) const {
        if (!staggered()) return;
        line[-2] = line[-1];
        line[cols_ + 1] = line[cols_];
    }
    /// What a window sees of each die beside it, relative to its own.
    static VF from_next(const AxisPlan& axis, VF phase) {
        return hn::Div(look_up(axis.window, &AxisPlan::Window::neighbour, phase),
                       look_up(axis.window, &AxisPlan::Window::captured, phase));
    }

    [[nodiscard]] float* line(float* plane, std::size_t row) const {
        return plane + (row + 1) * stride_ + kRowPad;
    }
    void copy(const float* from, float* to) const { std::copy(from - 2, from + cols_ + 2, to - 2); }
    void copy_row(std::size_t from, std::size_t to) const { copy(row(from), row(to)); }
    void clear_row(std::size_t r) const { std::fill(row(r) - 1, row(r) + cols_ + 1, 0.0F); }

    /// Writes `value(c)` for all columns; the border's are those of `border`.
    template <class Value>
    void over_columns(const float* border, float* to, const Value& value) const {
        const float after = border[cols_];
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(DF())) hn::StoreU(value(c), DF(), to + c);
        to[-1] = border[-1];
        to[cols_] = after;
        widen_border(to);
    }

    void fill_in_row(std::size_t r) const {
        float* const to = row(r);
        const auto begin = static_cast<std::size_t>(measurable_[r].begin - in_.rect.col_begin);
        const auto end = static_cast<std::size_t>(measurable_[r].end - in_.rect.col_begin);
        std::fill(to - 1, to + begin, to[begin]);
        std::fill(to + end, to + cols_ + 1, to[end - 1]);
    }

    void clear_absent(std::size_t r) const {
        const ColumnSpan present = present_columns(in_.rect.row_begin + static_cast<std::int32_t>(r));
        const std::int32_t first = in_.rect.col_begin - 1;
        const std::int32_t last = in_.rect.col_end;
        float* const to = row(r);
        for (std::int32_t col = first; col <= last; ++col) {
            if (!present.contains(col)) to[col - in_.rect.col_begin] = 0.0F;
        }
    }
    [[nodiscard]] ColumnSpan present_columns(std::int32_t die_row) const {
        if (in_.presence != nullptr)
            return die_row >= 0 && die_row < in_.presence->rows() ? in_.presence->reach(die_row)
                                                                  : ColumnSpan{};
        const DieRect& rect = in_.rect;
        const bool in_rect = die_row >= rect.row_begin && die_row < rect.row_end;
        if (!in_rect && fits({die_row, (rect.col_begin + rect.col_end) / 2})) return {};
        return {rect.col_begin - (fits({die_row, rect.col_begin - 1}) ? 0 : 1),
                rect.col_end + (fits({die_row, rect.col_end}) ? 0 : 1)};
    }
    [[nodiscard]] bool fits(DieIndex die) const {
        const PixelPoint c = in_.lattice.center(die);
        const double hx = plan_.x.window_half_px;
        const double hy = plan_.y.window_half_px;
        return c.x - hx >= -0.5 && c.x + hx <= in_.tile.width - 0.5 && c.y - hy >= -0.5 &&
               c.y + hy <= in_.tile.height - 0.5;
    }

    const Input& in_;
    const WindowPlan& plan_;
    std::span<const ColumnSpan> measurable_;
    std::size_t rows_, cols_, stride_;
    float* values_;
    float* scratch_;
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
