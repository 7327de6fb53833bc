// SPDX-License-Identifier: GPL-3.0-or-later
// Where dies lie between the pixels, and what a plan's tables say there. Included once per SIMD target.
#if defined(WAFERGLOW_PLACE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_PLACE_INL
#undef WAFERGLOW_PLACE_INL
#else
#define WAFERGLOW_PLACE_INL
#endif

#include "hwy/highway.h"
#include "libinspect/intensity/internal/tile_kernel.h"
#include "libinspect/intensity/measure.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

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

/// As place_of, die by die: they don't lie on one line.
inline Place place_of_each(const Input& in, std::size_t row, std::size_t c) {
    const DF df;
    HWY_ALIGN float x[hn::MaxLanes(df)];
    HWY_ALIGN float y[hn::MaxLanes(df)];
    const std::int32_t die_row = in.rect.row_begin + static_cast<std::int32_t>(row);
    for (std::size_t lane = 0; lane < hn::Lanes(df); ++lane) {
        const PixelPoint at =
            in.lattice.center({die_row, in.rect.col_begin + static_cast<std::int32_t>(c + lane)});
        x[lane] = static_cast<float>(at.x - std::floor(at.x));
        y[lane] = static_cast<float>(at.y - std::floor(at.y));
    }
    return {hn::Load(df, x), hn::Load(df, y)};
}

/// Of the dies of a rectangle from its column `c` on; row -1 (as of std::size_t) is the one above its first.
HWY_INLINE Place place_of(const Input& in, std::size_t row, std::size_t c) {
    const DF df;
    const TileLattice& l = in.lattice;
    if (!l.steps.uniform()) return place_of_each(in, row, c);
    const PixelPoint first =
        l.center({in.rect.row_begin + static_cast<std::int32_t>(row), in.rect.col_begin});
    const VF col = hn::Iota(df, static_cast<float>(c));
    const auto fraction = [&](double step, double begin) {
        const VF at = hn::MulAdd(col, all(static_cast<float>(step)), all(static_cast<float>(begin)));
        return hn::Sub(at, hn::Floor(at));
    };
    return {fraction(l.along_col.x, first.x), fraction(l.along_col.y, first.y)};
}

HWY_INLINE hn::Vec<hn::RebindToSigned<DF>> node_of(VF phase) {
    const VF node = hn::MulAdd(phase, all(static_cast<float>(AxisPlan::kPhases)), all(0.5F));
    return hn::ConvertTo(hn::RebindToSigned<DF>(), node);
}

/// What a row's pixels see of the next rows where rows are staggered; else null.
inline const AxisPlan::Staggered* next_row_of(const Input& in, std::size_t row) {
    const std::vector<AxisPlan::Staggered>& next = in.plan->x.next_row;
    if (next.empty()) return nullptr;
    return &next[(in.rect.row_begin + static_cast<std::int32_t>(row)) % 2 == 0 ? 0 : 1];
}

/// One number of a table.
template <class Node>
HWY_INLINE VF look_up(const AxisPlan::Table<Node>& table, float Node::*of, VF phase) {
    constexpr int kNode = 2;
    static_assert(sizeof(Node) == sizeof(float) << kNode);
    return hn::GatherIndex(DF(), &(table[0].*of), hn::ShiftLeft<kNode>(node_of(phase)));
}

/// The nodes of tables that belong to the dies of one row, side by side: all numbers of a node are had for
/// one load a die, where gathering them one by one takes the time of four.
class RowTables {
  public:
    struct Windows {
        VF captured, weight2, core_cv2, neighbour;
    };
    struct Shares {
        VF count, own, before, after;
    };

    /// For rows of `cols` dies.
    RowTables(const Input& input, std::size_t cols, MeasureBuffers& buffers)
        : in_(input), plan_(*input.plan), cols_((cols + kLanes - 1) / kLanes * kLanes) {
        buffers.nodes.resize(2 * cols_);
        buffers.tables.resize(static_cast<std::size_t>(kLines) * 4 * cols_);
        x_ = buffers.nodes.data();
        y_ = x_ + cols_;
        floats_ = buffers.tables.data();
    }

    void move_to(std::size_t row) {
        next_row_ = next_row_of(in_, row);
        const hn::RebindToSigned<DF> di;
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(DF())) {
            const Place at = place_of(in_, row, c);
            hn::StoreU(node_of(at.x), di, x_ + c);
            hn::StoreU(node_of(at.y), di, y_ + c);
        }
    }
    void spread_windows() const {
        spread(plan_.x.window, x_, kWindowX);
        spread(plan_.y.window, y_, kWindowY);
    }
    void spread_streets() const {
        spread(plan_.x.street.light, x_, kStreetX);
        spread(plan_.y.street.light, y_, kStreetY);
        if (plan_.choice.crossings_only) return;
        spread(plan_.x.along.light, x_, kAlongX);
        spread(plan_.y.along.light, y_, kAlongY);
    }
    /// Those of staggered rows; call after spread_streets.
    void spread_next_rows() const {
        if (next_row_ == nullptr) return;
        spread(next_row_->street, x_, kNextStreetX);
        if (!plan_.choice.crossings_only) spread(next_row_->along, x_, kNextAlongX);
    }

    // What was spread, of the dies from column c on.
    [[nodiscard]] Windows window_x(std::size_t c) const { return windows(kWindowX, c); }
    [[nodiscard]] Windows window_y(std::size_t c) const { return windows(kWindowY, c); }
    [[nodiscard]] Shares street_x(std::size_t c) const { return shares(kStreetX, c); }
    [[nodiscard]] Shares street_y(std::size_t c) const { return shares(kStreetY, c); }
    [[nodiscard]] Shares along_x(std::size_t c) const { return shares(kAlongX, c); }
    [[nodiscard]] Shares along_y(std::size_t c) const { return shares(kAlongY, c); }
    [[nodiscard]] Shares next_street_x(std::size_t c) const { return shares(kNextStreetX, c); }
    [[nodiscard]] Shares next_along_x(std::size_t c) const { return shares(kNextAlongX, c); }

  private:
    static constexpr std::size_t kLanes = hn::MaxLanes(DF());
    enum Line { kWindowX, kWindowY, kStreetX, kStreetY, kAlongX, kAlongY, kNextStreetX, kNextAlongX, kLines };

    [[nodiscard]] float* line(Line line) const {
        return floats_ + static_cast<std::size_t>(line) * 4 * cols_;
    }
    template <class Node>
    void spread(const AxisPlan::Table<Node>& table, const std::int32_t* nodes, Line to) const {
        static_assert(sizeof(Node) == 4 * sizeof(float));
        float* const floats = line(to);
        for (std::size_t c = 0; c < cols_; ++c)
            std::memcpy(floats + 4 * c, &table[static_cast<std::size_t>(nodes[c])], sizeof(Node));
    }
    [[nodiscard]] Windows windows(Line from, std::size_t c) const {
        Windows w;
        hn::LoadInterleaved4(DF(), line(from) + 4 * c, w.captured, w.weight2, w.core_cv2, w.neighbour);
        return w;
    }
    [[nodiscard]] Shares shares(Line from, std::size_t c) const {
        Shares s;
        hn::LoadInterleaved4(DF(), line(from) + 4 * c, s.count, s.own, s.before, s.after);
        return s;
    }

    const Input& in_;
    const WindowPlan& plan_;
    const AxisPlan::Staggered* next_row_ = nullptr;  // of the row moved to
    std::size_t cols_;
    std::int32_t* x_;
    std::int32_t* y_;
    float* floats_;
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
