// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/strips.h"

namespace waferglow::kernel {
namespace {

/// The first column in [begin, end] from which on `past` holds; `past` is monotonic and `guess` about right.
template <class Past>
std::int32_t first_past(std::int32_t begin, std::int32_t end, double guess, Past past) {
    auto col =
        static_cast<std::int32_t>(std::clamp(guess, static_cast<double>(begin), static_cast<double>(end)));
    while (col > begin && past(col - 1)) --col;
    while (col < end && !past(col)) ++col;
    return col;
}

class Cutter {
  public:
    Cutter(const TileLattice& lattice, const DieRect& rect, const WindowPlan& plan, const ImageView& tile)
        : lattice_(lattice),
          rect_(rect),
          plan_(plan),
          width_(tile.width),
          height_(tile.height),
          pad_(column_pad(plan.x)) {}

    /// Returns the places that the row's columns take.
    std::size_t cut_row(std::int32_t row, const ColumnSpan& cols, std::vector<Strip>& strips) const {
        int place = pad_;
        const double half_y = plan_.y.window_half_px;
        const double slope = lattice_.along_col.y;
        const auto fitting = static_cast<std::int32_t>((kStrip_px - plan_.x.pitch_px) / lattice_.along_col.x);
        const std::int32_t most =
            std::clamp(fitting, std::int32_t{1}, static_cast<std::int32_t>(kMostStripDies));
        for (std::int32_t col = cols.begin; col < cols.end;) {
            const double y = lattice_.center({row, col}).y;
            const RowStep step(y, half_y);
            std::int32_t end = std::min({col + most, cols.end, lattice_.even_columns(col).end});
            if (slope != 0.0) {
                const double edge = step.center + (slope > 0.0 ? 0.25 : -0.25);
                end = first_past(col + 1, end, col + (edge - y) / slope, [&](std::int32_t c) {
                    return RowStep(lattice_.center({row, c}).y, half_y).step != step.step;
                });
            }
            Strip strip = make_strip(row, col, end, step);
            strip.shift = place - strip.x_begin;
            place += (strip.x_end - strip.x_begin + kColumnStep - 1) / kColumnStep * kColumnStep + pad_;
            strips.push_back(strip);
            col = end;
        }
        return static_cast<std::size_t>(place);
    }

    /// Columns of `row` whose windows lie in the image: each edge of the image cuts them at one place.
    [[nodiscard]] ColumnSpan measurable(std::int32_t row) const {
        std::int32_t begin = rect_.col_begin;
        std::int32_t end = rect_.col_end;
        const PixelPoint c = lattice_.center({row, 0});
        const double hx = plan_.x.window_half_px;
        const double hy = plan_.y.window_half_px;
        const double slope = lattice_.along_col.y;
        const auto x = [&](std::int32_t col) { return lattice_.center({row, col}).x; };
        // Columns that lie at two heights are in the image where both would be.
        const double odd_px = -lattice_.steps.stagger_y_um / lattice_.pitch_y_um * lattice_.along_row.y;
        const auto even_y = [&](std::int32_t col) {
            const double y = lattice_.center({row, col}).y;
            return odd_px != 0.0 && col % 2 != 0 ? y - odd_px : y;
        };
        const auto column_at = [&](double x_px) {
            if (!lattice_.steps.uniform()) return static_cast<double>(lattice_.nearest({x_px, c.y}).col);
            return (x_px - c.x) / lattice_.along_col.x;
        };
        begin = first_past(begin, end, column_at(hx - 0.5),
                           [&](std::int32_t col) { return x(col) - hx >= -0.5; });
        end = first_past(begin, end, column_at(width_ - 0.5 - hx),
                         [&](std::int32_t col) { return x(col) + hx > width_ - 0.5; });
        const auto above = [&](std::int32_t col) { return even_y(col) + std::min(0.0, odd_px) - hy < -0.5; };
        const auto below = [&](std::int32_t col) {
            return even_y(col) + std::max(0.0, odd_px) + hy > height_ - 0.5;
        };
        const double at_top = slope != 0.0 ? (hy - 0.5 - c.y) / slope : 0.0;
        const double at_bottom = slope != 0.0 ? (height_ - 0.5 - hy - c.y) / slope : 0.0;
        if (slope >= 0.0) {
            begin = first_past(begin, end, at_top, [&](std::int32_t col) { return !above(col); });
            end = first_past(begin, end, at_bottom, below);
        } else {
            begin = first_past(begin, end, at_bottom, [&](std::int32_t col) { return !below(col); });
            end = first_past(begin, end, at_top, above);
        }
        return {begin, end};
    }

