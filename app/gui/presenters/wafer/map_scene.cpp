// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/map_scene.h"

#include "app/gui/presenters/wafer/map_axes.h"
#include "libinspect/base/parallel.h"
#include "libinspect/report/die_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace waferglow::gui {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr std::size_t kSceneRows = 16;
/// Cells may be so many pixels wide before finer ones are read. Above 1 nothing is lost, as every cell then
/// covers a pixel, and fewer dies are read where no level fits well.
constexpr double kMostCellPx = 1.5;
/// Columns that are reduced at a time: their sums stay in the first cache.
constexpr std::size_t kColumnsPerBlock = 512;
/// Test structures and marks are shown where a pixel covers so few cells that they are seen.
constexpr double kMostDiesPerPxOfOthers = 2.0;

/// Cells of the level to read; factor 1: the layer itself.
struct Cells {
    std::int32_t factor = 1;
    std::int32_t cols = 0;
};

/// Values of one level: three times the same array for the layer itself.
struct ValueCells : Cells {
    const float* low = nullptr;
    const float* high = nullptr;
    const float* mean = nullptr;
};

struct RankCells : Cells {
    const std::uint8_t* rank = nullptr;
};

ValueCells value_cells(const LayerData& data, const DieGrid& grid, double dies_per_px) {
    const float* values = data.layer.values.empty() ? nullptr : data.layer.values.data();
    ValueCells cells{{1, grid.cols}, values, values, values};
    for (const ValueLevel& level : data.pyramid.levels()) {
        // While the layer itself is not there, its finest level stands in.
        if (cells.low != nullptr && level.factor > kMostCellPx * dies_per_px) break;
        cells = {{level.factor, level.cols}, level.low.data(), level.high.data(), level.mean.data()};
    }
    return cells;
}

RankCells rank_cells(std::span<const std::uint8_t> ranks, const RankPyramid& pyramid, const DieGrid& grid,
                     double dies_per_px) {
    RankCells cells{{1, grid.cols}, ranks.empty() ? nullptr : ranks.data()};
    for (const RankLevel& level : pyramid.levels()) {
        if (cells.rank != nullptr && level.factor > dies_per_px) break;
        cells = {{level.factor, level.cols}, level.rank.data()};
    }
    return cells;
}

/// Fills pixels in which nothing shows yet with the test structure or mark that lies there.
void paint_others(const std::vector<CellKind>& kinds, const DieGrid& grid, const PixelColumns& columns,
                  const std::vector<CellSpan>& rows, std::span<std::uint32_t> argb) {
    constexpr std::uint32_t kOpaque = 0xFF000000U;
    for (std::size_t y = 0; y < rows.size(); ++y) {
        if (rows[y].empty()) continue;
        const std::vector<CellSpan>& cols = columns.of(rows[y]);
        const auto line = argb.subspan(y * cols.size(), cols.size());
        for (std::size_t x = 0; x < cols.size(); ++x) {
            if (line[x] != 0 || cols[x].empty()) continue;
            const CellKind kind = kinds[grid.cell({rows[y].begin, cols[x].begin})];
            for (const OtherCellStyle& style : kOtherCells) {
                if (style.kind == kind) line[x] = kOpaque | style.rgb;
            }
        }
    }
}

std::uint32_t faint(std::uint32_t argb) {
    constexpr std::uint32_t kQuarter = 0x3F3F3F3FU;
    return argb >> 2U & kQuarter;
}

