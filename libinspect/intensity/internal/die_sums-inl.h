// SPDX-License-Identifier: GPL-3.0-or-later
// From the column sums of a strip to sums per die. Included once per SIMD target.
//
// All positions are multiples of 1/4096 px below 2048 px, so that sums and differences of them are exact in
// single precision, and the pixels that a mask takes are the pixels that are counted.
#if defined(WAFERGLOW_DIE_SUMS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_DIE_SUMS_INL
#undef WAFERGLOW_DIE_SUMS_INL
#else
#define WAFERGLOW_DIE_SUMS_INL
#endif

#include "libinspect/intensity/internal/column_sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

class DieTotals {
    using DF = hn::CappedTag<float, 16>;
    using DI = hn::RebindToSigned<DF>;
    using VF = hn::Vec<DF>;
    static constexpr std::size_t kDies = kMostStripDies + 32;

  public:
    DieTotals(const Input& input, const DieSums& sums)
        : in_(input),
          plan_(*input.plan),
          out_(sums),
          cell_half_(grid(plan_.x.cell_half_px)),
          window_end_(grid(plan_.x.window_half_px + 0.5)),
          street_begin_(grid(plan_.x.street_begin_px)),
          core_half_(grid(plan_.x.core_half_px)),
          reach_(std::max(cell_half_, window_end_)) {
        // Pixels that fall into a cell, and those that a window touches, wherever the die lies.
        const double columns =
            std::max(std::ceil(plan_.x.pitch_px), std::floor(2.0 * plan_.x.window_half_px + 2.0));
        vectors_ = static_cast<int>((columns + lanes() - 1.0) / lanes());
        crossings_ = plan_.choice.crossings_only;
        beside_ = plan_.streets_x && !crossings_;
    }

    void total(const Strip& s, const Columns& columns) {
        place(s);
        look_up_gain(s);
        if (crossings_) {
            add_up<true, false>(s.dies(), columns);
        } else if (beside_) {
            add_up<false, true>(s.dies(), columns);
        } else {
            add_up<false, false>(s.dies(), columns);
        }
        write(s);
    }

  private:
    static float grid(double px) { return static_cast<float>(std::nearbyint(px * 4096.0) / 4096.0); }
    static float lanes() { return static_cast<float>(hn::Lanes(DF())); }

    [[nodiscard]] std::ptrdiff_t first_die(const Strip& s) const {
        return static_cast<std::ptrdiff_t>(s.row - in_.rect.row_begin) * in_.rect.cols() +
               (s.col_begin - in_.rect.col_begin);
    }

