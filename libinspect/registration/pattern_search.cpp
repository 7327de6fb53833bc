// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/pattern_search.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

namespace waferglow {
namespace {

using Moment = std::complex<double>;

constexpr double kFarCosts = 0.3;     // of a tile's score half a pitch off what the others say
constexpr double kLargeCosts = 1e-3;  // of all tiles' score, at the largest displacement looked at
constexpr double kTells = 0.02;       // by which the score falls one pitch off, for fields to show

/// Moments of cells by row and column, each row and column counted from the first one.
struct CellMoments {
    std::int32_t first_row = 0;
    std::int32_t first_col = 0;
    std::size_t rows = 0;
    std::size_t cols = 0;
    std::vector<Moment> x, y;

    explicit CellMoments(const DieCells& cells) {
        if (cells.size() == 0) return;
        const auto [row_min, row_max] = std::ranges::minmax(cells.row);
        const auto [col_min, col_max] = std::ranges::minmax(cells.col);
        first_row = row_min;
        first_col = col_min;
        rows = static_cast<std::size_t>(row_max - row_min + 1);
        cols = static_cast<std::size_t>(col_max - col_min + 1);
        x.resize(rows * cols);
        y.resize(rows * cols);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::size_t at = static_cast<std::size_t>(cells.row[i] - first_row) * cols +
                                   static_cast<std::size_t>(cells.col[i] - first_col);
            x[at] = {static_cast<double>(cells.x_r[i]), static_cast<double>(cells.x_q[i])};
            y[at] = {static_cast<double>(cells.y_r[i]), static_cast<double>(cells.y_q[i])};
        }
    }
};

/// One axis of the pattern, in pitches: along it lie fields of `count` dies with a `gap` between them, and
/// odd lines across it are moved by `stagger`.
struct AxisPattern {
    std::int32_t count = 0;  // 0: no fields
    std::int32_t first = 0;
    double gap = 0.0;
    double stagger = 0.0;