/// Paints rows of pixels. Row: what fills a row of pixels from rows of cells.
template <class PaintRow>
void paint_rows(const UprightView& view, const std::vector<CellSpan>& rows, const PaintRow& paint_row,
                std::span<std::uint32_t> argb) {
    const auto width = static_cast<std::size_t>(view.width_px);
    parallel_blocks(
        static_cast<std::size_t>(view.height_px), kSceneRows, [&](std::size_t begin, std::size_t end) {
            auto worker = paint_row;  // with scratch of its own
            for (std::size_t y = begin; y < end; ++y) {
                const auto line = argb.subspan(y * width, width);
                // Rows of pixels inside of one die row are alike.
                const bool repeats = y > begin && rows[y].end - rows[y].begin == 1 &&
                                     rows[y].begin == rows[y - 1].begin && rows[y].end == rows[y - 1].end;
                if (repeats) {
                    std::ranges::copy(argb.subspan((y - 1) * width, width), line.begin());
                } else if (rows[y].empty()) {
                    std::ranges::fill(line, 0U);
                } else {
                    worker(rows[y], line);
                }
            }
        });
}

class ValueRow {
  public:
    ValueRow(const ValueCells& cells, const ValueStyle& style, const PixelColumns& cols)
        : cells_(cells), style_(&style), cols_(&cols), all_(cols.reach()) {
        const double span = style.high - style.low;
        scale_ = static_cast<float>(span > 0.0 ? 256.0 / span : 0.0);
        low_limit_ = static_cast<float>(style.low);
        outlier_low_ = static_cast<float>(style.outlier_low);
        outlier_high_ = static_cast<float>(style.outlier_high);
    }

    void operator()(CellSpan rows, std::span<std::uint32_t> line) {
        if (cells_.low == nullptr || all_.empty()) {
            std::ranges::fill(line, 0U);
            return;
        }
        gather(rows);
        const std::vector<CellSpan>& cols = cols_->of(rows);
        for (std::size_t x = 0; x < line.size(); ++x) line[x] = pixel(cols[x]);
    }

  private:
    /// Reduces the rows of cells of one row of pixels column by column, in vectors.
    void gather(CellSpan rows) {
        const auto count = static_cast<std::size_t>(all_.end - all_.begin);
        low_.assign(count, kInf);
        high_.assign(count, -kInf);
        sum_.assign(count, 0.0F);
        number_.assign(count, 0.0F);
        for (std::size_t from = 0; from < count; from += kColumnsPerBlock) {
            const std::size_t columns = std::min(kColumnsPerBlock, count - from);
            for (std::int32_t row = rows.begin; row < rows.end; ++row) {
                const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(cells_.cols) +
                                       static_cast<std::size_t>(all_.begin) + from;
                if (cells_.low == cells_.mean) {
                    add_dies(cells_.low + at, from, columns);
                } else {
                    add_cells(cells_.low + at, cells_.high + at, cells_.mean + at, from, columns);
                }
            }
        }
    }

    /// Where cells are dies their three values are one: a third of the memory to read.
    void add_dies(const float* values, std::size_t from, std::size_t count) {
        float* low = low_.data() + from;
        float* high = high_.data() + from;
        float* sum = sum_.data() + from;
        float* number = number_.data() + from;
        for (std::size_t i = 0; i < count; ++i) {
            const float value = values[i];
            low[i] = value < low[i] ? value : low[i];
            high[i] = value > high[i] ? value : high[i];
        }
        for (std::size_t i = 0; i < count; ++i) {
            const float value = values[i];
            const bool there = value == value;
            sum[i] += there ? value : 0.0F;
            number[i] += there ? 1.0F : 0.0F;
        }
    }

    void add_cells(const float* lows, const float* highs, const float* means, std::size_t from,
                   std::size_t count) {
        float* low = low_.data() + from;
        float* high = high_.data() + from;
        float* sum = sum_.data() + from;
        float* number = number_.data() + from;
        for (std::size_t i = 0; i < count; ++i) low[i] = lows[i] < low[i] ? lows[i] : low[i];
        for (std::size_t i = 0; i < count; ++i) high[i] = highs[i] > high[i] ? highs[i] : high[i];
        for (std::size_t i = 0; i < count; ++i) {
            const bool there = means[i] == means[i];
            sum[i] += there ? means[i] : 0.0F;
            number[i] += there ? 1.0F : 0.0F;
        }
    }

