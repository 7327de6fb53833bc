// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/klarf_on_grid.h"

#include "libinspect/formats/internal/el_places.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Beyond this share the two pitches are of different things (or units).
constexpr double kOtherPitch = 0.25;
constexpr std::int64_t kMostOffsets = 64;

/// One direction, counted upwards from the grid's first die in it.
struct Axis {
    double pitch_um;   ///< of the file
    double center_um;  ///< SampleCenterLocation
    double grid_pitch_um;
    double grid_first_um;  ///< centre of the grid's first die, from the wafer's centre
    std::int32_t grid_dies;

    [[nodiscard]] bool other_pitch() const {
        return !(std::abs(pitch_um - grid_pitch_um) <= kOtherPitch * grid_pitch_um);
    }
    /// Whether the difference adds up to half a die over the grid.
    [[nodiscard]] bool drifts() const {
        return !(std::abs(pitch_um - grid_pitch_um) * grid_dies < 0.5 * grid_pitch_um);
    }
    /// Index on the grid of the file's die 0 where its place is taken at its word.
    [[nodiscard]] double by_first_die() const {
        return (0.5 * pitch_um - center_um - grid_first_um) / grid_pitch_um;
    }
    /// The same where the wafer's centre is: both count dies from there, whatever each takes for a pitch.
    [[nodiscard]] double by_wafer_center() const {
        return 0.5 - center_um / pitch_um - grid_first_um / grid_pitch_um;
    }
};

struct Offset {
    std::int64_t dies = 0;
    bool sure = true;
    double beside = 0.0;  ///< how far the file's dies lie beside the grid's, in dies
};

std::int64_t on_grid(const std::vector<std::int32_t>& sorted, std::int64_t offset, std::int32_t dies) {
    const auto below = [&](std::int64_t index) {
        return std::ranges::lower_bound(sorted, index, {},
                                        [](std::int32_t value) { return std::int64_t{value}; }) -
               sorted.begin();
    };
    return below(dies - offset) - below(-offset);
}

/// None where the file's positions are of no use.
std::optional<Offset> offset_of(const Axis& axis, std::vector<std::int32_t> indices) {
    constexpr double kFar = 1e9;
    const double first = axis.by_first_die();
    const double center = axis.by_wafer_center();
    if (axis.other_pitch() || !(std::abs(first) < kFar) || !(std::abs(center) < kFar)) return std::nullopt;
    const std::int64_t wanted = std::llround(first);
    const std::int64_t other = std::llround(center);
    const std::int64_t low = std::min(wanted, other);
    const std::int64_t high = std::max(wanted, other);
    if (!axis.drifts() || low == high) return Offset{wanted, true, first - static_cast<double>(wanted)};
    if (high - low > kMostOffsets) return std::nullopt;
    std::ranges::sort(indices);
    Offset best{wanted, true, 0.0};
    std::int64_t most = on_grid(indices, wanted, axis.grid_dies);
    for (std::int64_t offset = low; offset <= high; ++offset) {
        const std::int64_t count = on_grid(indices, offset, axis.grid_dies);
        if (offset == wanted || count < most) continue;
        if (count == most) {
            best.sure = false;
            continue;
        }
        best = {offset, true, 0.0};
        most = count;
    }
    return best;
}

std::int32_t index_at(std::int64_t index) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(index, std::numeric_limits<std::int32_t>::min(),
                                                              std::numeric_limits<std::int32_t>::max()));
}

void warn_of(const Axis& x, const Axis& y, const Offset& cols, const Offset& rows, ElTable& table) {
    if (x.drifts() || y.drifts()) {
        add_warning(
            table.warnings,
            fmt::format(
                "DiePitch {} x {} um is not that of the wafer, {} x {} um; dies are placed by "
                "index from die (0, 0){}",
                x.pitch_um, y.pitch_um, x.grid_pitch_um, y.grid_pitch_um,
                cols.sure && rows.sure ? "" : ", whose place is not sure for it; check the alignment"));
    }
    constexpr double kBeside = 0.25;
    if (std::abs(cols.beside) > kBeside || std::abs(rows.beside) > kBeside) {
        add_warning(
            table.warnings,
            fmt::format("by SampleCenterLocation {} {} um the file's dies lie {:.0f} um in x and {:.0f} um "
                        "in y beside the wafer's; each is taken for the nearest",
                        x.center_um, y.center_um, cols.beside * x.grid_pitch_um,
                        rows.beside * y.grid_pitch_um));
    }
}

void warn_of_dies_off_grid(const Axis& x, const Axis& y, const DieGrid& grid, ElTable& table) {
    std::size_t off = 0;
    for (std::size_t i = 0; i < table.size(); ++i) off += grid.contains({table.row[i], table.col[i]}) ? 0 : 1;
    if (off == 0) return;
    add_warning(
        table.warnings,
        fmt::format("by SampleCenterLocation {} {} um {} of {} dies of the file lie off the wafer's grid of "
                    "dies",
                    x.center_um, y.center_um, off, table.size()));
}

}  // namespace

void place_klarf_dies(const Klarf& klarf, const KlarfWafer& wafer, const std::vector<KlarfDie>& dies,
                      const DieGrid& grid, ElTable& table) {
    DieGrid uniform = grid;  // indices count dies, wherever staggers and fields move them
    uniform.steps = {};
    const WaferPoint lowest = uniform.center({grid.rows - 1, 0});
    const Axis x{klarf.pitch_x_um, wafer.center_x_um, grid.pitch_x_um, lowest.x, grid.cols};
    const Axis y{klarf.pitch_y_um, wafer.center_y_um, grid.pitch_y_um, lowest.y, grid.rows};
    std::vector<std::int32_t> xs;
    std::vector<std::int32_t> ys;
    std::vector<FileDie> by_index;
    for (const KlarfDie& die : dies) {
        xs.push_back(die.x);
        ys.push_back(die.y);
        by_index.push_back({die.x, die.y});
    }
    const auto cols = offset_of(x, std::move(xs));
    const auto rows = offset_of(y, std::move(ys));
    if (!cols || !rows) {
        add_warning(
            table.warnings,
            fmt::format("DiePitch {} x {} um is not that of the wafer; dies are placed by index, not by "
                        "position",
                        klarf.pitch_x_um, klarf.pitch_y_um));
        return place_dies(by_index, {.rows_up = true, .cols_left = false, .flat_deg = 180}, table);
    }
    table.row.reserve(dies.size());
    table.col.reserve(dies.size());
    for (const KlarfDie& die : dies) {
        table.row.push_back(index_at(grid.rows - 1 - (die.y + rows->dies)));
        table.col.push_back(index_at(die.x + cols->dies));
    }
    warn_of(x, y, *cols, *rows, table);
    warn_of_dies_off_grid(x, y, grid, table);
}

}  // namespace waferglow