    struct Place {
        std::int32_t index = 0;
        double at = 0.0;
    };
    /// The die nearest to `at` on a line that is moved by `moved`.
    [[nodiscard]] Place nearest(double at, double moved) const {
        const double from = at - moved;
        if (count == 0) return {static_cast<std::int32_t>(std::lround(from)), std::round(from) + moved};
        const double period = count + gap;
        const double from_field = from + first;
        const double field = std::floor((from_field + 0.5 + 0.5 * gap) / period);
        const double in_field = std::clamp(std::round(from_field - field * period), 0.0, count - 1.0);
        return {static_cast<std::int32_t>(field) * count + static_cast<std::int32_t>(in_field) - first,
                field * period + in_field - first + moved};
    }
    /// The phase that a cell at `cell` shows where dies are displaced by `shift`; nothing in a wide street.
    [[nodiscard]] Moment phase(double cell, double shift, double moved) const {
        const double off = nearest(cell - shift, moved).at + shift - cell;
        return std::abs(off) <= 0.5 ? std::polar(1.0, kTwoPi * off) : Moment{};
    }
    /// Steps over one period; `alternating`: lines across differ by the parity of the die they lie on.
    [[nodiscard]] int side(bool alternating) const {
        const double field = count == 0 ? 1.0 : count + gap;
        const double period = alternating && (count == 0 || count % 2 != 0) ? 2.0 * field : field;
        const double half = std::min(0.5 * period, PatternFit::kMostPitches);
        return 2 * static_cast<int>(std::floor(half * PatternFit::kSteps)) + 1;
    }
};

double shift_of(int step, int side) {
    return static_cast<double>(step - side / 2) / PatternFit::kSteps;
}

/// Sums of one axis' moments over the lines across it: all together, or even and odd dies' lines apart.
struct LineSums {
    std::vector<Moment> even, odd;
};

/// Adds up `moments` over the lines (rows where `along_cols`), told apart by the parity of the die that line
/// lies on under `shift`.
LineSums add_lines(const CellMoments& cells, const std::vector<Moment>& moments, bool along_cols,
                   const AxisPattern& across, double shift) {
    const std::size_t length = along_cols ? cells.cols : cells.rows;
    const std::size_t lines = along_cols ? cells.rows : cells.cols;
    const double first = along_cols ? cells.first_row : cells.first_col;
    LineSums sums{std::vector<Moment>(length), std::vector<Moment>(length)};
    for (std::size_t line = 0; line < lines; ++line) {
        const bool odd = across.nearest(first + static_cast<double>(line) - shift, 0.0).index % 2 != 0;
        std::vector<Moment>& to = odd ? sums.odd : sums.even;
        for (std::size_t i = 0; i < length; ++i)
            to[i] += moments[along_cols ? line * cells.cols + i : i * cells.cols + line];
    }
    return sums;
}

double score_of(const LineSums& sums, double first, const AxisPattern& along, double shift) {
    double score = 0.0;
    for (std::size_t i = 0; i < sums.even.size(); ++i) {
        const double cell = first + static_cast<double>(i);
        score += (sums.even[i] * std::conj(along.phase(cell, shift, 0.0))).real();
        if (along.stagger != 0.0 || sums.odd[i] != Moment{})
            score += (sums.odd[i] * std::conj(along.phase(cell, shift, along.stagger))).real();
    }
    return score;
}

/// Scores of all shifts along one axis; where it is staggered, for each shift along the other axis.
std::vector<double> score_axis(const CellMoments& cells, const std::vector<Moment>& moments, bool along_cols,
                               const AxisPattern& along, const AxisPattern& across, int side, int other) {
    const double first = along_cols ? cells.first_col : cells.first_row;
    const int lines = along.stagger != 0.0 ? other : 1;
    std::vector<double> scores(static_cast<std::size_t>(lines) * static_cast<std::size_t>(side));
    parallel_blocks(static_cast<std::size_t>(lines), 1, [&](std::size_t line, std::size_t) {
        const LineSums sums =
            add_lines(cells, moments, along_cols, across, shift_of(static_cast<int>(line), other));
        for (int i = 0; i < side; ++i)
            scores[line * static_cast<std::size_t>(side) + static_cast<std::size_t>(i)] =
                score_of(sums, first, along, shift_of(i, side));
    });
    return scores;
}

}  // namespace

PatternFit::PatternFit(const DieCells& measured, const DieGrid& grid) {
    const GridSteps& steps = grid.steps;
    const AxisPattern x{.count = steps.gaps_x() ? steps.field_cols : 0,
                        .first = steps.gaps_x() ? steps.field_col0 : 0,
                        .gap = steps.field_gap_x_um / grid.pitch_x_um,
                        .stagger = steps.stagger_x_um / grid.pitch_x_um};
    const AxisPattern y{.count = steps.gaps_y() ? steps.field_rows : 0,
                        .first = steps.gaps_y() ? steps.field_row0 : 0,
                        .gap = steps.field_gap_y_um / grid.pitch_y_um,
                        .stagger = -steps.stagger_y_um / grid.pitch_y_um};  // indices run down
    side_x_ = x.side(y.stagger != 0.0);
    side_y_ = y.side(x.stagger != 0.0);
    x_by_y_ = x.stagger != 0.0;
    y_by_x_ = y.stagger != 0.0;
    const CellMoments cells(measured);
    score_x_ = score_axis(cells, cells.x, true, x, y, side_x_, side_y_);
    score_y_ = score_axis(cells, cells.y, false, y, x, side_y_, side_x_);
}

PatternShift PatternFit::shift(int x, int y) const {
    return {shift_of(x, side_x_), shift_of(y, side_y_)};
}