  private:
    [[nodiscard]] Strip make_strip(std::int32_t row, std::int32_t begin, std::int32_t end,
                                   const RowStep& step) const {
        Strip s;
        s.row = row;
        s.col_begin = begin;
        s.col_end = end;
        const double cell = std::max(0.5 * plan_.x.pitch_px, plan_.x.window_half_px + 0.5);
        s.x_begin = std::max(0, static_cast<int>(std::floor(lattice_.center({row, begin}).x - cell)));
        s.x_end = std::min(width_, static_cast<int>(std::ceil(lattice_.center({row, end - 1}).x + cell)) + 1);
        // Whole steps, moved left where they would reach over the image's end. Where they begin must not
        // depend on where the image lies in memory: positions are taken from there, and the same tile gives
        // the same bytes.
        s.x_begin -= s.x_begin % kColumnStep;
        const int steps = (s.x_end - s.x_begin + kColumnStep - 1) / kColumnStep;
        s.x_begin = std::max(0, std::min(s.x_begin, width_ - steps * kColumnStep));
        s.x_end = std::min(width_, s.x_begin + steps * kColumnStep);
        static_cast<RowClasses&>(s) = RowClasses(step, plan_.y, plan_.streets_y);
        // Windows lie in the image: rows beyond it have no weight.
        s.top = std::max(0, s.top);
        s.bottom0 = std::min(s.bottom0, height_ - 1);
        s.bottom1 = std::min(s.bottom1, height_ - 1);
        s.street = {std::max(0, s.street.begin), std::min(height_, s.street.end)};
        return s;
    }

    const TileLattice& lattice_;
    const DieRect& rect_;
    const WindowPlan& plan_;
    int width_;
    int height_;
    int pad_;
};

}  // namespace

int column_pad(const AxisPlan& x) {
    constexpr int kWidestVector = 16;
    const int least =
        static_cast<int>(std::ceil(std::max(0.5 * x.pitch_px, x.window_half_px + 0.5))) + kWidestVector + 2;
    return (least + kWidestVector - 1) / kWidestVector * kWidestVector;
}

RowClasses::RowClasses(const RowStep& step, const AxisPlan& y, bool with_street)
    : top(static_cast<int>(std::floor(0.5 * step.step))) {
    const double highest = step.center - 0.25 - y.window_half_px;  // upper edge of the step's first die
    bottom0 = static_cast<int>(std::floor(highest + 2.0 * y.window_half_px + 0.5));
    bottom1 = bottom0 + 1;
    const PixelRows interior{top + 1, bottom0};
    core.begin = std::max(interior.begin, static_cast<int>(std::ceil(step.center - y.core_half_px)));
    core.end = std::min(interior.end, static_cast<int>(std::floor(step.center + y.core_half_px)) + 1);
    core.end = std::max(core.begin, core.end);
    upper = {interior.begin, core.begin};
    lower = {core.end, interior.end};
    if (!with_street) return;
    const double middle = step.center - 0.5 * y.pitch_px;
    const double half = 0.5 * y.pitch_px - y.street_begin_px;
    street = {static_cast<int>(std::ceil(middle - half)), static_cast<int>(std::floor(middle + half)) + 1};
    if (street.count() == 0) {
        street.begin = static_cast<int>(std::floor(middle + 0.5));
        street.end = street.begin + 1;
    }
}

std::size_t cut_strips(const TileLattice& lattice, const DieRect& rect, const WindowPlan& plan,
                       const ImageView& tile, std::vector<Strip>& strips,
                       std::vector<ColumnSpan>& measurable) {
    strips.clear();
    measurable.clear();
    const Cutter cutter(lattice, rect, plan, tile);
    std::size_t places = 0;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        measurable.push_back(cutter.measurable(row));
        places = std::max(places, cutter.cut_row(row, measurable.back(), strips));
    }
    // Die rows that may have strips at one pixel row: a strip is at most 1.5 pitches and its edges high, and
    // a row of them falls by the tilt.
    const double stagger = std::abs(lattice.steps.stagger_y_um) / lattice.pitch_y_um * plan.y.pitch_px;
    const double fall = std::abs(lattice.along_col.y / lattice.along_col.x) * tile.width + stagger;
    const auto at_once =
        static_cast<std::int32_t>((1.5 * plan.y.pitch_px + 4.0 + fall) / plan.y.pitch_px) + 2;
    for (Strip& s : strips) {
        s.shift += static_cast<int>(places) * ((s.row - rect.row_begin) % at_once);
    }
    std::stable_sort(strips.begin(), strips.end(),
                     [](const Strip& a, const Strip& b) { return a.y_begin() < b.y_begin(); });
    return places * static_cast<std::size_t>(at_once);
}

}  // namespace waferglow::kernel