    [[nodiscard]] std::uint32_t pixel(CellSpan span) const {
        float low = kInf;
        float high = -kInf;
        float sum = 0.0F;
        float number = 0.0F;
        for (std::int32_t cell = span.begin; cell < span.end; ++cell) {
            const auto i = static_cast<std::size_t>(cell - all_.begin);
            low = std::min(low, low_[i]);
            high = std::max(high, high_[i]);
            sum += sum_[i];
            number += number_[i];
        }
        if (number == 0.0F) return 0;
        const float at = (chosen(low, high, sum / number) - low_limit_) * scale_;
        return style_->colors[static_cast<std::size_t>(std::clamp(at, 0.0F, 255.0F))];
    }

    [[nodiscard]] float chosen(float low, float high, float mean) const {
        switch (style_->emphasis) {
            case Emphasis::lowest:
                return low;
            case Emphasis::highest:
                return high;
            case Emphasis::mean:
                return mean;
            case Emphasis::outliers:
                break;
        }
        const float below = outlier_low_ - low;
        const float above = high - outlier_high_;
        if (below <= 0.0F && above <= 0.0F) return mean;
        return below >= above ? low : high;
    }

    ValueCells cells_;
    const ValueStyle* style_;
    const PixelColumns* cols_;
    CellSpan all_;
    float scale_ = 0.0F;
    float low_limit_ = 0.0F;
    float outlier_low_ = 0.0F;
    float outlier_high_ = 0.0F;
    std::vector<float> low_, high_, sum_, number_;
};

/// Ranks to colours, or a mask over colours that are there.
template <class Ink>
class RankRow {
  public:
    RankRow(const RankCells& cells, const PixelColumns& cols, const Ink& ink)
        : cells_(cells), cols_(&cols), all_(cols.reach()), ink_(ink) {}

    void operator()(CellSpan rows, std::span<std::uint32_t> line) {
        const auto count = static_cast<std::size_t>(all_.end - all_.begin);
        most_.assign(count, 0);
        for (std::int32_t row = rows.begin; row < rows.end; ++row) {
            const std::uint8_t* from = cells_.rank +
                                       static_cast<std::size_t>(row) * static_cast<std::size_t>(cells_.cols) +
                                       static_cast<std::size_t>(all_.begin);
            for (std::size_t i = 0; i < count; ++i) most_[i] = std::max(most_[i], from[i]);
        }
        const std::vector<CellSpan>& cols = cols_->of(rows);
        for (std::size_t x = 0; x < line.size(); ++x) {
            const CellSpan span = cols[x];
            std::uint8_t most = 0;
            for (std::int32_t cell = span.begin; cell < span.end; ++cell)
                most = std::max(most, most_[static_cast<std::size_t>(cell - all_.begin)]);
            line[x] = ink_(most, line[x]);
        }
    }

  private:
    RankCells cells_;
    const PixelColumns* cols_;
    CellSpan all_;
    Ink ink_;
    std::vector<std::uint8_t> most_;
};

/// Staggers are drawn where a die covers a pixel and more.
bool shows_staggers(const AxisViews& axes) {
    return std::min(axes.x.dies_per_px, axes.y.dies_per_px) < 1.0;
}