    /// Where each die lies in the strip's columns, the weights of its edge rows, and how many pixels it has.
    void place(const Strip& s) {
        const DF df;
        const DI di;
        const TileLattice& l = in_.lattice;
        const PixelPoint c = l.center({s.row, s.col_begin});
        const std::ptrdiff_t first = first_die(s);
        const std::size_t n = hn::Lanes(df);
        const VF to_grid = hn::Set(df, 4096.0F);
        const VF from_grid = hn::Set(df, 1.0F / 4096.0F);
        const VF image_begin = hn::Set(df, -static_cast<float>(s.x_begin) - 0.5F);
        const VF image_end = hn::Set(df, static_cast<float>(in_.tile.width - s.x_begin) - 0.5F);
        const VF one = hn::Set(df, 1.0F);
        const VF street_rows = hn::Set(df, static_cast<float>(s.street.count()));
        const VF core_rows = hn::Set(df, static_cast<float>(s.core.count()));
        const auto row_weight = [&](VF center_y, int row) {
            const VF away = hn::Abs(hn::Sub(center_y, hn::Set(df, static_cast<float>(row - s.top))));
            const VF end = hn::Set(df, static_cast<float>(plan_.y.window_half_px + 0.5));
            return hn::Max(hn::Zero(df), hn::Min(one, hn::Sub(end, away)));
        };
        for (std::size_t i = 0; i < s.dies(); i += n) {
            const VF index = hn::Iota(df, static_cast<float>(i));
            const VF along = hn::MulAdd(index, hn::Set(df, static_cast<float>(l.along_col.x)),
                                        hn::Set(df, static_cast<float>(c.x - s.x_begin)));
            const VF x = hn::Mul(hn::Round(hn::Mul(along, to_grid)), from_grid);
            const VF y = hn::MulAdd(index, hn::Set(df, static_cast<float>(l.along_col.y)),
                                    hn::Set(df, static_cast<float>(c.y - s.top)));
            const VF begin = hn::Ceil(hn::Sub(x, hn::Set(df, reach_)));
            hn::StoreU(hn::Add(hn::ConvertTo(di, begin), hn::Set(di, s.x_begin + s.shift)), di, begin_ + i);
            hn::StoreU(hn::Sub(begin, x), df, offset_ + i);
            hn::StoreU(s.top < s.upper.begin ? row_weight(y, s.top) : hn::Zero(df), df, top_ + i);
            hn::StoreU(row_weight(y, s.bottom0), df, bottom0_ + i);
            hn::StoreU(s.bottom1 > s.bottom0 ? row_weight(y, s.bottom1) : hn::Zero(df), df, bottom1_ + i);
            // A cell that the image cuts is cut on both sides alike.
            const VF cell =
                hn::Min(hn::Set(df, cell_half_), hn::Min(hn::Sub(x, image_begin), hn::Sub(image_end, x)));
            hn::StoreU(cell, df, cell_ + i);
            const VF vectors_end = hn::Add(begin, hn::Set(df, static_cast<float>(vectors_) * lanes() - 1.0F));
            const VF last = hn::Min(hn::Floor(hn::Add(x, cell)), vectors_end);
            const VF in_cell = hn::Add(hn::Sub(last, hn::Ceil(hn::Sub(x, cell))), one);
            const VF sb = hn::Set(df, street_begin_);
            const VF inner = hn::Sub(hn::Sub(hn::Ceil(hn::Add(x, sb)), hn::Floor(hn::Sub(x, sb))), one);
            const VF in_street = hn::Max(hn::Zero(df), hn::Sub(in_cell, inner));
            const VF ch = hn::Set(df, core_half_);
            const VF in_core = hn::Add(hn::Sub(hn::Floor(hn::Add(x, ch)), hn::Ceil(hn::Sub(x, ch))), one);
            VF street_pixels = hn::Mul(crossings_ ? in_street : in_cell, street_rows);
            if (beside_) street_pixels = hn::MulAdd(in_street, core_rows, street_pixels);
            store_some(street_pixels, out_.street_pixels + first, i, s.dies());
            hn::StoreU(hn::ConvertTo(di, hn::Add(x, hn::Set(df, static_cast<float>(s.x_begin) + 0.5F))), di,
                       middle_ + i);
            store_some(hn::Mul(in_core, core_rows), out_.core_pixels + first, i, s.dies());
        }
    }

    void look_up_gain(const Strip& s) const {
        const std::uint16_t* line = in_.gain.row((s.top + s.bottom0) / 2);
        float* const to = out_.gain + first_die(s);
        for (std::size_t die = 0; die < s.dies(); ++die) to[die] = static_cast<float>(line[middle_[die]]);
    }