double PatternFit::score(int x, int y) const {
    const auto at = [](int line, int side, int step) {
        return static_cast<std::size_t>(line) * static_cast<std::size_t>(side) +
               static_cast<std::size_t>(step);
    };
    return score_x_[at(x_by_y_ ? y : 0, side_x_, x)] + score_y_[at(y_by_x_ ? x : 0, side_y_, y)];
}

PatternFit::Near PatternFit::near(PatternShift about) const {
    constexpr int kReach = kSteps / 2;
    const int x0 = static_cast<int>(std::lround(about.right * kSteps)) + side_x_ / 2;
    const int y0 = static_cast<int>(std::lround(about.down * kSteps)) + side_y_ / 2;
    Near best{x0, y0, -std::numeric_limits<double>::infinity()};
    for (int y = std::max(0, y0 - kReach); y <= std::min(side_y_ - 1, y0 + kReach); ++y) {
        for (int x = std::max(0, x0 - kReach); x <= std::min(side_x_ - 1, x0 + kReach); ++x) {
            const double off2 = ((x - x0) * (x - x0) + (y - y0) * (y - y0)) / (2.0 * kReach * kReach);
            const double value = score(x, y);
            const double near = value - kFarCosts * off2 * std::abs(value);
            if (near > best.score) best = {x, y, near};
        }
    }
    return best;
}

PatternShift PatternFit::best_near(PatternShift about) const {
    const Near best = near(about);
    return shift(best.x, best.y);
}

double PatternFit::score_near(PatternShift about) const {
    return near(about).score;
}

PatternAgreement agree(std::span<const PatternFit> tiles) {
    const int side_x = tiles.front().side_x();
    const int side_y = tiles.front().side_y();
    constexpr int kStride = 2;  // each tile is looked at half a pitch around
    const auto cell = [side_x](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(side_x) + static_cast<std::size_t>(x);
    };
    constexpr double kNone = -std::numeric_limits<double>::infinity();
    std::vector<double> sums(static_cast<std::size_t>(side_x) * static_cast<std::size_t>(side_y), kNone);
    const int first_x = side_x / 2 % kStride;
    const int first_y = side_y / 2 % kStride;
    parallel_blocks(static_cast<std::size_t>(side_y), 1, [&](std::size_t row, std::size_t) {
        const int y = static_cast<int>(row);
        if (y % kStride != first_y) return;
        for (int x = first_x; x < side_x; x += kStride) {
            sums[cell(x, y)] = 0.0;
            for (const PatternFit& tile : tiles) sums[cell(x, y)] += tile.score_near(tile.shift(x, y));
        }
    });
    const double most = *std::ranges::max_element(sums);
    const double half_x = std::max(1.0, 0.5 * side_x);
    const double half_y = std::max(1.0, 0.5 * side_y);
    double best_score = kNone;
    int best_x = 0;
    int best_y = 0;
    for (int y = 0; y < side_y; ++y) {
        for (int x = 0; x < side_x; ++x) {
            const double off_x = (x - side_x / 2) / half_x;
            const double off_y = (y - side_y / 2) / half_y;
            const double score =
                sums[cell(x, y)] - kLargeCosts * std::abs(most) * (off_x * off_x + off_y * off_y);
            if (score <= best_score) continue;
            best_score = score;
            best_x = x;
            best_y = y;
        }
    }
    const auto falls = [&](int dx, int dy) {
        const int x = best_x + dx >= side_x ? best_x - dx : best_x + dx;
        const int y = best_y + dy >= side_y ? best_y - dy : best_y + dy;
        if (x < 0 || y < 0) return true;  // a period is shorter than a pitch's step: there are no fields
        return sums[cell(x, y)] < sums[cell(best_x, best_y)] - kTells * std::abs(most);
    };
    return {.shift = tiles.front().shift(best_x, best_y),
            .tells_cols = falls(PatternFit::kSteps, 0),
            .tells_rows = falls(0, PatternFit::kSteps)};
}

}  // namespace waferglow
