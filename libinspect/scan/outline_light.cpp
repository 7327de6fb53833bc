// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/outline_light.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waferglow {
namespace {

constexpr double kLitShare = 0.5;       // of the contrast of a lit die
constexpr double kTypicalShare = 0.75;  // of a pilot's dies are not brighter: lit, unless most are dark
constexpr std::int32_t kMostCells = 4000;

Wafer without_exclusions(Wafer wafer) {
    wafer.edge_exclusion_mm = 0.0;
    wafer.flat_exclusion_mm = 0.0;
    return wafer;
}

/// Rows and columns whose cells may lie in the image, inside of the grid or not.
DieRect cells_around(const TileLattice& lattice, const ImageView& image) {
    DieRect rect;
    bool first = true;
    for (const PixelPoint corner :
         {PixelPoint{0.0, 0.0}, PixelPoint{image.width - 1.0, 0.0}, PixelPoint{0.0, image.height - 1.0},
          PixelPoint{image.width - 1.0, image.height - 1.0}}) {
        const DieIndex cell = lattice.nearest(corner);
        rect.row_begin = first ? cell.row - 1 : std::min(rect.row_begin, cell.row - 1);
        rect.row_end = first ? cell.row + 2 : std::max(rect.row_end, cell.row + 2);
        rect.col_begin = first ? cell.col - 1 : std::min(rect.col_begin, cell.col - 1);
        rect.col_end = first ? cell.col + 2 : std::max(rect.col_end, cell.col + 2);
        first = false;
    }
    return rect;
}

}  // namespace

OutlineSampler::OutlineSampler(const DieGrid& grid, const Wafer& wafer, const PixelCorrection& correction,
                               std::span<const PilotDies> pilots)
    : grid_(grid), correction_(correction), bare_(without_exclusions(wafer)), cells_(grid, wafer) {
    std::vector<float> typical;
    std::vector<float> here;
    for (const PilotDies& pilot : pilots) {
        here.clear();
        const std::int32_t step =
            static_cast<std::int32_t>(pilot.rect.cells() / static_cast<std::size_t>(kMostCells)) + 1;
        for (std::int32_t row = pilot.rect.row_begin; row < pilot.rect.row_end; row += step) {
            for (std::int32_t col = pilot.rect.col_begin; col < pilot.rect.col_end; ++col) {
                const float dn =
                    cells_.exists({row, col}) ? contrast_dn(pilot.tile, pilot.lattice, {row, col}) : NAN;
                if (dn == dn) here.push_back(dn);
            }
        }
        if (!here.empty()) typical.push_back(value_of_share(here, kTypicalShare));
    }
    if (!typical.empty()) lit_dn_ = static_cast<float>(kLitShare) * std::max(0.0F, upper_median(typical));
}

/// Mean of the cell's middle above that of its four corners; NaN where they don't lie in the image.
float OutlineSampler::contrast_dn(const ImageView& image, const TileLattice& lattice, DieIndex cell) const {
    const PixelPoint middle = lattice.center(cell);
    const auto value = [&](double x, double y, float& sum) {
        const auto px = static_cast<int>(std::lround(x));
        const auto py = static_cast<int>(std::lround(y));
        if (px < 0 || py < 0 || px >= image.width || py >= image.height) return false;
        sum += correction_.corrected(px, py, image.row(py)[px]);
        return true;
    };
    float street = 0.0F;
    for (const auto& [a, b] : {std::pair{-0.5, -0.5}, {-0.5, 0.5}, {0.5, -0.5}, {0.5, 0.5}}) {
        if (!value(middle.x + a * lattice.along_col.x + b * lattice.along_row.x,
                   middle.y + a * lattice.along_col.y + b * lattice.along_row.y, street))
            return NAN;
    }
    const auto reach_x = static_cast<int>(0.25 * lattice.die_width_px);
    const auto reach_y = static_cast<int>(0.25 * lattice.die_height_px);
    const int step_x = std::max(1, reach_x / 2);
    const int step_y = std::max(1, reach_y / 2);
    float die = 0.0F;
    int pixels = 0;
    for (int y = -reach_y; y <= reach_y; y += step_y) {
        for (int x = -reach_x; x <= reach_x; x += step_x) {
            if (!value(middle.x + x, middle.y + y, die)) return NAN;
            ++pixels;
        }
    }
    return die / static_cast<float>(pixels) - 0.25F * street;
}

OutlineLight OutlineSampler::sample(const ImageView& image, const TileLattice& lattice) const {
    OutlineLight light;
    if (!(lit_dn_ > 0.0F)) return light;
    const DieRect rect = cells_around(lattice, image);
    const auto step = static_cast<std::int32_t>(rect.cells() / static_cast<std::size_t>(kMostCells)) + 1;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; row += step) {
        const bool in_grid = row >= 0 && row < cells_.rows();
        const ColumnSpan dies = in_grid ? cells_.reach(row) : ColumnSpan{};
        if (dies.size() == 0) {
            sample_row(image, lattice, row, {rect.col_begin, rect.col_end}, light);
            continue;
        }
        sample_row(image, lattice, row, {rect.col_begin, std::min(dies.begin, rect.col_end)}, light);
        sample_row(image, lattice, row, {std::max(dies.end, rect.col_begin), rect.col_end}, light);
    }
    return light;
}

void OutlineSampler::sample_row(const ImageView& image, const TileLattice& lattice, std::int32_t row,
                                ColumnSpan columns, OutlineLight& light) const {
    for (std::int32_t col = columns.begin; col < columns.end; ++col) {
        const float dn = contrast_dn(image, lattice, {row, col});
        if (dn != dn) continue;
        const WaferPoint at = grid_.center({row, col});
        const bool on_wafer = bare_.usable({at.x, at.x, at.y, at.y});
        ++(on_wafer ? light.margin_cells : light.off_wafer_cells);
        if (dn > lit_dn_) ++(on_wafer ? light.margin_lit : light.off_wafer_lit);
    }
}

}  // namespace waferglow