    /// Adds up the strip's columns across each die.
    template <bool kCrossings, bool kBeside>
    void add_up(std::size_t dies, const Columns& from) {
        const DF df;
        const VF one = hn::Set(df, 1.0F);
        const VF street_begin = hn::Set(df, street_begin_);
        const VF core_half = hn::Set(df, core_half_);
        const VF window_end = hn::Set(df, window_end_);
        const VF iota = hn::Iota(df, 0.0F);
        const VF step = hn::Set(df, lanes());
        for (std::size_t die = 0; die < dies; ++die) {
            const VF top = hn::Set(df, top_[die]);
            const VF bottom0 = hn::Set(df, bottom0_[die]);
            const VF bottom1 = hn::Set(df, bottom1_[die]);
            const VF cell = hn::Set(df, cell_[die]);
            VF d = hn::Add(iota, hn::Set(df, offset_[die]));
            VF window = hn::Zero(df);
            VF core = window;
            VF core_squares = window;
            VF street = window;
            VF street_squares = window;
            std::ptrdiff_t i = begin_[die];
            for (int v = 0; v < vectors_;
                 ++v, i += static_cast<std::ptrdiff_t>(hn::Lanes(df)), d = hn::Add(d, step)) {
                const VF away = hn::Abs(d);
                const VF weight = hn::Max(hn::Zero(df), hn::Min(one, hn::Sub(window_end, away)));
                const VF light = hn::LoadU(df, from.core + i);
                VF column = hn::Add(light, hn::LoadU(df, from.rim + i));
                column = hn::MulAdd(top, hn::LoadU(df, from.top + i), column);
                column = hn::MulAdd(bottom0, hn::LoadU(df, from.bottom0 + i), column);
                column = hn::MulAdd(bottom1, hn::LoadU(df, from.bottom1 + i), column);
                window = hn::MulAdd(weight, column, window);
                const VF squares = hn::LoadU(df, from.core_squares + i);
                const auto in_core = hn::Le(away, core_half);
                core = hn::Add(core, hn::IfThenElseZero(in_core, light));
                core_squares = hn::Add(core_squares, hn::IfThenElseZero(in_core, squares));
                const auto in_cell = hn::Le(away, cell);
                const auto in_street = hn::And(in_cell, hn::Ge(away, street_begin));
                const auto between = kCrossings ? in_street : in_cell;
                street = hn::Add(street, hn::IfThenElseZero(between, hn::LoadU(df, from.street + i)));
                street_squares = hn::Add(street_squares,
                                         hn::IfThenElseZero(between, hn::LoadU(df, from.street_squares + i)));
                if constexpr (kBeside) {
                    street = hn::Add(street, hn::IfThenElseZero(in_street, light));
                    street_squares = hn::Add(street_squares, hn::IfThenElseZero(in_street, squares));
                }
            }
            keep(window, quarter_[0], die);
            keep(core, quarter_[1], die);
            keep(core_squares, quarter_[2], die);
            keep(street, quarter_[3], die);
            keep(street_squares, quarter_[4], die);
        }
    }

    /// Folds a vector to four lanes, which `write` adds up for many dies at once.
    template <class V>
    HWY_INLINE static void keep(V v, float* to, std::size_t die) {
        const hn::DFromV<V> d;
#if HWY_TARGET == HWY_SCALAR
        hn::StoreU(v, d, to + 4 * die);  // the other three stay zero
#else
        if constexpr (hn::MaxLanes(d) > 4) {
            const hn::Half<decltype(d)> half;
            keep(hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)), to, die);
        } else {
            hn::StoreU(v, d, to + 4 * die);
        }
#endif
    }

    void write(const Strip& s) {
        const DF df;
        const std::ptrdiff_t first = first_die(s);
        float* const to[] = {out_.window, out_.core, out_.core_squares, out_.street, out_.street_squares};
        for (std::size_t q = 0; q < std::size(to); ++q) {
            for (std::size_t i = 0; i < s.dies(); i += hn::Lanes(df)) {
                VF a, b, c, d;
                hn::LoadInterleaved4(df, quarter_[q] + 4 * i, a, b, c, d);
                store_some(hn::Add(hn::Add(a, c), hn::Add(b, d)), to[q] + first, i, s.dies());
            }
        }
    }

    /// Stores the lanes that belong to dies [i, count).
    HWY_INLINE static void store_some(VF v, float* to, std::size_t i, std::size_t count) {
        const DF df;
        if (i + hn::Lanes(df) <= count) {
            hn::StoreU(v, df, to + i);
        } else {
            hn::BlendedStore(v, hn::FirstN(df, count - i), df, to + i);
        }
    }

    const Input& in_;
    const WindowPlan& plan_;
    const DieSums& out_;
    float cell_half_;
    float window_end_;
    float street_begin_;
    float core_half_;
    float reach_;
    int vectors_;
    bool crossings_;
    bool beside_;
    std::int32_t begin_[kDies];
    std::int32_t middle_[kDies];
    float offset_[kDies];
    float top_[kDies];
    float bottom0_[kDies];
    float bottom1_[kDies];
    float cell_[kDies];
    float quarter_[5][4 * kDies] = {};
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