/// Paints all columns, their rows lying where `y` has them.
void paint_columns(const MapScene& scene, const UprightView& view, const AxisViews& axes, const AxisView& y,
                   std::span<std::uint32_t> argb) {
    const DieGrid& grid = scene.grid;
    const AxisView& x = axes.x;
    const double dies_per_px = std::min(x.dies_per_px, y.dies_per_px);
    // Streets of a pixel or two would only make a moire.
    constexpr double kLeastStreetPx = 3.0;
    const bool streets = (1.0 - x.die_share) / x.dies_per_px >= kLeastStreetPx &&
                         (1.0 - y.die_share) / y.dies_per_px >= kLeastStreetPx;

    const auto with_cells = [&](std::int32_t factor, const auto& use) {
        const bool draw_streets = streets && factor == 1;
        const bool stagger = grid.steps.stagger_x_um != 0.0 && factor == 1 && shows_staggers(axes);
        use(PixelColumns{cells_of_pixels(x, factor, draw_streets),
                         stagger ? cells_of_pixels(axes.odd_x, factor, draw_streets)
                                 : std::vector<CellSpan>{}},
            cells_of_pixels(y, factor, draw_streets));
    };
    if (scene.layer != nullptr) {
        const ValueCells cells = value_cells(*scene.layer, grid, dies_per_px);
        with_cells(cells.factor, [&](const auto& cols, const auto& rows) {
            paint_rows(view, rows, ValueRow(cells, scene.values, cols), argb);
        });
    } else if (scene.bins != nullptr) {
        std::array<std::uint32_t, 256> ink_of_rank{};
        for (std::size_t rank = 1; rank < ink_of_rank.size(); ++rank)
            ink_of_rank[rank] = scene.bin_argb[scene.bins->code_of_rank[rank]];
        const auto ink = [&ink_of_rank](std::uint8_t rank, std::uint32_t) { return ink_of_rank[rank]; };
        const RankCells cells = rank_cells(scene.bins->ranks, scene.bins->pyramid, grid, dies_per_px);
        with_cells(cells.factor, [&](const auto& cols, const auto& rows) {
            paint_rows(view, rows, RankRow(cells, cols, ink), argb);
        });
    } else {
        std::ranges::fill(argb, 0U);
    }
    if (scene.others != nullptr && dies_per_px <= kMostDiesPerPxOfOthers)
        with_cells(1, [&](const PixelColumns& cols, const std::vector<CellSpan>& rows) {
            paint_others(*scene.others, grid, cols, rows, argb);
        });
    if (scene.mask == nullptr) return;
    const auto dim = [](std::uint8_t selected, std::uint32_t argb_below) {
        return selected != 0 ? argb_below : faint(argb_below);
    };
    const RankCells cells = rank_cells(scene.mask->selected, scene.mask->pyramid, grid, dies_per_px);
    with_cells(cells.factor, [&](const auto& cols, const auto& rows) {
        const auto width = static_cast<std::size_t>(view.width_px);
        parallel_blocks(rows.size(), kSceneRows, [&](std::size_t begin, std::size_t end) {
            RankRow worker(cells, cols, dim);
            for (std::size_t row = begin; row < end; ++row) {
                if (!rows[row].empty()) worker(rows[row], argb.subspan(row * width, width));
            }
        });
    });
}

/// Puts the pixels of odd columns from `odd` in place of those in `argb`.
void merge_odd_columns(const AxisViews& axes, std::span<const std::uint32_t> odd,
                       std::span<std::uint32_t> argb) {
    const std::vector<CellSpan> cols = cells_of_pixels(axes.x, 1, false);
    for (std::size_t pixel = 0; pixel < argb.size(); ++pixel) {
        if (cols[pixel % cols.size()].begin % 2 != 0) argb[pixel] = odd[pixel];
    }
}

}  // namespace

OtherCellsPtr make_other_cells(const DieMap& map) {
    if (map.layout().kinds().empty()) return nullptr;
    auto cells = std::make_shared<std::vector<CellKind>>(map.grid().cells(), CellKind::die);
    DiePresence(map.grid(), map.wafer()).for_each([&](DieIndex cell) {
        (*cells)[map.grid().cell(cell)] = map.layout().kind(map.grid().cell(cell));
    });
    return cells;
}

void paint(const MapScene& scene, const UprightView& view, std::span<std::uint32_t> argb) {
    const AxisViews axes(scene.grid, view);
    paint_columns(scene, view, axes, axes.y, argb);
    if (scene.grid.steps.stagger_y_um == 0.0 || !shows_staggers(axes)) return;
    std::vector<std::uint32_t> odd(argb.size());
    paint_columns(scene, view, axes, axes.odd_y, odd);
    merge_odd_columns(axes, odd, argb);
}

}  // namespace waferglow::gui
